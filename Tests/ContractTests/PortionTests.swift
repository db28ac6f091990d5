import Accounts
import Samples
import Synchronization
import Synchronizing
import Testing

/// Lists that are handed over in portions, on each implementation.
@Suite struct PortionTests {
    private static let queries = [
        AccountQuery(), AccountQuery(order: .code), AccountQuery(order: .name, isDescending: true),
        AccountQuery(filter: AccountFilter("n"), order: .code),
        AccountQuery(filter: AccountFilter("status:synchronized"), order: .code, system: "Dropbox"),
        AccountQuery(filter: AccountFilter("parent:R-1"), order: .email),
        AccountQuery(order: .status, system: "Dropbox"),
        AccountQuery(filter: AccountFilter("nobody at all"), order: .code), AccountQuery(order: .code, limit: 2),
    ]

    private func rows(_ store: any Store, _ query: AccountQuery) async throws -> [AccountRow] {
        let found = Portions<AccountRow>()
        try await store.eachPortion(of: query) { found.add($0) }
        return found.all
    }

    @Test(arguments: Engine.all)
    func `the portions are what a list has`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample())
        try await store.write(
            (0..<1_200)
                .map {
                    Account(id: AccountID("N\($0)"), code: AccountCode("N-\($0)"), name: "n", kind: .directCustomer)
                }
        )
        for query in Self.queries where query.order != .tree || query.filter.isEmpty {
            let listing = try await store.list(query)
            let rows = try await rows(store, query)
            #expect(try await rows == store.rows(listing.entries.map(\.key)), "\(query)")
            let listed = Portions<ListedAccount>()
            try await store.eachListedPortion(of: query) { listed.add(Array($0)) }
            #expect(listed.all == rows.map { ListedAccount($0) }, "\(query)")
        }
    }

    @Test(arguments: Engine.all)
    func `no portion is read after the one that was enough`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        try await store.write(
            (0..<1_200)
                .map {
                    Account(id: AccountID("N\($0)"), code: AccountCode("N-\($0)"), name: "n", kind: .directCustomer)
                }
        )
        let found = Portions<AccountRow>(most: 1)
        try await store.eachPortion(of: AccountQuery(order: .code)) { found.add($0) }
        #expect(found.portions == 1)
    }

    @Test(arguments: Engine.all)
    func `who uses many emails is found as for each of them`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample(email: "ops@northwind.example"))
        let shared = (0..<30)
            .map { number in
                Account(
                    id: AccountID("S\(number)"),
                    code: AccountCode("S-\(number)"),
                    name: "s",
                    kind: .directCustomer,
                    email: "S@x.example"
                )
            }
        try await store.write(
            shared + [Account(id: "U", code: "U", name: "u", kind: .directCustomer, email: "u@x.example")]
        )
        var emails: [AccountID: String] = [:]
        for account in try await store.allAccounts() where !account.email.isEmpty {
            emails[account.id] = EmailAddress.fold(account.email)
        }
        let uses = try await store.emailUses(of: emails, on: "Dropbox")
        for (account, email) in emails {
            let alone = try await store.emailUses(email, on: "Dropbox", except: account)
            #expect(
                (uses[account] ?? []).sorted { $0.account.id < $1.account.id }
                    == alone.sorted { $0.account.id < $1.account.id }
            )
        }
        #expect(uses["S1"]?.count == 20 && uses["1"]?.map(\.account.id) == ["3"])
    }
}

private final class Portions<Row: Sendable>: Sendable {
    private let stored = Mutex<[[Row]]>([])
    private let most: Int
    init(most: Int = .max) { self.most = most }
    func add(_ rows: [Row]) -> Bool {
        stored.withLock { stored in
            stored.append(rows)
            return stored.count < most
        }
    }
    var portions: Int { stored.withLock(\.count) }
    var all: [Row] { stored.withLock { $0.flatMap(\.self) } }
}
