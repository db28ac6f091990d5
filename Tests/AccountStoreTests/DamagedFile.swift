import Foundation
import GRDB
import Synchronizing

@testable import AccountStore

/// A workspace with rows in all its tables, whose file can be made to hold what no program would write.
final class DamagedFile {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    let store: AccountStore
    /// The columns of each table, as they were declared.
    let columns: [String: [ColumnInfo]]
    /// A connection that no rule of the schema holds back.
    private let queue: DatabaseQueue

    /// The process that holds the link that is being sent; it does not live.
    static let owner = "5c0ffee5-0000-4000-8000-00000000000a"

    init() throws {
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        let path = directory + "/" + AccountStore.fileName
        _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        do {
            let making = try DatabaseQueue(path: path)
            try making.write { try $0.execute(sql: Version1.tables + Version1.rows) }
            try making.close()
        }
        _ = try AccountStore.open(directory: directory)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        do {
            let loosening = try DatabaseQueue(path: path, configuration: configuration)
            columns = try loosening.read { database in
                try [
                    "workspace", "accounts", "systems", "definitions", "links", "attempts", "log", "last_import",
                    "refused_rows", "runs", "run_items", "paces",
                ]
                .reduce(into: [:]) { $0[$1] = try database.columns(in: $1) }
            }
            try loosening.write { try $0.execute(sql: Self.loosening) }
            try loosening.close()
        }
        queue = try DatabaseQueue(path: path, configuration: configuration)
        store = try AccountStore.open(directory: directory)
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.

    private static let limits = """
        '{"inFlight":4,"leastForQuarantine":10,"mostDoubts":3,"mostFailedProbes":3,"quarantineShare":0.4,"ratePerSecond":2}'
        """

    /// Without types, without NOT NULL, without the triggers that keep the history; and with rows of the kinds that are missing.
    private static let loosening = """
        DROP TRIGGER attempts_stay; DROP TRIGGER attempts_last; DROP TRIGGER log_stays; DROP TRIGGER log_lasts;
        INSERT INTO links (account, system, claim_key, generation, state, options, attempt, changed, by, owner, asked)
        VALUES ('3', 'Dropbox', 'app https://dropbox.example/sync', 1, 'sending', '{}', 'b', 800000000, 'ada',
            '\(owner)', '{"boot":"boot","uptime":[0,1000],"wall":800000000}');
        UPDATE accounts SET source = 'bss', as_of = 800000000.0, unseen = 1 WHERE id = '3';
        INSERT INTO last_import VALUES ('book.csv', 800000000, 1, 'file');
        INSERT INTO refused_rows VALUES (1, 3, 2, 'name', 'C-9', '9', '{"kind":"missing"}', 'file', 800000000, 'R-1');
        INSERT INTO runs VALUES (1, 'Dropbox', 'hash', 2, \(limits), 'ada', 800000000, 0, 1, 'ben', 800000001,
            '{"kind":"complete"}', 800000002, '{}');
        INSERT INTO run_items VALUES (1, 0, '1', '\(owner)', NULL, NULL, NULL, NULL, NULL, 0, 1),
            (1, 1, '2', NULL, 'refused', '{"kind":"words","text":"no"}', 'dbx-2', 800000001, 'ada', 1, 1);
        INSERT INTO paces VALUES ('Dropbox', 1000000, 'boot', 2000000, 'boot');
        PRAGMA writable_schema = ON;
        UPDATE sqlite_master SET sql = replace(replace(sql, ' NOT NULL', ''), ') STRICT', ')') WHERE type = 'table';
        PRAGMA writable_schema = RESET;
        """

    /// The last row of a table where a column holds something.
    func row(_ table: String, holding column: String) throws -> Int64? {
        try queue.read {
            try Int64.fetchOne($0, sql: "SELECT max(rowid) FROM \(table) WHERE \"\(column)\" IS NOT NULL")
        }
    }

    /// Puts a value into a row, lets something happen, and puts the old value back.
    func with(
        _ value: DatabaseValue,
        in column: String,
        of table: String,
        row: Int64,
        _ body: () async throws -> Void
    ) async throws {
        let old = try await queue.write { database in
            let old = try DatabaseValue.fetchOne(
                database,
                sql: "SELECT \"\(column)\" FROM \(table) WHERE rowid = ?",
                arguments: [row]
            )
            try Self.put(value, column, table, row, database)
            return old ?? .null
        }
        try await body()
        try await queue.write { try Self.put(old, column, table, row, $0) }
    }

    private static func put(
        _ value: DatabaseValue,
        _ column: String,
        _ table: String,
        _ row: Int64,
        _ database: Database
    ) throws {
        try database.execute(sql: "UPDATE \(table) SET \"\(column)\" = ? WHERE rowid = ?", arguments: [value, row])
    }
}
