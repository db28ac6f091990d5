import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

extension Database {
    /// Replaces what was refused before of the same kind of source; with no rows, nothing stays.
    func put(_ refused: RefusedRows) throws {
        let source = refused.source.stored
        for table in [StoredTable.lastImport, .refusedRows] {
            try execute(sql: "DELETE FROM \(table.rawValue) WHERE source = ?", arguments: [source])
        }
        guard refused.count > 0 else { return }
        try insert(
            [
                "source": source, "file": refused.file, "at": refused.at.timeIntervalSinceReferenceDate,
                "refused": refused.count,
            ],
            into: .lastImport
        )
        for row in refused.rows {
            let problem = row.problem
            try insert(
                [
                    "source": source, "line": problem.line, "element": problem.place.element,
                    "column_name": problem.column, "code": problem.code, "id": problem.id, "parent": problem.parent,
                    "reason": try problem.kind.stored.json(), "at": row.at.timeIntervalSinceReferenceDate,
                ],
                into: .refusedRows
            )
        }
    }

    func refusedOfBSS() throws -> RefusedRows? {
        guard let pulled = try first(.lastImport, "WHERE source = ?", [RefusedRows.Source.bss.stored]) else {
            return nil
        }
        let at = try pulled.date("at")
        let rows = try all(.refusedRows, "WHERE source = ? ORDER BY number", [RefusedRows.Source.bss.stored])
            .map { try RefusedRow($0, of: .bss, at: at) }
        return RefusedRows(rows, of: .bss, count: try pulled.number("refused"), at: at)
    }

    func countRefusedRows() throws -> Int { try all(.lastImport).reduce(0) { $0 + (try $1.number("refused")) } }

    /// Those of a file first.
    func refusedRows(limit: Int) throws -> [RefusedRow] {
        let imports = try all(.lastImport).map { (source: try $0.source, at: try $0.date("at")) }
        return try all(.refusedRows, "ORDER BY source = ?, number LIMIT ?", [RefusedRows.Source.bss.stored, limit])
            .map { row in
                let kind = try row.source.stored
                guard let imported = imports.first(where: { $0.source.stored == kind }) else {
                    throw row.damage("source")
                }
                return try RefusedRow(row, of: imported.source, at: imported.at)
            }
    }
}

extension StoredRow {
    fileprivate var source: RefusedRows.Source {
        get throws(Damage) {
            switch try text("source") {
            case RefusedRows.Source.bss.stored: .bss
            case RefusedRows.Source.file(nil).stored: .file(table == .lastImport ? try optionalText("file") : nil)
            default: throw damage("source")
            }
        }
    }
}

extension RefusedRows {
    fileprivate var file: String? { if case .file(let name) = source { name } else { nil } }
}

extension RefusedRows.Source {
    fileprivate var stored: String { if case .file = self { "file" } else { "bss" } }
}

extension RefusedRow {
    /// `at` is when the import or the pull was; rows of earlier versions have no time of their own.
    fileprivate init(_ row: StoredRow, of source: RefusedRows.Source, at: Date) throws {
        self.init(try RowProblem(row: row), of: source, at: try row.optionalDate("at") ?? at)
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
        parent = try row.optionalWord("parent")
    }
}
