import Accounts
import StrictJSON

/// Accounts as our export or the platform's account list has them (docs/protocol.md, section 7): an array, or an object
/// with the array as `data`.
package enum AccountJSON {
    package static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountFile {
        let (whole, elements) = try list(bytes)
        var result = AccountFile(warnings: warning(whole, elements.count).map { [$0] } ?? [])
        var members = MemberNames()
        for (index, element) in elements.enumerated() {
            let place = FilePlace(line: element.line, element: index + 1)
            do throws(RowProblem) {
                var reader = try ElementReader(element.value, at: place)
                result.rows.append(try reader.row(&members))
            } catch {
                result.problems.append(error)
            }
        }
        result.unknownColumns = members.unknown
        return result
    }

    /// The text as JSON, and the elements of the list that it is or has.
    static func list(_ bytes: [UInt8]) throws(AccountFileProblem) -> (whole: JSON, elements: [JSON.Element]) {
        let whole: JSON
        do throws(JSONReader.Fault) {
            whole = try JSONReader.read(bytes)
        } catch {
            if error.kind == .empty { throw .empty }
            throw .notJSON(error)
        }
        if let members = whole.members, members.count(where: { $0.name.lowercased() == "data" }) > 1 { throw .twoLists }
        guard case .array(let elements) = whole["data"] ?? whole else { throw .noAccounts }
        return (whole, elements)
    }
}
