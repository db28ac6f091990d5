/// A row of a file: what it says of an account, before anyone knows whether it can be one.
public struct FileRow: Hashable, Sendable {
    /// The line in the file, from 1; of JSON the element, from 1.
    public var line: Int
    /// The values of the columns that are there.
    public var values: [Column: String]
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
}

/// What a file holds.
public struct AccountRows: Sendable {
    /// The rows that can be read, in the order of the file.
    public var rows: [FileRow]
    /// The rows that cannot.
    public var problems: [RowProblem]
    /// The columns that nobody knows.
    public var unknownColumns: [String]
    /// Whether parents are named by their ids, as the platform does, not by their codes.
    public var parentsAreIDs: Bool
}
