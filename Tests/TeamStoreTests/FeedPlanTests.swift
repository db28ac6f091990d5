import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// What changed is looked up, and not looked for among all accounts.
@Suite struct FeedPlanTests {
    @Test func `a change in a book that came with one import is found by keys`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        try await store.write(
            (1...5_000)
                .map { number in
                    var account = Samples.direct
                    (account.id, account.code) = (AccountID("i\(number)"), AccountCode("I-\(number)"))
                    return account
                }
        )
        try book.cluster.sql("ANALYZE account_sync.accounts, account_sync.commits, account_sync.log", in: book.database)
        let before = try await store.version()
        var changed = Samples.direct
        changed.name = "Changed"
        try await store.write([changed])
        #expect(try await store.changes(since: before).accounts.map(\.code) == [changed.code])
        func plan(_ sql: String) throws -> String {
            try book.cluster.sql("SET search_path = account_sync; \(sql)", in: book.database)
        }
        // What it was before, so that the next expectation can fail.
        let asked = "SELECT written_in FROM commits WHERE version > \(before)"
        #expect(try plan("EXPLAIN SELECT key FROM accounts WHERE written_in IN (\(asked))").contains("Seq Scan on accounts"))
        let found = TeamStore.changedKeys(since: before, lines: 0)
        let plan = try plan("\(TeamStore.findsByKeys(true)); EXPLAIN \(found)")
        #expect(!plan.contains("Seq Scan on accounts") && plan.contains("accounts_written"))
    }

    @Test func `more changes than are looked up one by one are found all the same`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        let before = try await store.version()
        try await store.write(
            (1...10_050)
                .map { number in
                    var account = Samples.direct
                    (account.id, account.code) = (AccountID("i\(number)"), AccountCode("I-\(number)"))
                    return account
                }
        )
        let changes = try await store.changes(since: before)
        #expect(changes.accounts.count == 10_050)
        #expect(changes.version == (try await store.version()))
    }
}
