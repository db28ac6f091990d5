import StoredForms
import Synchronizing

extension Session {
    /// Inserts rows of a table; one that the server refuses is named.
    func insert(_ rows: [[StoredValue]], of table: MovedTable, _ path: String) throws {
        for row in rows where row.contains(where: \.hasNUL) {
            let column = zip(table.columns, row).first { $0.1.hasNUL }?.0 ?? ""
            throw StoreFailure.unmovable(path: path, .unstorable(MovedRow(table, row).place(column), .nul))
        }
        guard let refusal = try refusal(of: rows, table) else { return }
        // It is found by trying them one after the other.
        for row in rows {
            guard let refusal = try self.refusal(of: [row], table) else { continue }
            let moved = MovedRow(table, row)
            throw StoreFailure.unmovable(
                path: path,
                refusal.code == "54000"
                    ? .unstorable(moved.place(moved.longest), .tooLong)
                    : .unstorable(moved.place(table.key[0]), .rule("\(refusal.code) \(refusal.constraint ?? "")"))
            )
        }
        throw SessionFailure.refused(refusal)
    }

    /// Inserts rows, or undoes that and returns why the server refused them.
    private func refusal(of rows: [[StoredValue]], _ table: MovedTable) throws -> SessionFailure.Refusal? {
        try execute("SAVEPOINT portion")
        do {
            try copy(into: "\(table.table.rawValue) (\(table.columns.joined(separator: ", ")))", CopiedText(rows).bytes)
            try execute("RELEASE portion")
            return nil
        } catch {
            guard case SessionFailure.refused(let refusal) = error,
                ["22", "23", "54"].contains(refusal.code.prefix(2))
            else { throw error }
            try execute("ROLLBACK TO portion")
            return refusal
        }
    }
}

extension StoredValue {
    fileprivate var hasNUL: Bool { if case .text(let text) = self { text.utf8.contains(0) } else { false } }
}

/// Rows in the text format of COPY (PostgreSQL's manual, COPY, "Text Format"): the server reads each value as the type of
/// its column.
struct CopiedText {
    private(set) var bytes: [UInt8] = []

    init(_ rows: [[StoredValue]]) {
        for row in rows {
            for (place, value) in row.enumerated() {
                if place > 0 { bytes.append(UInt8(ascii: "\t")) }
                append(value)
            }
            bytes.append(UInt8(ascii: "\n"))
        }
    }

    private mutating func append(_ value: StoredValue) {
        switch value {
        case .null, .bytes: bytes += "\\N".utf8
        case .integer(let number): bytes += "\(number)".utf8
        case .real(let number): bytes += "\(number)".utf8
        case .text(let text): for byte in text.utf8 { append(byte) }
        }
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "\\"): bytes += "\\\\".utf8
        case UInt8(ascii: "\t"): bytes += "\\t".utf8
        case UInt8(ascii: "\n"): bytes += "\\n".utf8
        case UInt8(ascii: "\r"): bytes += "\\r".utf8
        default: bytes.append(byte)
        }
    }
}
