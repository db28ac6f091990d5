package import Accounts
import FoundationEssentials

extension RefusedRows {
    /// The values of the row about the whole import.
    package var values: StoredValues {
        ["file": file, "at": at.timeIntervalSinceReferenceDate, "refused": count]
    }
}

extension RowProblem {
    package var values: StoredValues {
        get throws {
            [
                "line": line, "element": place.element, "column_name": column,
                "code": code, "id": id, "reason": try kind.stored.json(),
            ]
        }
    }

    package init(row: StoredRow) throws(Damage) {
        self.init(
            place: FilePlace(line: try row.number("line"), element: try row.optionalNumber("element")),
            column: try row.optionalText("column_name"),
            code: try row.optionalWord("code"),
            id: try row.optionalWord("id"),
            kind: Kind(stored: try row.text("reason"))
        )
    }
}
