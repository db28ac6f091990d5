import AccountStore
import Accounts
import Foundation
import GRDB
import Samples
import Synchronizing
import Testing

/// A store in a directory of its own, removed afterwards.
final class TemporaryStore {
    let directory: String
    let store: AccountStore

    init() async throws {
        directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        store = try AccountStore.create(directory: directory)
        try await store.write([Samples.reseller, Samples.customer, Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Date())
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    func intent(
        _ account: Account = Samples.direct,
        _ attempt: AttemptID = "a",
        claim: Intent.Claim = .first,
        generation: Int = 0,
        parent: SyncRequest.Parent? = nil,
        email: String? = nil,
        system: SystemName = "Dropbox"
    ) -> Intent {
        Intent(
            attempt: attempt,
            account: account.id,
            system: system,
            claim: claim,
            basis: .init(account: 1, system: 1, definitions: 1, generation: generation),
            parent: parent,
            email: email ?? account.email,
            options: ["role": "1"],
            requestHash: "hash",
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "tester"
        )
    }

    func link(_ account: Account = Samples.direct) async throws -> Link? {
        try await store.row(id: account.id)?.links["Dropbox"]
    }
}

/// What only a file can promise; the rest is in ContractTests, for every store.
@Suite struct StoreTests {
    @Test func `the history cannot be changed`() async throws {
        let temporary = try await TemporaryStore()
        _ = try await temporary.store.commit(temporary.intent())
        let queue = try DatabaseQueue(path: temporary.store.path)
        for sql in [
            "UPDATE log SET detail = 'x'", "DELETE FROM log", "UPDATE attempts SET request_hash = ''",
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
