import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// What changed is looked up, and not looked for among all accounts.
@Suite struct FeedPlanTests {
    private static let imported = (1...100)
        .map { number in
            var account = Samples.direct
            (account.id, account.code) = (AccountID("i\(number)"), AccountCode("I-\(number)"))
            return account
        }

    @Test func `a change in a book that came with one import is found by keys`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        try await store.write(Self.imported)
        try book.cluster.sql("ANALYZE account_sync.accounts, account_sync.commits, account_sync.log", in: book.database)
        let before = try await store.version()
        var changed = Samples.direct
        changed.name = "Changed"
        try await store.write([changed])
        #expect(try await store.changes(since: before).accounts.map(\.code) == [changed.code])
        func plan(_ sql: String) throws -> String {
            try book.cluster.sql("SET search_path = account_sync; \(sql)", in: book.database)
        }
        let found = TeamStore.changedKeys(since: before, lines: 0, most: 100)
        // Left to itself the server goes through all of them, so that what follows can fail.
        #expect(try plan("EXPLAIN \(found)").contains("Seq Scan on accounts"))
        let plan = try plan("\(TeamStore.findsByKeys(true)); EXPLAIN \(found)")
        #expect(!plan.contains("Seq Scan on accounts") && plan.contains("accounts_written"))
    }

    @Test(arguments: [10, 99, 100, 200])
    func `few changes or many, all are found, and a link's among them once`(most: Int) async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        let before = try await store.version()
        try await store.write(Self.imported)
        _ = try await store.commit(.sample(Self.imported[0]))
        let changes = try await store.changes(since: before, mostByKeys: most)
        #expect(Set(changes.accounts.map(\.code)) == Set(Self.imported.map(\.code)) && changes.accounts.count == 100)
        #expect(changes.version == (try await store.version()))
    }
}
