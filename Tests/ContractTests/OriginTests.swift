import Accounts
import Foundation
import Samples
import Synchronization
import Synchronizing
import Testing

/// Where accounts come from, and those that the BSS no longer has.
@Suite struct OriginTests {
    private static func account(
        _ base: Account,
        _ source: Account.Origin.Source,
        unseen: Int = 0,
        change: (inout Account) -> Void = { _ in }
    ) -> Account {
        var account = base
        account.origin = Account.Origin(source, asOf: Samples.moment(7).wall, unseen: unseen)
        change(&account)
        return account
    }

    @Test(arguments: Engine.all)
    func `where an account comes from is read as it was written`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let accounts = [
            Self.account(Samples.reseller, .bss, unseen: 1), Self.account(Samples.customer, .file("\u{301}b:ß.csv")),
            Samples.direct,
        ]
        try await store.write(accounts)
        #expect(try await store.allAccounts() == accounts)
        for account in accounts {
            #expect(try await store.row(id: account.id)?.account == account)
            let found = try await store.inspectAccounts { book throws(StoreFailure) in try book.account(id: account.id)
            }
            #expect(found == account)
        }
    }

    @Test(arguments: Engine.all)
    func `the accounts that the BSS owns are read some at a time`(engine: Engine) async throws {
        let store = try engine.make()()
        try await store.write(
            (0..<9)
                .map { number in
                    let code = "A-\(number)"
                    let account = Account(
                        id: AccountID("\(number)"),
                        code: AccountCode(code),
                        name: code,
                        kind: .reseller
                    )
                    return Self.account(account, number == 4 ? .file("x") : .bss, unseen: number % 3)
                }
        )
        let portions = try await store.inspectAccounts { book throws(StoreFailure) in
            #expect(try book.count() == 9)
            var portions = [try book.ownedByBSS(after: nil, limit: 5)]
            while let last = portions.last?.last { portions.append(try book.ownedByBSS(after: last.id, limit: 5)) }
            return portions
        }
        #expect(portions.map(\.count) == [5, 3, 0])
        #expect(portions.joined().map(\.id) == ["0", "1", "2", "3", "5", "6", "7", "8"])
        #expect(
            portions[1]
                == [5, 6, 7, 8].suffix(3)
                .map { OwnedAccount(id: AccountID("\($0)"), code: AccountCode("A-\($0)"), unseen: $0 % 3) }
        )
    }

    @Test(arguments: Engine.all)
    func `an account that is gone is blocked wherever it is shown, and offered again when it is back`(
        engine: Engine
    ) async throws {
        let store = try await engine.furnished()()
        try await store.write([Self.account(Samples.direct, .bss, unseen: 2)])
        let blocked = AccountQuery(filter: AccountFilter("status:blocked"), order: .code, system: "Dropbox")
        let listed = Mutex<[ListedAccount]>([])
        try await store.eachListedPortion(of: blocked) { rows in
            listed.withLock { $0 += rows }
            return true
        }
        #expect(listed.withLock { $0.map(\.code) } == ["Z-1"] && listed.withLock { $0.first?.fault } == .gone)
        #expect(try await store.counts(on: "Dropbox")[.blocked] == 1)
        #expect(try await store.inbox(InboxQuery()).items.map { $0.account?.code } == ["Z-1"])
        let indexed = Mutex<[AccountFault?]>([])
        _ = try await store.readBook(portion: 99) { accounts in
            indexed.withLock { $0 += accounts.map(\.fault) }
            return true
        }
        #expect(indexed.withLock { $0 } == [nil, nil, .gone])
        try await store.write([Self.account(Samples.direct, .bss)])
        #expect(try await store.list(blocked).entries.isEmpty)
    }

    @Test(arguments: Engine.all)
    func `an account gets another code, and what stands below it moves along`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let other = Account(id: "5", code: "M-1", name: "Between", kind: .reseller)
        var below = Samples.customer
        (below.id, below.code, below.parent) = ("6", "D-1", "2")
        var customer = Samples.customer
        customer.kind = .reseller
        try await store.write([other, customer, below])
        let version = try await store.version()
        var renamed = Samples.reseller
        (renamed.code, renamed.revision) = ("A-9", 2)
        try await store.write([renamed])
        let listing = try await store.list(AccountQuery())
        let rows = try await store.rows(listing.entries.map(\.key))
        #expect(rows.map(\.account.code) == ["A-9", "C-1", "D-1", "M-1", "Z-1"])
        #expect(listing.entries.map(\.depth) == [0, 1, 2, 0, 0])
        #expect(rows[1].parentCode == "A-9")
        #expect(try await store.row(code: "R-1") == nil)
        let changed = try await store.changes(since: version)
        #expect(changed.accounts.contains { $0.code == "A-9" })
    }
}
