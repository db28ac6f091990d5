import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

extension Database {
    /// Replaces what an earlier import refused; with no rows, nothing stays.
    func put(_ refused: RefusedRows) throws {
        try execute(sql: "DELETE FROM last_import; DELETE FROM refused_rows")
        guard refused.count > 0 else { return }
        try insert(
            ["file": refused.file, "at": refused.at.timeIntervalSinceReferenceDate, "refused": refused.count],
            into: .lastImport
        )
        for problem in refused.problems {
            try insert(
                [
                    "line": problem.line, "element": problem.place.element, "column_name": problem.column,
                    "code": problem.code, "id": problem.id, "reason": try problem.kind.stored.json(),
                ],
                into: .refusedRows
            )
        }
    }

    func countRefusedRows() throws -> Int { try first(.lastImport)?.number("refused") ?? 0 }

    func refusedRows(limit: Int) throws -> [RefusedRow] {
        guard let imported = try first(.lastImport) else { return [] }
        let (file, at) = (try imported.optionalText("file"), try imported.date("at"))
        return try all(.refusedRows, "ORDER BY number LIMIT ?", [limit])
            .map { RefusedRow(try RowProblem(row: $0), of: file, at: at) }
    }
}

extension RowProblem {
    init(row: StoredRow) throws(Damage) {
        self.init(
            place: FilePlace(line: try row.number("line"), element: try row.optionalNumber("element")),
            column: try row.optionalText("column_name"),
            code: try row.optionalWord("code"),
            id: try row.optionalWord("id"),
            kind: Kind(stored: try row.text("reason"))
        )
    }
}
