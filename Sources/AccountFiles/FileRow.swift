public import Accounts

/// A row of a file: what it says of an account, each value through the door of its column.
///
/// What a row does not say changes nothing; what it says to be empty is emptied.
public struct FileRow: Hashable, Sendable {
    /// Where it stands.
    public var place: FilePlace
    /// The code; nil where the row does not say it.
    public var code: AccountCode?
    /// The id; nil where the row does not say it, or leaves it empty.
    public var id: AccountID?
    /// Who is named as the parent; nil where the row does not say it.
    public var parent: Parent?
    /// The values of the columns that are there, but for the parent.
    public var values: [Column: String]

    /// The line in the file, from 1.
    public var line: Int { place.line }

    /// How a row names the account above.
    public enum Parent: Hashable, Sendable {
        /// There is none.
        case nobody
        /// By its code.
        case code(AccountCode)
        /// By its id, as the platform does.
        case id(AccountID)
    }
}

/// Where a row stands in a file.
public struct FilePlace: Hashable, Comparable, Sendable {
    /// The line where it begins, from 1.
    public var line: Int
    /// Of JSON also which element of the list it is, from 1: all may stand in one line.
    public var element: Int?

    /// Orders as the file does.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.element ?? 0) < (right.line, right.element ?? 0)
    }
}

/// The columns of a file of accounts.
public enum Column: String, Hashable, Sendable, CaseIterable {
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
public struct AccountRows: Sendable {
    /// The rows that can be read, in the order of the file.
    public var rows: [FileRow] = []
    /// The rows that cannot.
    public var problems: [RowProblem] = []
    /// The columns, or members of JSON, that nobody knows.
    public var unknownColumns: [String] = []
    /// What else is to be said of the file.
    public var warnings: [FileWarning] = []
}
