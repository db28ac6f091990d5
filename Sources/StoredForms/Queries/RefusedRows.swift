package import Accounts
import Synchronizing

extension BookRows {
    /// Replaces what was refused before of the same kind of source; with no rows, nothing stays.
    package func put(_ refused: RefusedRows) throws {
        for table in [StoredTable.lastImport, .refusedRows] {
            try change("DELETE FROM \(table.rawValue) WHERE source = $1", [refused.source.stored])
        }
        guard refused.count > 0 else { return }
        try insert(refused.values, into: .lastImport)
        for row in refused.rows { try insert(try row.values, into: .refusedRows) }
    }

    package func refusedOfBSS() throws -> RefusedRows? {
        guard let pulled = try first(.lastImport, "WHERE source = 'bss'") else { return nil }
        return try RefusedRows(ofBSS: pulled, try all(.refusedRows, "WHERE source = 'bss' ORDER BY number"))
    }

    func countRefusedRows() throws -> Int { try all(.lastImport).reduce(0) { $0 + (try $1.number("refused")) } }

    /// Those of a file first.
    func refusedRows(limit: Int) throws -> [RefusedRow] {
        try RefusedRow.all(
            try all(.lastImport),
            try all(.refusedRows, "ORDER BY source = 'bss', number LIMIT $1", [limit])
        )
    }
}
