import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

extension Session {
    /// Replaces what an earlier import refused; with no rows, nothing stays.
    func put(_ refused: RefusedRows) throws {
        try run("DELETE FROM last_import")
        try run("DELETE FROM refused_rows")
        guard refused.count > 0 else { return }
        try insert(refused.values, into: .lastImport)
        for problem in refused.problems { try insert(try problem.values, into: .refusedRows) }
    }

    func countRefusedRows() throws -> Int { try first(.lastImport)?.number("refused") ?? 0 }

    func refusedRows(limit: Int) throws -> [RefusedRow] {
        guard let imported = try first(.lastImport) else { return [] }
        let (file, at) = (try imported.optionalText("file"), try imported.date("at"))
        return try all(.refusedRows, "ORDER BY number LIMIT $1::bigint", [limit])
            .map { RefusedRow(try RowProblem(row: $0), of: file, at: at) }
    }
}
