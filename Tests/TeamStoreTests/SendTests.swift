import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import Testing

@testable import TeamStore

/// What a send writes about its link, which it has read and locked before.
@Suite struct SendTests {
    /// A member whose limits are narrowed between the statements of its send writes down nothing of it, and is told so; what came
    /// back is accepted once it sees the account again.
    @Test func `an outcome about what is no longer seen is refused, and not lost without a word`() async throws {
        let limited = try await LimitedTeam()
        let (team, login) = (limited.team, limited.team.login(.operator))
        let narrow = """
            SET SESSION AUTHORIZATION \(team.owner); SET search_path = account_sync;
            SELECT admit('\(login)', 'operator', ARRAY['R-1'])
            """
        // How often it has written to its link.
        let writes = Atomic(0)
        let store = try TeamStore.open(
            try team.address(login),
            lease: Book.unhurried,
            onStatement: { [book = team.book] sql in
                if sql.hasPrefix("UPDATE links SET"), writes.add(1, ordering: .relaxed).newValue == 1 {
                    _ = try? book.cluster.sql(narrow, in: book.database)
                }
                return sql
            }
        )
        let account = LimitedTeam.accounts[1]
        guard case .committed = try await store.commit(Intent.sample(account, "a").by(login)) else {
            Issue.record("not committed")
            return
        }
        #expect(try await store.isSending("a"))
        await #expect(throws: StoreFailure.server(path: try team.address(login).name, .scope)) {
            try await store.commit(.created("x"), of: "a", at: .now())
        }
        let state = "SELECT state FROM account_sync.links WHERE account = '\(account.id)'"
        let written = writes.load(ordering: .relaxed)
        #expect(written == 1)
        #expect(try team.book.cluster.sql(state, in: team.book.database) == "sending")
        #expect(try await !store.isSending("a"))
        guard case .stale = try await store.commit(.created("x"), of: "a", at: .now()) else {
            Issue.record("recorded")
            return
        }
        try await limited.limit(login, .operator)
        guard case .recorded = try await store.commit(.created("x"), of: "a", at: .now()) else {
            Issue.record("not recorded")
            return
        }
        #expect(try team.book.cluster.sql(state, in: team.book.database) == "synchronized")
    }

    /// An account is only written if it is found by other ids than before.
    @Test func `an account is found by the id that it has, from one send to the next`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        let id = Samples.direct.id
        func found(_ words: String) throws -> Bool {
            let sql = "SELECT strpos(search, '\(words)') > 0 FROM account_sync.accounts WHERE id = '\(id)'"
            return try book.cluster.sql(sql, in: book.database) == "t"
        }
        func written() throws -> String {
            try book.cluster.sql("SELECT xmin FROM account_sync.accounts WHERE id = '\(id)'", in: book.database)
        }
        let request = SyncRequest(account: Samples.direct, options: [:])
        _ = try await store.recordFound("dbx-old", request: request, on: "Dropbox", at: Samples.moment(), by: "t")
        #expect(try found("dbx-old"))
        let before = try written()
        guard case .committed = try await store.commit(.sample(Samples.direct, "a", generation: 1)) else {
            Issue.record("not committed")
            return
        }
        let link = try #require(try await store.row(id: id)?.links["Dropbox"])
        #expect(link.state == .sending && link.externalID == nil)
        #expect(try !found("dbx-old"))
        let sent = try written()
        #expect(sent != before)
        _ = try await store.commit(.refused(status: 400, message: "no"), of: "a", at: Samples.moment(1))
        // Without an id before and after, it stays as it is.
        #expect(try written() == sent)
        guard case .committed = try await store.commit(.sample(Samples.direct, "b", generation: 1)) else {
            Issue.record("not committed again")
            return
        }
        #expect(try written() == sent)
        let version = try await store.version()
        _ = try await store.commit(.created("dbx-new"), of: "b", at: Samples.moment(1))
        #expect(try found("dbx-new"))
        #expect(try await store.changes(since: version).accounts.count == 1)
    }
}
