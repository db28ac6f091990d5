import Accounts
import Foundation
import GRDB
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

@Suite struct OpeningTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private var path: String { directory + "/account-sync.sqlite" }

    private func mode(_ path: String) throws -> Int {
        try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
    }

    @Test func `the file and its directory are their owner's alone`() throws {
        _ = try AccountStore.create(directory: directory)
        #expect(try mode(path) == 0o600)
        #expect(try mode(directory) == 0o700)
        #expect(throws: StoreFailure.exists(path: path)) { try AccountStore.create(directory: directory) }
    }

    @Test func `each way of SQLite to say that another process holds it means that`() {
        for code in [ResultCode.SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL] {
            #expect(StoreFailure(DatabaseError(resultCode: code), path: path) == .locked(path: path))
        }
    }

    @Test func `every commit is fully synchronized`() async throws {
        let store = try AccountStore.create(directory: directory)
        let pragmas = try await store.write { database in
            [
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try Int.fetchOne(database, sql: "PRAGMA foreign_keys"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal" ? 1 : 0,
            ]
        }
        #expect(pragmas == [2, 1, 1])
    }

    @Test func `a missing workspace is said to be missing`() {
        #expect(throws: StoreFailure.missing(path: path)) { try AccountStore.open(directory: directory) }
    }

    @Test func `a file that was emptied is damage, and not a new workspace`() throws {
        _ = try AccountStore.create(directory: directory)
        for file in [path, path + "-wal"] { try Data().write(to: URL(fileURLWithPath: file)) }
        #expect(throws: StoreFailure.damaged(path: path, .empty)) {
            try AccountStore.open(directory: directory)
        }
    }

    @Test(arguments: [0o777, 0o770, 0o720])
    func `a directory in which its group or others may write is refused`(mode: Int) throws {
        _ = try AccountStore.create(directory: directory)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: directory)
        #expect(throws: StoreFailure.unsafe(path: directory, .writableDirectory)) {
            try AccountStore.open(directory: directory)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give a file away"), arguments: [true, false])
    func `the workspace of another user is refused, even by root`(isFile: Bool) throws {
        _ = try AccountStore.create(directory: directory)
        let given = isFile ? path : directory
        try #require(chown(given, 54_321, gid_t.max) == 0)
        #expect(throws: StoreFailure.unsafe(path: given, .owner("uid 54321"))) {
            try AccountStore.open(directory: directory)
        }
    }

    @Test func `a later schema is refused, and nothing is changed`() throws {
        _ = try AccountStore.create(directory: directory)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
        let known = try #require(Migration.all.last).version
        #expect(throws: StoreFailure.newerSchema(path: path, found: 99, known: known)) {
            try AccountStore.open(directory: directory)
        }
    }

    @Test func `what is no database, or another program's, is refused`() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let made = FileManager.default.createFile(
            atPath: path,
            contents: Data("not a database, but long enough to look like something".utf8),
            attributes: [.posixPermissions: 0o600]
        )
        #expect(made)
        #expect(throws: StoreFailure.foreign(path: path)) { try AccountStore.open(directory: directory) }
        try FileManager.default.removeItem(atPath: path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: StoreFailure.foreign(path: path)) { try AccountStore.open(directory: directory) }
    }

    @Test func `a file that others can read, or behind a link, is refused`() throws {
        _ = try AccountStore.create(directory: directory)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(throws: StoreFailure.unsafe(path: path, .readable)) {
            try AccountStore.open(directory: directory)
        }
        try FileManager.default.moveItem(atPath: path, toPath: path + ".real")
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path + ".real")
        #expect(throws: StoreFailure.unsafe(path: path, .symbolicLink)) {
            try AccountStore.open(directory: directory)
        }
    }

    @Test func `another program's lock is told, not waited for without end`() async throws {
        let store = try AccountStore.create(directory: directory, busyTimeout: .milliseconds(50))
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        await #expect(throws: StoreFailure.locked(path: path)) { try await store.write([Samples.direct]) }
        try await other.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        try await store.write([Samples.direct])
    }

    @Test func `a full disk is told, and nothing is written`() async throws {
        let store = try AccountStore.create(directory: directory)
        try await store.write { try $0.execute(sql: "PRAGMA max_page_count = 60") }
        let many = (0..<5000)
            .map { Account(id: AccountID("\($0)"), code: AccountCode("C\($0)"), name: "n", kind: .directCustomer) }
        await #expect(throws: StoreFailure.full(path: path)) { try await store.write(many) }
        #expect(try await store.allAccounts().isEmpty)
    }

    @Test func `a process that cannot be seen living begins nothing; one that reads leaves no file`() async throws {
        let store = try await TemporaryStore()
        let owners = store.directory + "/owners"
        #expect(!FileManager.default.fileExists(atPath: owners))
        try Data().write(to: URL(filePath: owners))
        await #expect(throws: StoreFailure.denied(path: owners, writing: true)) {
            try await store.store.commit(store.intent())
        }
        #expect(try await store.store.row(id: Samples.direct.id)?.links.isEmpty == true)
    }
}
