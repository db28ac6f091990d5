import AccountStore
import Accounts
import Foundation
import GRDB
import Samples
import Synchronizing
import Testing

/// What the schema keeps true by itself; what the store decides is in ContractTests.
@Suite struct SchemaTests {
    @Test func `the history cannot be changed`() async throws {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent())
        let queue = try DatabaseQueue(path: temporary.store.path)
        for sql in [
            "UPDATE log SET detail = 'x'", "DELETE FROM log", "UPDATE attempts SET intent = ''",
            "DELETE FROM attempts",
        ] {
            #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: sql) } }
        }
    }

    @Test func `integrity holds after all of it`() async throws {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent())
        _ = try await temporary.store.commit(.created("x"), of: "a", at: Samples.moment())
        let queue = try DatabaseQueue(path: temporary.store.path)
        try await queue.read { database in
            let integrity = try String.fetchOne(database, sql: "PRAGMA integrity_check")
            #expect(integrity == "ok")
            let orphan = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check")
            #expect(orphan == nil)
        }
    }
}
