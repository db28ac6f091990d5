import Accounts
import Foundation
import GRDB
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// What an earlier version kept of a pull stood where a file's rows stand.
@Suite final class PulledRefusalMigrationTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private var path: String { directory + "/account-sync.sqlite" }

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    /// The sources of what is refused, after an upgrade of a file in which the last import had a name.
    private func sources(importNamed name: String) async throws -> [RefusedRows.Source] {
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
        let pool = try DatabasePool(path: path)
        try await pool.write { try $0.execute(sql: Version1.tables + Version1.rows) }
        try Schema.prepare(pool, path: path, migrations: Migration.all.filter { $0.version < 15 })
        try await pool.write { database in
            try database.execute(
                sql: """
                    INSERT INTO bss (id, connection, identity, state) VALUES (1, '{"name":"Our BSS"}', 'i', '{}');
                    INSERT INTO last_import VALUES (?, 800000000, 1);
                    INSERT INTO refused_rows VALUES (1, 3, NULL, 'name', 'C-9', '9', '{"kind":"missing"}');
                    """,
                arguments: [name]
            )
        }
        try pool.close()
        let rows = try await AccountStore.open(directory: directory).inbox(InboxQuery()).items.compactMap(\.row)
        #expect(rows.map(\.problem.code) == ["C-9"] && rows.map(\.at.timeIntervalSinceReferenceDate) == [800_000_000])
        return rows.map(\.source)
    }

    @Test func `what a pull refused becomes the BSS's`() async throws {
        #expect(try await sources(importNamed: "Our BSS") == [.bss])
    }

    @Test func `what a file refused stays the file's`() async throws {
        #expect(try await sources(importNamed: "book.csv") == [.file("book.csv")])
    }
}
