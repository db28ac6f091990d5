import Accounts
import StrictJSON

/// Accounts as our export or the platform's account list has them (docs/protocol.md, section 7): an array, or an object
/// with the array as `data`.
package enum AccountJSON {
    package static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountFile {
        let value: JSON
        do throws(JSONReader.Fault) {
            value = try JSONReader.read(bytes)
        } catch {
            if error.kind == .empty { throw .empty }
            throw .notJSON(error)
        }
        if let members = value.members, members.count(where: { $0.name.lowercased() == "data" }) > 1 { throw .twoLists }
        guard case .array(let elements) = value["data"] ?? value else { throw .noAccounts }
        var result = AccountFile(warnings: warning(value, elements.count).map { [$0] } ?? [])
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
}
