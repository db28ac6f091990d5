import Accounts
import Foundation
import GRDB
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// An old file's accounts are found as those of a new one are.
@Suite final class FoldingMigrationTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    /// A store of version 1 with accounts: id, code, parent, path, depth, name, country.
    private func store(_ accounts: [(String, String, String?, String, Int, String, String)]) throws -> AccountStore {
        let path = directory + "/account-sync.sqlite"
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
        try DatabaseQueue(path: path)
            .write { database in
                try database.execute(
                    sql: Version1.tables + "PRAGMA application_id = 1095981390; PRAGMA user_version = 1;"
                )
                try database.execute(sql: "INSERT INTO workspace (id) VALUES ('w')")
                for (id, code, parent, path, depth, name, country) in accounts {
                    try database.execute(
                        sql: """
                            INSERT INTO accounts VALUES (NULL, ?, ?, ?, ?, ?, 'a@x.example', ?, '', '', '', '', '', '', '', '', '',
                                0, 0, 0, 1, 'old', 'old', 'old', 'bad country', ?, ?)
                            """,
                        arguments: [
                            id, code, name, parent == nil ? "reseller" : "end customer", parent, country, path, depth,
                        ]
                    )
                }
            }
        return try AccountStore.open(directory: directory)
    }

    private func codes(_ store: AccountStore, _ query: AccountQuery) async throws -> [String] {
        try await store.rows(try await store.list(query).entries.map(\.key)).map(\.account.code.rawValue)
    }

    private func paths(_ store: AccountStore) throws -> [String] {
        try DatabaseQueue(path: store.path)
            .read { try String.fetchAll($0, sql: "SELECT path FROM accounts ORDER BY path") }
    }

    @Test func `a decomposed code is composed, in its own place and in the places below it`() async throws {
        let (old, customer) = ("Ba\u{308}-1", "Cu\u{308}-1")
        let store = try store([
            ("1", old, nil, old, 0, "Northern", "DE"), ("2", "M-1", "1", "\(old)\u{1}M-1", 1, "Middle", "DE"),
            ("3", customer, "2", "\(old)\u{1}M-1\u{1}\(customer)", 2, "Below", "DE"),
            ("4", "Z-1", nil, "Z-1", 0, "Last", "DE"),
        ])
        let tree = try await codes(store, AccountQuery())
        #expect(tree.map { Array($0.utf8) } == ["B\u{E4}-1", "M-1", "C\u{FC}-1", "Z-1"].map { Array($0.utf8) })
        let paths = try paths(store)
        let expected = [
            "B\u{E4}-1", "B\u{E4}-1\u{1}M-1", "B\u{E4}-1\u{1}M-1\u{1}C\u{FC}-1", "Z-1",
        ]
        #expect(paths.map { Array($0.utf8) } == expected.map { Array($0.utf8) })
        #expect(
            try await codes(store, AccountQuery(filter: AccountFilter("code:cu"))) == ["B\u{E4}-1", "M-1", "C\u{FC}-1"]
        )
        #expect(try await store.row(code: "B\u{E4}-1")?.account.id == "1")
    }

    @Test func `a code whose other spelling is another account's stays, and both are found`() async throws {
        let store = try store([
            ("1", "Ba\u{308}-1", nil, "Ba\u{308}-1", 0, "A", "DE"), ("2", "B\u{E4}-1", nil, "B\u{E4}-1", 0, "B", "DE"),
        ])
        #expect(try await store.row(code: "Ba\u{308}-1")?.account.id == "1")
        #expect(try await store.row(code: "B\u{E4}-1")?.account.id == "2")
        #expect(try await store.list(AccountQuery(filter: AccountFilter("code:bä-1"))).matches == 2)
    }

    @Test func `accounts are found, ordered and judged anew, however many there are`() async throws {
        let many = (1...2100)
            .map { number in
                (
                    "\(number)", "C-\(number)", String?.none, "C-\(number)", 0,
                    number == 2100 ? "Ährenbäck" : "Zo\u{308}", "XK"
                )
            }
        let store = try store(many)
        #expect(try await store.list(AccountQuery(filter: AccountFilter("aehrenbaeck"))).matches == 1)
        #expect(try await store.list(AccountQuery(filter: AccountFilter("name:zö"))).matches == 2099)
        #expect(try await codes(store, AccountQuery(order: .name, limit: 1)) == ["C-2100"])
        #expect(try await store.list(AccountQuery(filter: AccountFilter("status:blocked"))).matches == 0)
    }
}
