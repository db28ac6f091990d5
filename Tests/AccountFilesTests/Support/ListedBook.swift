import Accounts
import Foundation

@testable import AccountFiles

/// Accounts in a list, as a book.
struct ListedBook: AccountBook {
    private let byCode: [AccountCode: Account]
    private let byID: [AccountID: Account]
    private let fixed: Set<AccountID>

    init(_ accounts: [Account], fixed: Set<AccountID> = []) {
        byCode = Dictionary(uniqueKeysWithValues: accounts.map { ($0.code, $0) })
        byID = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0) })
        self.fixed = fixed
    }

    func account(code: AccountCode) -> Account? { byCode[code] }
    func account(id: AccountID) -> Account? { byID[id] }
    func customers(of account: AccountID) -> [AccountID] {
        byID.values.filter { $0.parent == account }.sorted { $0.code < $1.code }.map(\.id)
    }
    func isFixed(_ account: AccountID) -> Bool { fixed.contains(account) }
    func count() -> Int { byID.count }
    func ownedByBSS(after id: AccountID?, limit: Int) -> [OwnedAccount] {
        byID.values.filter { $0.origin?.source == .bss && $0.id > id ?? "" }
            .sorted { $0.id < $1.id }.prefix(limit)
            .map { OwnedAccount(id: $0.id, code: $0.code, unseen: $0.origin?.unseen ?? 0) }
    }
}

/// What the import of a file would do to a book, and what it would write.
@dynamicMemberLookup
struct WholeImport {
    let plan: ImportPlan
    /// Everything that would be written, parents first.
    let accounts: [Account]

    init<Book: AccountBook>(_ file: AccountFile, into book: Book, now: Date) throws(Book.Failure) {
        var rows = FileRows(file)
        var planning = try ImportPlanning(&rows, into: book)
        var accounts: [Account] = []
        plan = try planning.finish(&rows, now: now) { portion throws(Book.Failure) in accounts += portion }
        self.accounts = accounts
    }

    init(_ file: AccountFile, into existing: [Account], locked: Set<AccountID> = [], now: Date = .distantPast) {
        self.init(file, into: ListedBook(existing, fixed: locked), now: now)
    }

    init(reading text: String, into existing: [Account] = [], locked: Set<AccountID> = []) throws {
        self.init(try AccountFile.read(Array(text.utf8)), into: existing, locked: locked)
    }

    subscript<Value>(dynamicMember path: KeyPath<ImportPlan, Value>) -> Value { plan[keyPath: path] }

    /// The new accounts, parents first.
    var added: [Account] {
        let changed = Set(plan.updated.map(\.account.id))
        return accounts.filter { !changed.contains($0.id) }
    }

    /// The accounts as they would be afterwards.
    func result(over existing: [Account]) -> [Account] {
        var accounts = Dictionary(uniqueKeysWithValues: existing.map { ($0.id, $0) })
        for account in self.accounts { accounts[account.id] = account }
        return accounts.values.sorted { $0.code < $1.code }
    }
}
