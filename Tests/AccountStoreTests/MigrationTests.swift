import Accounts
import Foundation
import GRDB
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// Files of earlier versions are brought up to this one, step by step, with all that is in them.
@Suite final class MigrationTests {
    private let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    private var path: String { directory + "/account-sync.sqlite" }

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    private func makeVersion1() throws {
        #expect(FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]))
        try DatabaseQueue(path: path).write { try $0.execute(sql: Version1.tables + Version1.rows) }
    }

    private func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try DatabaseQueue(path: path).read(body)
    }

    private static func schema(_ database: Database) throws -> [String] {
        try String.fetchAll(database, sql: "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    }

    /// The columns of each table.
    private static func columns(_ database: Database) throws -> [String: [String]] {
        let tables = try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
        return try tables.reduce(into: [:]) { $0[$1] = try database.columns(in: $1).map(\.name) }
    }

    /// What stands in some columns of each table.
    private static func values(_ database: Database, _ columns: [String: [String]]) throws -> [String: [Row]] {
        try columns.reduce(into: [:]) { values, table in
            let names = table.value.map { "\"\($0)\"" }.joined(separator: ", ")
            values[table.key] = try Row.fetchAll(database, sql: "SELECT \(names) FROM \(table.key) ORDER BY rowid")
        }
    }

    @Test func `an upgrade is announced, before anything is changed, and only if there is one`() throws {
        try makeVersion1()
        var seen: [Int?] = []
        for _ in 1...2 {
            _ = try AccountStore.open(
                directory: directory,
                willUpgrade: { seen.append(try? read { try Int.fetchOne($0, sql: "PRAGMA user_version") }) }
            )
        }
        #expect(seen == [1])
    }

    @Test func `a file of version 1 keeps every value, and reads as that version wrote it`() async throws {
        try makeVersion1()
        var columns = try read(Self.columns)
        // What is made from the other columns is made anew.
        columns["accounts"]?.removeAll { ["search", "name_folded", "email_folded", "fault"].contains($0) }
        let before = try read { try Self.values($0, columns) }
        let store = try AccountStore.open(directory: directory)
        #expect(try read { try Self.values($0, columns) } == before)
        #expect(try read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == Migration.all.last?.version)
        #expect(try read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
        #expect(try await store.workspace() == "5c0ffee5-0000-4000-8000-000000000001")
        #expect(try await store.allAccounts().map(\.code) == ["R-1", "C-1", "Z-1"])
        let system = try #require(try await store.systems().first)
        #expect(system.revision == 3 && system.isExistsProved && system.pause == .words("the vendor answered 401"))
        #expect(try await store.definitions(of: "Dropbox")?.fields == [Samples.fields[0]])
        let open = try #require(try await store.openCases(on: nil).first)
        #expect(
            open.link.generation == 2 && open.intent?.claim == .sendAgain && open.intent?.parent?.externalID == "dbx-1"
        )
        #expect(open.intent?.begun == Samples.moment() && open.intent?.deadline == Samples.moment(30))
        #expect(open.probes.map(\.finding) == [.absent] && open.probes.map(\.reason) == [.words("not there")])
        #expect(open.link.reason == .words("no answer in time"))
        #expect(
            try await store.history(of: nil, limit: 9).map(\.reason)
                == [.words("not there"), .words("no answer in time"), nil, nil, nil]
        )
        #expect(try await store.row(id: "1")?.links["Dropbox"]?.options == ["role": "2", "reseller-id": "RS-77"])
        #expect(
            try await store.history(of: nil, limit: 9).map(\.event) == [.probe, .outcome, .intent, .outcome, .intent]
        )
    }

    @Test func `a file of version 1 goes on being written`() async throws {
        try makeVersion1()
        let store = try AccountStore.open(directory: directory)
        try await store.setPause("Dropbox", nil)
        let doubt = try #require(try await store.openCases(on: nil).first?.link)
        guard case .recorded(let link) = try await store.abandon(doubt, at: Samples.moment(99), by: "t") else {
            Issue.record("not recorded")
            return
        }
        #expect(link.state == .abandoned && link.generation == 2)
    }

    @Test func `the first step makes what version 1 shipped, word by word`() throws {
        try makeVersion1()
        let shipped = try read(Self.schema)
        try FileManager.default.removeItem(atPath: path)
        try Schema.prepare(DatabasePool(path: path), path: path, migrations: [.tables])
        #expect(try read(Self.schema) == shipped)
        #expect(try read { try Int.fetchOne($0, sql: "PRAGMA application_id") } == 0x4153_594E)
    }

    @Test func `whatever the step that a file stands at, it ends with the schema of a new one`() throws {
        _ = try AccountStore.create(directory: directory)
        let new = try read(Self.schema)
        for steps in 1..<Migration.all.count {
            let file = directory + "/\(steps).sqlite"
            try Schema.prepare(DatabasePool(path: file), path: file, migrations: Array(Migration.all.prefix(steps)))
            try Schema.prepare(DatabasePool(path: file), path: file)
            #expect(try DatabaseQueue(path: file).read(Self.schema) == new)
        }
        #expect(Migration.all.map(\.version) == Array(1...Migration.all.count))
    }

    @Test func `claims hold across the spellings of one vendor's URL, and two that come together both stay`() throws {
        try makeVersion1()
        try DatabaseQueue(path: path)
            .write { database in
                try database.execute(
                    sql: """
                        INSERT INTO systems SELECT 'Twin', 'app HTTPS://Dropbox.example:443/sync', replace(registration,
                            'https://dropbox.example/sync', 'HTTPS://Dropbox.example:443/sync'), 0, NULL, 0, 1 FROM systems;
                        INSERT INTO systems VALUES ('Broken', 'old', '{', 0, NULL, 0, 1);
                        INSERT INTO systems VALUES ('Odd', 'odd', '{"applicationID":7}', 0, NULL, 0, 1);
                        INSERT INTO links SELECT account, 'Twin', 'app HTTPS://Dropbox.example:443/sync', 1, 'synchronized',
                            'dbx-9', origin, 0, 0, options, parent, attempt, detail, email, changed, by, owner
                            FROM links WHERE account = '1';
                        INSERT INTO links SELECT '3', 'Twin', claim_key, 1, 'synchronized', 'dbx-3', origin, 0, 0, options,
                            parent, attempt, detail, email, changed, by, owner FROM links WHERE system = 'Twin';
                        """
                )
            }
        _ = try AccountStore.open(directory: directory)
        let key = "app https://dropbox.example/sync"
        let systems = try read {
            try String.fetchAll($0, sql: "SELECT name || ' ' || claim_key FROM systems ORDER BY name")
        }
        #expect(systems == ["Broken old", "Dropbox \(key)", "Odd odd", "Twin \(key)"])
        let links = try read { database in
            try String.fetchAll(
                database,
                sql: "SELECT account || ' ' || claim_key FROM links WHERE system = 'Twin' ORDER BY account"
            )
        }
        #expect(links == ["1 app HTTPS://Dropbox.example:443/sync", "3 \(key)"])
        #expect(try read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }

    @Test func `a step that fails leaves the file as the step before left it`() throws {
        struct Broken: Error {}
        try makeVersion1()
        let before = try read(Self.schema)
        let broken = Migration(version: 2) { database in
            try database.execute(sql: "CREATE TABLE half (x); DELETE FROM workspace")
            throw Broken()
        }
        #expect(throws: Broken.self) {
            try Schema.prepare(DatabasePool(path: path), path: path, migrations: [.tables, broken])
        }
        #expect(try read(Self.schema) == before)
        #expect(try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM workspace") } == 1)
        #expect(try read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 1)
    }

    @Test func `of many that open an old file at once, one brings it up, and all can use it`() async throws {
        try makeVersion1()
        let directory = directory
        try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let store = try AccountStore.open(directory: directory, busyTimeout: .seconds(60))
                    return try await store.list(AccountQuery()).total
                }
            }
            for try await total in group { #expect(total == 3) }
        }
    }

    @Test func `the index on the claim covers exactly the states that hold one`() throws {
        _ = try AccountStore.create(directory: directory)
        let sql = try read { try String.fetchOne($0, sql: "SELECT sql FROM sqlite_master WHERE name = 'links_claim'") }
        let states = SyncState.allCases.filter { sql?.contains("'\($0.rawValue)'") == true }
        #expect(states == SyncState.allCases.filter(\.holdsClaim))
    }
}
