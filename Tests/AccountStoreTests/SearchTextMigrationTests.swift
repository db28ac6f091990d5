import Accounts
import Foundation
import GRDB
import Samples
import StoredForms
import Testing

@testable import AccountStore

/// What an old file's accounts are found by is written anew.
@Suite final class SearchTextMigrationTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    @Test func `accounts of an old file are found by vendors' ids and by every spelling`() async throws {
        let path = directory + "/account-sync.sqlite"
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
        let pool = try DatabasePool(path: path)
        try await pool.write { try $0.execute(sql: Version1.tables + Version1.rows) }
        try Schema.prepare(pool, path: path, migrations: Array(Migration.all.prefix(7)))
        try await pool.write {
            try $0.execute(
                sql: """
                    UPDATE accounts SET search = 'old', name = 'Öztürk' WHERE id = '3';
                    UPDATE accounts SET search = 'old' WHERE id <> '3';
                    UPDATE links SET external_id = 'DBX-Ü1' WHERE external_id = 'dbx-1';
                    """
            )
        }
        try pool.close()
        let store = try AccountStore.open(directory: directory)
        for (typed, ids) in [
            ("dbx-u1", ["1"]), ("dbx-ue1", ["1"]), ("oezturk", ["3"]), ("oztuerk", ["3"]), ("old", []),
            ("northwind", ["1", "2"]), ("+49301", ["1"]), ("kiel", ["1"]), ("\"ada nord\"", ["1"]), ("r1", ["1"]),
        ] {
            let keys = try await store.list(AccountQuery(filter: AccountFilter(typed))).entries.map(\.key)
            #expect(try await store.rows(keys).map(\.account.id.rawValue) == ids, "\(typed)")
        }
        let texts = try await DatabaseQueue(path: path)
            .read { try String.fetchAll($0, sql: "SELECT search FROM accounts ORDER BY id") }
        let accounts = try await store.allAccounts().sorted { $0.id < $1.id }
        #expect(
            texts == accounts.map { SearchText($0, externalIDs: $0.id == "1" ? [ExternalID("DBX-Ü1")] : []).text }
        )
    }
}
