package import Accounts

/// A row of a file: what it says of an account, each value through the door of its column.
///
/// What a row does not say changes nothing; what it says to be empty is emptied.
package struct FileRow: Hashable, Sendable {
    /// Where it stands.
    package var place: FilePlace
    /// The code; nil where the row does not say it.
    package var code: AccountCode?
    /// The id; nil where the row does not say it, or leaves it empty.
    package var id: AccountID?
    /// Who is named as the parent; nil where the row does not say it.
    package var parent: Parent?
    /// The values of the columns that are there, but for the parent.
    package var values: [Column: String]

    /// The line in the file, from 1.
    package var line: Int { place.line }

    /// How a row names the account above.
    package enum Parent: Hashable, Sendable {
        /// There is none.
        case nobody
        case code(AccountCode)
        /// By its id, as the platform does.
        case id(AccountID)
    }
}

/// Where a row stands in a file.
package struct FilePlace: Hashable, Comparable, Sendable {
    /// The line where it begins, from 1.
    package var line: Int
    /// Of JSON also which element of the list it is, from 1: all may stand in one line.
    package var element: Int?

    /// Orders as the file does.
    package static func < (left: Self, right: Self) -> Bool {
        (left.line, left.element ?? 0) < (right.line, right.element ?? 0)
    }
}

/// The columns of a file of accounts.
package enum Column: String, Hashable, Sendable, CaseIterable {
    case id, code, name, type
    case parentCode = "parent_code"
    case email, country, phone, website
    case contactFirstName = "contact_first_name"
    case contactLastName = "contact_last_name"
    case address1, address2, city
    case postCode = "post_code"
    case state, storefront

    /// The column that a name stands for, whatever its case, spaces, hyphens and underscores.
    init?(named name: String) {
        guard let column = Self.names[name.squashed] else { return nil }
        self = column
    }

    private static let names = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue.squashed, $0) })
}

/// What a file holds.
package struct AccountRows: Sendable {
    /// The rows that can be read, in the order of the file.
    package var rows: [FileRow] = []
    /// The rows that cannot.
    package var problems: [RowProblem] = []
    /// The columns, or members of JSON, that nobody knows.
    package var unknownColumns: [String] = []
    /// What else is to be said of the file.
    package var warnings: [FileWarning] = []
}
