import Accounts
import Foundation
import GRDB
import Samples
import Synchronizing
import Testing

@testable import AccountStore

/// Somebody who can write to the file cannot change the log without being found.
@Suite struct LogChainTests {
    private func store() async throws -> (TemporaryStore, LogHead) {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent())
        _ = try await temporary.store.commit(.refused(status: 400, message: "no"), of: "a", at: Samples.moment())
        _ = try await temporary.store.commit(temporary.intent(Samples.reseller, "b"))
        return (temporary, try #require(try await temporary.store.logHead()))
    }

    private func forge(_ temporary: TemporaryStore, _ sql: String) throws {
        try DatabaseQueue(path: temporary.directory + "/account-sync.sqlite")
            .write { database in
                try database.execute(
                    sql: """
                        PRAGMA foreign_keys = OFF;
                        DROP TRIGGER IF EXISTS log_stays; DROP TRIGGER IF EXISTS log_lasts;
                        DROP TRIGGER IF EXISTS attempts_stay; DROP TRIGGER IF EXISTS attempts_last;
                        \(sql)
                        """
                )
            }
    }

    @Test(arguments: [
        "UPDATE log SET by = 'nobody' WHERE number = 1;",
        "UPDATE log SET state = 'synchronized' WHERE number = 2;",
        "UPDATE log SET reason = NULL WHERE number = 2;",
        "UPDATE log SET finding = '' WHERE number = 2;",
        "UPDATE attempts SET intent = replace(intent, 'role', 'rule');",
        "DELETE FROM log WHERE number = 2;",
        "UPDATE log SET number = 4 WHERE number = 3;",
        "UPDATE log SET hash = '' WHERE number = 2;",
    ])
    func `a line that is changed, taken out or moved breaks the chain`(forgery: String) async throws {
        let (temporary, head) = try await store()
        #expect(head.number == 3)
        #expect(try await temporary.store.check(seen: head).fault == nil)
        try forge(temporary, forgery)
        let fault = try await temporary.store.check().fault
        guard case .broken = fault else {
            Issue.record("\(String(describing: fault))")
            return
        }
    }

    @Test func `a chain that is cut or computed anew is found by whoever saw its end`() async throws {
        let (temporary, head) = try await store()
        try forge(temporary, "DELETE FROM log WHERE number = 3;")
        #expect(try await temporary.store.check().fault == nil, "it is whole in itself")
        #expect(try await temporary.store.check(seen: head).fault == .cut(seen: head))
        #expect(try await temporary.store.contains(head) == .cut(seen: head))
        _ = try await temporary.store.commit(temporary.intent(Samples.customer, "c"))
        #expect(try await temporary.store.logHead()?.number == 3)
        #expect(try await temporary.store.check().fault == nil)
        #expect(try await temporary.store.check(seen: head).fault == .rewritten(seen: head))
        #expect(try await temporary.store.contains(head) == .rewritten(seen: head))
    }

    @Test func `lines that an earlier version added meanwhile are sealed by the next one`() async throws {
        let (temporary, head) = try await store()
        try forge(
            temporary,
            """
            INSERT INTO log (event, attempt, account, system, generation, state, detail, at, by)
            SELECT 'outcome', attempt, account, system, generation, 'in doubt', '', at, by FROM log WHERE number = 3;
            """
        )
        #expect(try await temporary.store.check(seen: head).fault == nil)
        #expect(try await temporary.store.logHead() == head)
        _ = try await temporary.store.commit(temporary.intent(Samples.customer, "c"))
        let check = try await temporary.store.check(seen: head)
        #expect(check.fault == nil && check.count == 5)
    }

    @Test func `a log without the line that was seen is not whole, whatever comes behind`() {
        var previous = LogChain.start(of: "w")
        let lines = [1, 3]
            .map { number in
                previous = LogChain.hash(Int64(number), ["x"], after: previous)
                return LogChain.Line(number: Int64(number), parts: ["x"], hash: previous)
            }
        let seen = LogHead(number: 2, hash: previous)
        var check = LogCheck("w", seen: seen)
        for line in lines { check.take(line) }
        check.end()
        #expect(check.fault == .rewritten(seen: seen))
    }
}
