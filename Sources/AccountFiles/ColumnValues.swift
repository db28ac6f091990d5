package import Accounts

/// The values of some columns: what a dictionary would be, without hashing each column of a million rows.
package struct ColumnValues: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    private var texts: [String?] = Array(repeating: nil, count: Account.Column.allCases.count)

    package init(dictionaryLiteral elements: (Account.Column, String)...) {
        for (column, value) in elements { self[column] = value }
    }

    package subscript(column: Account.Column) -> String? {
        get { texts[column.place] }
        set { texts[column.place] = newValue }
    }

    /// Calls `body` for each column that has a value, until it returns true; false if it never does.
    func contains(where body: (Account.Column, String) -> Bool) -> Bool {
        for column in Account.Column.allCases {
            if let text = texts[column.place], body(column, text) { return true }
        }
        return false
    }
}
