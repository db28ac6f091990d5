import Accounts
import StrictJSON

/// What a vendor's body says, or why it says nothing (protocol.md): one JSON value in which no member appears twice.
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

extension Unreadable {
    fileprivate init(_ fault: JSONReader.Fault) {
        self =
            switch fault.kind {
            case .empty: .empty
            case .page: .page
            case .notUTF8: .notUTF8(line: fault.line)
            case .cut: .cut(line: fault.line)
            case .unexpected: .notJSON(line: fault.line, column: fault.column)
            case .tooDeep(let limit): .tooDeep(limit: limit)
            }
    }
}

extension JSON {
    /// The vendor's words, in either spelling.
    var message: String { self["Message"]?.text ?? self["ErrorMessage"]?.text ?? "" }
}
