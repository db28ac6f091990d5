package import Accounts

/// Filters of the BSS, a part of OData (docs/sandbox.md, "The BSS").
package enum ODataFilter {
    /// The accounts with these ids.
    package static func ids(_ ids: some Sequence<AccountID>) -> String {
        ids.map { "id eq \(value($0.rawValue))" }.joined(separator: " or ")
    }

    /// The orders that are billed to an account.
    package static func billed(to id: AccountID) -> String { "billingToId eq \(value(id.rawValue))" }

    /// What changed after the beginning of the day before a time; whole days only, since the spelling of a time in a
    /// filter is not certain.
    package static func updated(since stamp: Stamp) -> String { "updatedAt gt datetime'\(stamp.dayBefore.date)'" }

    /// A number as it is; anything else as a text, in single quotes, of which one inside is doubled.
    private static func value(_ text: String) -> String {
        let isNumber = !text.isEmpty && text.utf8.count <= 18 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isNumber ? text : "'\(text.replacing("'", with: "''"))'"
    }
}
