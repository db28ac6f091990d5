import Accounts
import GRDB
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// Open cases are read together.
@Suite struct CaseTests {
    /// How many cases are read, and by how many statements, if this many accounts are in doubt.
    private func reading(_ number: Int) async throws -> (cases: Int, statements: Int) {
        let temporary = try await TemporaryStore()
        let accounts = [Samples.direct, Samples.reseller, Samples.customer].prefix(number)
        for account in accounts {
            let intent = temporary.intent(account, AttemptID("attempt \(account.id)"))
            _ = try await temporary.store.commit(intent)
            _ = try await temporary.store.commit(.inDoubt(.ownerDied), of: intent.attempt, at: Samples.moment(1))
        }
        return try await temporary.store.read { database in
            var statements = 0
            database.trace { _ in statements += 1 }
            let cases = try OpenCase.fetch(database, "WHERE state = 'in doubt'", [])
            database.trace()
            return (cases.count, statements)
        }
    }

    @Test func `there is one statement for each kind of row, however many cases are open`() async throws {
        let (one, three) = (try await reading(1), try await reading(3))
        #expect(one.cases == 1 && three.cases == 3)
        #expect(one.statements == three.statements)
    }

    @Test func `who has an id is found by indexes, however many links the vendor has`() async throws {
        let temporary = try await TemporaryStore()
        let plan = try await temporary.store.read { database in
            var asked: [String] = []
            database.trace { asked.append($0.expandedDescription) }
            _ = try database.holder(of: "DBX-1", claimKey: "vendor", except: "id-1")
            database.trace()
            return try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(asked[0])").map { $0["detail"] as String }
        }
        let links = plan.filter { $0.contains("links") }
        #expect(links.count == 3)
        #expect(links.allSatisfy { $0.hasSuffix("(rowid=?)") || $0.contains(" AND external_") }, "\(plan)")
    }
}
