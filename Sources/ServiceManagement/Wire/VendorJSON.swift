import Accounts
import StrictJSON

/// Why a body is not taken for JSON.
struct Unreadable: Error {
    let phrase: String
}

/// What a vendor's body says, or why it says nothing (protocol.md): one JSON value in which no member comes twice.
enum VendorJSON {
    static func read(_ body: [UInt8]) -> Result<JSON, Unreadable> {
        do throws(JSONReader.Fault) {
            let json = try JSONReader.read(body)
            if let name = json.duplicateMember {
                return .failure(Unreadable(phrase: "the member \"\(name)\" is there twice"))
            }
            return .success(json)
        } catch {
            return .failure(Unreadable(phrase: "it \(error.phrase)"))
        }
    }
}

extension JSON {
    /// The vendor's words, in either spelling.
    var message: String { self["Message"]?.text ?? self["ErrorMessage"]?.text ?? "" }
}
