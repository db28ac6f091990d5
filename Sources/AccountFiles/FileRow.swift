package import Accounts

/// A row of a file: what it says of an account, each value through the door of its column.
///
/// What a row does not say changes nothing; what it says to be empty is emptied.
package struct FileRow: Hashable, Sendable {
    package var place: FilePlace
    /// The code; nil where the row does not say it.
    package var code: AccountCode?
    /// The id; nil where the row does not say it, or leaves it empty.
    package var id: AccountID?
    /// Who is named as the parent; nil where the row does not say it.
    package var parent: Parent?
    /// The values of the columns that are there, but for the parent.
    package var values: [Account.Column: String]

    /// The line in the file, from 1.
    package var line: Int { place.line }

    /// How a row names the account above.
    package enum Parent: Hashable, Sendable {
        case nobody
        case code(AccountCode)
        /// By its id, as the platform does.
        case id(AccountID)
    }
}

extension FileRow {
    /// Takes the texts of a row through the doors of their columns; `parent` is how JSON names it otherwise than by its
    /// code.
    init(at place: FilePlace, _ texts: [Account.Column: String], parent: Parent? = nil) throws(RowProblem) {
        var values: [Account.Column: String] = [:]
        let name = RowName(place, code: texts[.code], id: texts[.id])
        for column in Account.Column.allCases {
            guard let text = texts[column] else { continue }
            do throws(RowProblem.Kind) {
                let value = try column.value(of: text)
                values[column] = value
                if value.isEmpty, column == .code || column == .name { throw .missing }
            } catch {
                throw name.problem(error, column)
            }
        }
        guard name.code != nil || name.id != nil else { throw name.problem(.missing, .code) }
        self.place = place
        (code, id) = (name.code, name.id)
        let parentCode = values.removeValue(forKey: .parentCode)
            .map { $0.isEmpty ? Parent.nobody : .code(AccountCode($0)) }
        self.parent = parent ?? parentCode
        self.values = values
    }

    func problem(_ kind: RowProblem.Kind, _ column: Account.Column? = nil) -> RowProblem {
        RowProblem(place: place, column: column?.rawValue, code: code, id: id, kind: kind)
    }
}

/// Where a row stands in a file.
package struct FilePlace: Hashable, Comparable, Sendable {
    /// The line where it begins, from 1.
    package var line: Int
    /// Of JSON also which element of the list it is, from 1: all may stand in one line.
    package var element: Int?

    package static func < (left: Self, right: Self) -> Bool {
        (left.line, left.element ?? 0) < (right.line, right.element ?? 0)
    }
}
