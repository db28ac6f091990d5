package import Accounts

/// A row of a file: what it says of an account, with each value checked by the rules of its column.
///
/// Columns that a row lacks change nothing; empty ones clear the value.
package struct FileRow: Hashable, Sendable {
    package var place: FilePlace
    /// The code; nil if the row does not give it.
    package var code: AccountCode?
    /// The id; nil if the row does not give it, or leaves it empty.
    package var id: AccountID?
    /// How the row names the parent; nil if it does not.
    package var parent: Parent?
    /// The values of the columns that are there, except the parent.
    package var values: ColumnValues

    /// The line in the file, from 1.
    package var line: Int { place.line }

    /// How a row names the parent.
    package enum Parent: Hashable, Sendable {
        case nobody
        case code(AccountCode)
        /// By the parent's id, as the platform does.
        case id(AccountID)
    }
}

extension FileRow {
    /// Checks the texts of a row by the rules of their columns; `parent` is used when JSON names the parent other than
    /// by code.
    init(at place: FilePlace, parent: Parent? = nil, text: (Account.Column) -> String?) throws(RowProblem) {
        var values: ColumnValues = [:]
        var name: RowName { RowName(place, code: text(.code), id: text(.id)) }
        for column in Account.Column.allCases {
            guard let text = text(column) else { continue }
            do throws(RowProblem.Kind) {
                let value = try column.value(of: text)
                values[column] = value
                if value.isEmpty, column == .code || column == .name { throw .missing }
            } catch {
                throw name.problem(error, column)
            }
        }
        code = values[.code].map { AccountCode($0) }
        id = values[.id].flatMap { $0.isEmpty ? nil : AccountID($0) }
        guard code != nil || id != nil else { throw name.problem(.missing, .code) }
        self.place = place
        let parentCode = values[.parentCode].map { $0.isEmpty ? Parent.nobody : .code(AccountCode($0)) }
        values[.parentCode] = nil
        self.parent = parent ?? parentCode
        self.values = values
    }

    /// The row without what it says of an account: only that it is there.
    func seenOnly(of account: Account) -> FileRow {
        FileRow(place: place, code: account.code, id: id, parent: nil, values: [:])
    }

    func problem(_ kind: RowProblem.Kind, _ column: Account.Column? = nil) -> RowProblem {
        RowProblem(place: place, column: column?.rawValue, code: code, id: id, kind: kind)
    }
}
