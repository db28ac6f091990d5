package import Accounts
import FoundationEssentials

extension RefusedRows {
    /// The values of the row about the whole import, or all pulls.
    package var values: StoredValues {
        ["source": source.stored, "file": file, "at": at.timeIntervalSinceReferenceDate, "refused": count]
    }

    private var file: String? { if case .file(let name) = source { name } else { nil } }

    /// Those of the BSS, from the row about them and their own.
    package init(ofBSS row: StoredRow, _ rows: [StoredRow]) throws {
        let at = try row.date("at")
        self.init(
            try rows.map { try RefusedRow($0, of: .bss, at: at) },
            of: .bss,
            count: try row.number("refused"),
            at: at
        )
    }
}

extension RefusedRows.Source {
    package var stored: String { if case .file = self { "file" } else { "bss" } }
}

extension RefusedRow {
    package var values: StoredValues {
        get throws {
            [
                "source": source.stored, "line": problem.line, "element": problem.place.element,
                "column_name": problem.column, "code": problem.code, "id": problem.id, "parent": problem.parent,
                "reason": try problem.kind.stored.json(), "at": at.timeIntervalSinceReferenceDate,
            ]
        }
    }

    /// The rows that are refused, from those about the imports and their own.
    package static func all(_ imports: [StoredRow], _ rows: [StoredRow]) throws -> [RefusedRow] {
        let imports = try imports.map { (source: try $0.source, at: try $0.date("at")) }
        return try rows.map { row in
            let kind = try row.source.stored
            guard let imported = imports.first(where: { $0.source.stored == kind }) else { throw row.damage("source") }
            return try RefusedRow(row, of: imported.source, at: imported.at)
        }
    }

    /// `at` is when the import or the pull was; rows of earlier versions have no time of their own.
    fileprivate init(_ row: StoredRow, of source: RefusedRows.Source, at: Date) throws {
        self.init(try RowProblem(row: row), of: source, at: try row.optionalDate("at") ?? at)
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

extension RowProblem {
    package init(row: StoredRow) throws(Damage) {
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
