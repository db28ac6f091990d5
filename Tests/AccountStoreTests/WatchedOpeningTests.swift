import Accounts
import Foundation
import GRDB
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// A store that is opened for a console begins with one connection that only reads.
@Suite struct WatchedOpeningTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private var path: String { directory + "/account-sync.sqlite" }

    private func execute(_ sql: String) throws { try DatabaseQueue(path: path).write { try $0.execute(sql: sql) } }

    private func filled() async throws -> AccountStore {
        let store = try AccountStore.create(directory: directory)
        try await store.write([Samples.reseller, Samples.customer, Samples.direct])
        return store
    }

    @Test func `what is found while opening is what the book says`() async throws {
        let usual = try await filled()
        let store = try AccountStore.open(directory: directory, isWatched: true)
        let found = try #require(store.found)
        #expect(found.workspace == (try await usual.workspace()) && found.closing == nil && !found.isOwned)
        #expect(try await store.allAccounts() == (try await usual.allAccounts()))
        #expect(try AccountStore.open(directory: directory).found == nil)
    }

    @Test func `it writes as any other, fully synchronized, and reads what it wrote`() async throws {
        _ = try await filled()
        let store = try AccountStore.open(directory: directory, isWatched: true)
        #expect(store.found != nil)
        var account = Samples.direct
        account.name = "Another name"
        account.revision += 1
        try await store.write([account])
        #expect(try await store.row(id: account.id)?.account.name == "Another name")
        let pragmas = try await store.write { database in
            [
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try Int.fetchOne(database, sql: "PRAGMA foreign_keys"),
            ]
        }
        #expect(pragmas == [2, 1])
    }

    @Test func `a reading that takes long keeps nobody waiting`() async throws {
        _ = try await filled()
        let store = try AccountStore.open(directory: directory, isWatched: true)
        let (portions, more) = AsyncStream<Void>.makeStream()
        let goesOn = DispatchSemaphore(value: 0)
        async let read = store.readBook(portion: 1) { _ in
            more.yield()
            return goesOn.wait(timeout: .now() + 20) == .success
        }
        for await _ in portions { break }
        // It would wait for the reading, and that for it.
        #expect(try await store.allAccounts().count == 3)
        for _ in 0..<3 { goesOn.signal() }
        _ = try await read
    }

    @Test func `what was left behind by a process is known to be there`() async throws {
        let usual = try await filled()
        _ = try await usual.add(Samples.system(), sameVendor: false)
        _ = try await usual.keep(Samples.fields, of: "Dropbox", fetched: Date())
        let intent = Intent(
            attempt: "a",
            account: Samples.direct.id,
            system: "Dropbox",
            claim: .first,
            basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
            parent: nil,
            email: Samples.direct.email,
            options: ["role": "1"],
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "tester"
        )
        _ = try await usual.commit(intent)
        #expect(try AccountStore.open(directory: directory, isWatched: true).found?.isOwned == true)
    }

    @Test func `whatever is wrong with the file is said as in the usual opening`() async throws {
        _ = try await filled()
        try execute("PRAGMA user_version = 99")
        let known = try #require(Migration.all.last).version
        #expect(throws: StoreFailure.newerSchema(path: path, found: 99, known: known)) {
            try AccountStore.open(directory: directory, isWatched: true)
        }
    }

    @Test func `an earlier file is migrated, and opened in the usual way`() throws {
        _ = try AccountStore.create(directory: directory)
        // The last migration is done again.
        try execute(
            "DROP TRIGGER workspace_closed; ALTER TABLE workspace DROP COLUMN closing; PRAGMA user_version = 18"
        )
        var upgrades = 0
        let store = try AccountStore.open(directory: directory, isWatched: true) { upgrades += 1 }
        #expect(upgrades == 1 && store.found == nil)
    }

    @Test func `a file without a write-ahead log is opened in the usual way`() throws {
        _ = try AccountStore.create(directory: directory)
        try DatabaseQueue(path: path).inDatabase { _ = try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
        #expect(try AccountStore.open(directory: directory, isWatched: true).found == nil)
        #expect(try AccountStore.open(directory: directory, isWatched: true).found != nil)
    }
}
