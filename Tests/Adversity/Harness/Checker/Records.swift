import Foundation
import GRDB

/// The contents of a workspace's file, read by the harness's own SQL, without the store's code.
package struct Records: Sendable, Hashable {
    package struct LinkRow: Sendable, Hashable {
        var account, system, state: String
        var generation: Int
        var externalID, origin, parent, attempt, owner: String?
        var isUnconfirmed: Bool
    }

    package struct AttemptRow: Sendable, Hashable {
        var attempt, account, system, intent: String
        var generation: Int
    }

    package struct LogRow: Sendable, Hashable {
        var number: Int
        var event, account, system, state, detail, at, by: String
        var generation: Int
        var attempt, externalID, finding: String?
    }

    package struct AccountRow: Sendable, Hashable {
        var id, code, kind: String
        var parent: String?
    }

    var links: [LinkRow]
    var attempts: [AttemptRow]
    var log: [LogRow]
    var accounts: [AccountRow]
    /// The statements of indices and triggers, by name.
    var schema: [String: String]
    /// The highest number that the log has ever had.
    var lastNumber: Int
    /// What SQLite itself found wrong.
    var damage: [String]

    static func path(_ workspace: String) -> String { workspace + "/account-sync.sqlite" }

    package init(_ workspace: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: Self.path(workspace), configuration: configuration)
        self = try queue.read(Records.init)
    }

    private init(_ database: Database) throws {
        links = try Row.fetchAll(database, sql: "SELECT * FROM links ORDER BY account, system")
            .map {
                LinkRow(
                    account: $0["account"],
                    system: $0["system"],
                    state: $0["state"],
                    generation: $0["generation"],
                    externalID: $0["external_id"],
                    origin: $0["origin"],
                    parent: $0["parent"],
                    attempt: $0["attempt"],
                    owner: $0["owner"],
                    isUnconfirmed: $0["unconfirmed"]
                )
            }
        attempts = try Row.fetchAll(database, sql: "SELECT * FROM attempts ORDER BY rowid")
            .map {
                AttemptRow(
                    attempt: $0["attempt"],
                    account: $0["account"],
                    system: $0["system"],
                    intent: $0["intent"],
                    generation: $0["generation"]
                )
            }
        log = try Row.fetchAll(database, sql: "SELECT * FROM log ORDER BY number")
            .map {
                LogRow(
                    number: $0["number"],
                    event: $0["event"],
                    account: $0["account"],
                    system: $0["system"],
                    state: $0["state"],
                    detail: $0["detail"],
                    at: $0["at"],
                    by: $0["by"],
                    generation: $0["generation"],
                    attempt: $0["attempt"],
                    externalID: $0["external_id"],
                    finding: $0["finding"]
                )
            }
        accounts = try Row.fetchAll(database, sql: "SELECT id, code, kind, parent FROM accounts ORDER BY id")
            .map {
                AccountRow(id: $0["id"], code: $0["code"], kind: $0["kind"], parent: $0["parent"])
            }
        schema = [:]
        for row in try Row.fetchAll(
            database,
            sql: "SELECT name, sql FROM sqlite_master WHERE type IN ('index', 'trigger') AND sql IS NOT NULL"
        ) {
            schema[row["name"]] = row["sql"]
        }
        lastNumber = try Int.fetchOne(database, sql: "SELECT seq FROM sqlite_sequence WHERE name = 'log'") ?? 0
        damage = try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
        damage += try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "a foreign key: \($0)" }
    }
}
