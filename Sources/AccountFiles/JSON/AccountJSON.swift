import Accounts
import StrictJSON

/// Accounts as an export of ours has them, or as the platform's account list does (protocol.md, section 7): an array, or an object with
/// the array as `data`.
public enum AccountJSON {
    /// Reads a file.
    public static func read(_ bytes: [UInt8]) throws(AccountFileProblem) -> AccountRows {
        let value: JSON
        do throws(JSONReader.Fault) {
            value = try JSONReader.read(bytes)
        } catch {
            if error.kind == .empty { throw .empty }
            throw .notJSON(error)
        }
        if let members = value.members, members.count(where: { $0.name.lowercased() == "data" }) > 1 { throw .twoLists }
        guard case .array(let elements) = value["data"] ?? value else { throw .noAccounts }
        var result = AccountRows(warnings: warning(value, elements.count).map { [$0] } ?? [])
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

    /// What the list says of itself beside its accounts.
    private static func warning(_ list: JSON, _ count: Int) -> FileWarning? {
        func number(_ names: String...) -> Int? {
            names.lazy.compactMap { list["paging"]?[$0] ?? list[$0] }.compactMap { $0.text.flatMap { Int($0) } }.first
        }
        let total = number("totalPages", "pageCount") ?? 1
        let next = list["links"]?["next"] ?? list["paging"]?["next"]
        if total > 1 { return .page(number("page", "pageIndex", "pageNumber", "currentPage"), of: total) }
        if let records = number("totalRecords", "totalCount"), records > count { return .part(count, of: records) }
        return next?.text?.isEmpty == false ? .morePages : nil
    }
}
