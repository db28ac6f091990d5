import Accounts
import Foundation
import GRDB
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// Of an old file's accounts nobody knows where they come from.
@Suite final class OriginMigrationTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private var path: String { directory + "/account-sync.sqlite" }

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    @Test func `accounts of an old file have no origin, and get one`() async throws {
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
        let pool = try DatabasePool(path: path)
        try await pool.write { try $0.execute(sql: Version1.tables + Version1.rows) }
        try Schema.prepare(pool, path: path, migrations: Migration.all.filter { $0.version < 12 })
        try pool.close()
        let store = try AccountStore.open(directory: directory)
        var accounts = try await store.allAccounts()
        #expect(accounts.map(\.origin) == [nil, nil, nil] && accounts.map(\.isGone) == [false, false, false])
        let unseen = try await DatabaseQueue(path: path)
            .read { try Int.fetchAll($0, sql: "SELECT unseen FROM accounts WHERE source IS NULL AND as_of IS NULL") }
        #expect(unseen == [0, 0, 0])
        accounts[2].origin = Account.Origin(.bss, asOf: Date(timeIntervalSinceReferenceDate: 8), unseen: 1)
        try await store.write([accounts[2]])
        #expect(try await store.allAccounts() == accounts)
    }

    @Test func `the accounts of the BSS are found by their own index, which is enough`() throws {
        _ = try AccountStore.create(directory: directory)
        let plan = try DatabaseQueue(path: path)
            .read { database in
                try Row.fetchAll(
                    database,
                    sql: """
                        EXPLAIN QUERY PLAN SELECT id, code, unseen FROM accounts
                        WHERE source = 'bss' AND id > '' ORDER BY id LIMIT 9
                        """
                )
                .map { $0["detail"] as String }
            }
        #expect(plan == ["SEARCH accounts USING COVERING INDEX accounts_bss (id>?)"])
    }
}
