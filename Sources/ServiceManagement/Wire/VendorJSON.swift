import Accounts
import StrictJSON
import Transport

/// What a vendor's body says, or why it says nothing (docs/protocol.md, section 5): one JSON value in which no member
/// appears twice.
enum VendorJSON {
    static func read(_ body: [UInt8]) -> Result<JSON, Unreadable> {
        do throws(JSONReader.Fault) {
            let json = try JSONReader.read(body)
            return json.duplicateMember.map { .failure(.memberTwice($0)) } ?? .success(json)
        } catch {
            return .failure(Unreadable(error))
        }
    }
}

extension JSON {
    /// The vendor's words, in either spelling.
    var message: String { self["Message"]?.text ?? self["ErrorMessage"]?.text ?? "" }
}
