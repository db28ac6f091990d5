import Accounts
import Synchronizing

/// An account that something is about, as the JSON of every command names it.
struct ToldAccount: Encodable {
    var id: String
    /// Missing, like the name, if the book does not have the account.
    var code, name: String?

    /// An account of which no more is known.
    init(id: AccountID) { self.id = id.rawValue }

    init(_ account: Account) { (id, code, name) = (account.id.rawValue, account.code.rawValue, account.name) }

    init(_ item: Plan.Item) { (id, code, name) = (item.id.rawValue, item.code.rawValue, item.name) }

    /// Its code and its name, as a line about it begins.
    var codeAndName: String { [code ?? id, name].compactMap(\.self).joined(separator: " ") }
}
