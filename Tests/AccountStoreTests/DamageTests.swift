import Accounts
import Foundation
import GRDB
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// Whatever a row holds: it is read, or told as damage with its place; nothing traps, and nothing is called our own fault.
@Suite struct DamageTests {
    /// A member of the ports that reads.
    typealias Reader = @Sendable (AccountStore) async throws -> Void

    private static let readers: [Reader] = [
        { _ = try await $0.workspace() }, { _ = try await $0.version() },
        { _ = try await $0.systems() }, { _ = try await $0.definitions(of: "Dropbox") },
        { _ = try await $0.states(on: "Dropbox") }, { _ = try await $0.counts(on: "Dropbox") },
        { _ = try await $0.situations(of: ["1", "2", "3"], on: "Dropbox") },
        { _ = try await $0.isSending("b") }, { _ = try await $0.openCases(on: nil) },
        { _ = try await $0.openCase(of: "2", on: "Dropbox") }, { _ = try await $0.history(of: nil, limit: 99) },
        { _ = try await $0.rows([AccountKey(1), AccountKey(2), AccountKey(3)]) },
        { _ = try await $0.row(id: "2") }, { _ = try await $0.row(code: "C-1") },
        { _ = try await $0.emailUses("info@sonne.example", on: "Dropbox", except: "3") },
        { _ = try await $0.parents(on: "Dropbox", matching: "", limit: 9) },
        { _ = try await $0.nextCustomer(of: "1", after: nil, on: "Dropbox") },
        { try await $0.eachPortion(of: AccountQuery(order: .code)) { _ in true } },
        { try await $0.eachListedPortion(of: AccountQuery(order: .code)) { _ in true } },
        { _ = try await $0.inbox(InboxQuery()) }, { _ = try await $0.check() },
        { _ = try await $0.readBook(portion: 9) { _ in true } },
        { store in
            let ids: [AccountID] = ["1", "2", "3"]
            _ = try await store.inspectAccounts { book throws(StoreFailure) in
                for id in ids { _ = (try book.isFixed(id), try book.customers(of: id), try book.account(id: id)) }
            }
        },
        { _ = try await $0.list(AccountQuery()) }, { _ = try await $0.list(AccountQuery(filter: AccountFilter("1"))) },
        { _ = try await $0.list(AccountQuery(order: .status, system: "Dropbox")) },
        { _ = try await $0.runs(limit: 9) }, { _ = try await $0.plan(of: RunID(rawValue: 1)) },
        { _ = try await $0.changes(of: RunID(rawValue: 1), after: 0) },
        { _ = try await $0.reserveTurn(on: "Dropbox", every: .zero, longest: .zero, at: Samples.moment()) },
    ]

    /// The columns that hold one of some words, or JSON.
    private static let wordy: Set<String> = [
        "accounts.kind", "accounts.source", "links.state", "links.origin", "log.state", "log.event", "log.finding",
        "systems.registration",
        "last_import.source", "refused_rows.source", "definitions.fields", "links.options", "links.witness",
        "attempts.intent", "log.at", "runs.limits", "runs.ending", "run_items.result",
    ]

    /// What no reader looks into: rows are only found by it, or it is for writing alone.
    private static let unread: Set<String> = [
        "accounts.search", "accounts.name_folded", "accounts.email_folded", "accounts.fault", "systems.claim_key",
        "definitions.system", "links.claim_key", "links.email", "links.owner", "links.asked", "links.external_key",
        "accounts.version", "run_items.version", "paces.system",
        // What earlier versions wrote: proved by nobody, and the words of a row that has its reason.
        "links.verified", "links.orders_asked", "links.detail", "log.detail", "attempts.attempt", "attempts.claim_key",
        "attempts.generation", "attempts.request_hash",
    ]

    /// What is planted into a column, and whether a reader must say so.
    private static func plants(_ table: String, _ column: ColumnInfo) -> [(value: DatabaseValue, isDamage: Bool)] {
        let name = "\(table).\(column.name)"
        let isRead = !unread.contains(name)
        // Read a million times for one list, so only what could not be counted with is looked for.
        let isFast = name == "accounts.depth"
        let isText = column.type == "TEXT"
        var plants: [(DatabaseValue, Bool)] = [
            (.null, column.isNotNull && isRead),
            ("kaputt".databaseValue, isRead && !isFast && (!isText || wordy.contains(name))),
            (Data([0xFF, 0xFE]).databaseValue, isRead && !isFast),
        ]
        if isText, wordy.contains(name) {
            plants += [(#"{"a":"#.databaseValue, isRead)]
            let moment = #"{"boot":"b","uptime":[9223372036854775807,0],"wall":1e300}"#
            plants += [moment, "[]"].map { ($0.databaseValue, false) }
        } else if !isText {
            plants += [((-1e300).databaseValue, isRead), (Int64.max.databaseValue, isRead && column.type == "INTEGER")]
            plants += [((-1).databaseValue, isRead && column.type == "INTEGER")]
        }
        return plants
    }

    @Test func `each column of each table, damaged in turn, is told with its place by whoever reads it`() async throws {
        let file = try DamagedFile()
        for reader in Self.readers { try await reader(file.store) }
        for (table, columns) in file.columns {
            for column in columns where column.primaryKeyIndex == 0 || column.type != "INTEGER" {
                for (value, isDamage) in Self.plants(table, column) {
                    let isTold = try await isTold(value, column.name, table, file)
                    #expect(isTold || !isDamage, "\(value) in \(table).\(column.name) passes unnoticed")
                }
            }
        }
    }

    /// Whether some reader names the column when it holds a value; whatever else happens is an issue.
    private func isTold(
        _ value: DatabaseValue,
        _ column: String,
        _ table: String,
        _ file: DamagedFile
    ) async throws -> Bool {
        // A column that holds nothing in any row is read by nobody who would mind.
        guard let row = try file.row(table, holding: column) else { return true }
        var isTold = false
        try await file.with(value, in: column, of: table, row: row) {
            for (number, reader) in Self.readers.enumerated() {
                do {
                    try await reader(file.store)
                } catch StoreFailure.corrupted(let path, let place) {
                    #expect(path == file.store.path)
                    if place.table == table, place.column == column { isTold = true }
                } catch StoreFailure.damaged {
                    // Told, if without its place.
                } catch {
                    Issue.record("reader \(number) with \(value) in \(table).\(column): \(error)")
                }
            }
        }
        return isTold
    }

    @Test func `the row is named by its keys`() async throws {
        let file = try DamagedFile()
        try await file.with("kaputt".databaseValue, in: "state", of: "links", row: 2) {
            let place = StoreFailure.Place(table: "links", column: "state", row: "account 2, system Dropbox")
            await #expect(throws: StoreFailure.corrupted(path: file.store.path, at: place)) {
                try await file.store.states(on: "Dropbox")
            }
        }
    }
}
