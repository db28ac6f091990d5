import Accounts
import Foundation
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// Two sessions: one of them does the whole of its work between any two statements of the other one.
///
/// Whatever comes of it must be what would have come of one after the other.
struct InterleavingTests {
    struct Pair: Sendable, CustomTestStringConvertible {
        let testDescription: String
        var prepare: @Sendable (TeamStore) async throws -> Void = { _ in }
        let one: @Sendable (TeamStore) async throws -> String
        let other: @Sendable (TeamStore) async throws -> String
        /// Whether only a lock keeps them apart, and no index.
        var needsLocks = false
    }

    static let pairs: [Pair] = [
        Pair(
            testDescription: "two intents for one account",
            one: { kind(try await $0.commit(.sample(Samples.direct, "a"))) },
            other: { kind(try await $0.commit(.sample(Samples.direct, "b"))) }
        ),
        Pair(
            testDescription: "two accounts with one email",
            one: { kind(try await $0.commit(.sample(Samples.direct, "a", email: "same@x.example"))) },
            other: { kind(try await $0.commit(.sample(Samples.reseller, "b", email: "same@x.example"))) },
            needsLocks: true
        ),
        Pair(
            testDescription: "an intent and a change of its account",
            one: { kind(try await $0.commit(.sample())) },
            other: { store in
                var account = Samples.direct
                account.revision = 2
                try await store.write([account])
                return "written"
            }
        ),
        Pair(
            testDescription: "an intent and a new registration",
            one: { kind(try await $0.commit(.sample())) },
            other: { "\(try await $0.update(Samples.system()))" }
        ),
        Pair(
            testDescription: "an intent and new definitions",
            one: { kind(try await $0.commit(.sample())) },
            other: { "\(try await $0.keep([], of: "Dropbox", fetched: Samples.moment(9).wall).revision)" }
        ),
        Pair(
            testDescription: "an import that moves an account, and its intent",
            one: { try await move($0) },
            other: { kind(try await $0.commit(.sample())) },
            needsLocks: true
        ),
        Pair(
            testDescription: "two changes of one account",
            one: { try await addDigit($0) },
            other: { try await addDigit($0) },
            needsLocks: true
        ),
        Pair(
            testDescription: "two outcomes of one attempt",
            prepare: { _ = try await $0.commit(.sample()) },
            one: { kind(try await $0.commit(.created("x"), of: "a", at: Samples.moment(1))) },
            other: { kind(try await $0.commit(.refused(status: 200, message: "no"), of: "a", at: Samples.moment(2))) },
            needsLocks: true
        ),
        Pair(
            testDescription: "one id for two accounts",
            prepare: { store in
                _ = try await store.commit(.sample(Samples.direct, "a"))
                _ = try await store.commit(.sample(Samples.reseller, "b"))
            },
            one: { kind(try await $0.commit(.created("x"), of: "a", at: Samples.moment(1))) },
            other: { kind(try await $0.commit(.created(" x"), of: "b", at: Samples.moment(2))) }
        ),
        Pair(
            testDescription: "two turns to ask",
            prepare: { store in
                _ = try await store.commit(.sample())
                _ = try await store.commit(.inDoubt(.broken(.timedOut)), of: "a", at: Samples.moment(1))
            },
            one: { try await takeTurn($0) },
            other: { try await takeTurn($0) },
            needsLocks: true
        ),
        Pair(
            testDescription: "two systems with names that are alike",
            one: { "\(try await $0.add(Samples.system("https://a.example", name: "A B"), sameVendor: false))" },
            other: { "\(try await $0.add(Samples.system("https://b.example", name: "a-b"), sameVendor: false))" },
            needsLocks: true
        ),
        Pair(
            testDescription: "the last place at a system",
            prepare: { store in
                _ = try await store.begin(.sample(4), at: Samples.moment())
                // Who is first of all makes the row, and so keeps others off by itself.
                _ = try await take(store, [], most: 1)
            },
            one: { try await take($0, [0, 1], most: 1) },
            other: { try await take($0, [2, 3], most: 1) },
            needsLocks: true
        ),
        Pair(
            testDescription: "the end of a run and the taking of an item",
            prepare: { _ = try await $0.begin(.sample(4), at: Samples.moment()) },
            one: { try await finish($0) },
            other: { try await take($0, [0, 1], most: 2) },
            needsLocks: true
        ),
        Pair(
            testDescription: "the taking of an item and a wish to stop",
            prepare: { _ = try await $0.begin(.sample(4), at: Samples.moment()) },
            one: { try await take($0, [0, 1], most: 2) },
            other: { store in
                try await store.stop(RunID(rawValue: 1), by: "ben", at: Samples.moment(1))
                return "\(String(describing: try await store.run(RunID(rawValue: 1))?.underWay))"
            }
        ),
        Pair(
            testDescription: "two records of one item",
            prepare: { _ = try await $0.begin(.sample(4), at: Samples.moment()) },
            one: { try await end($0, .skipped) },
            other: { try await end($0, .blocked) }
        ),
        Pair(
            testDescription: "two turns at a vendor",
            one: { try await reserve($0) },
            other: { try await reserve($0) }
        ),
        Pair(
            testDescription: "an intent of a customer and the unlinking of its parent",
            prepare: { try await adopt($0, Samples.reseller, "dbx-1") },
            one: { try await sendCustomer($0) },
            other: { try await unlinkParent($0) },
            needsLocks: true
        ),
        Pair(
            testDescription: "a sweep and an outcome of what it ends",
            prepare: { try await die($0, sending: [Samples.direct: "a", Samples.reseller: "b"]) },
            one: { try await sweep($0) },
            other: { kind(try await $0.commit(.created("x"), of: "a", at: Samples.moment(3))) },
            needsLocks: true
        ),
        Pair(
            testDescription: "an outcome and a sweep that ends what it is about",
            prepare: { try await die($0, sending: [Samples.direct: "a", Samples.reseller: "b"]) },
            one: { kind(try await $0.commit(.created("x"), of: "a", at: Samples.moment(3))) },
            other: { try await sweep($0) }
        ),
        Pair(
            testDescription: "two sweeps",
            prepare: { try await die($0, sending: [Samples.direct: "a", Samples.reseller: "b"]) },
            one: { try await sweep($0) },
            other: { try await sweep($0) },
            needsLocks: true
        ),
        Pair(
            testDescription: "two adoptions of one account",
            prepare: { try await doubt($0) },
            one: { try await link($0, Samples.direct, "x") },
            other: { try await link($0, Samples.direct, "y") },
            needsLocks: true
        ),
        Pair(
            testDescription: "an adoption and a late outcome",
            prepare: { try await doubt($0) },
            one: { try await link($0, Samples.direct, "x") },
            other: { kind(try await $0.commit(.created("y"), of: "a", at: Samples.moment(3))) },
            needsLocks: true
        ),
        Pair(
            testDescription: "a second send and a late outcome of the first one",
            prepare: { try await doubt($0) },
            one: { kind(try await $0.commit(.sample(Samples.direct, "b", claim: .sendAgain, generation: 1))) },
            other: { kind(try await $0.commit(.created("y"), of: "a", at: Samples.moment(3))) },
            needsLocks: true
        ),
    ]

    @Test(arguments: pairs)
    func `it is as if one came after the other, whatever comes between its statements`(pair: Pair) async throws {
        let allowed = try await serial(pair)
        for step in 0..<60 {
            let (result, isReached) = try await interleaved(pair, at: step)
            #expect(allowed.contains(result), "step \(step): \(result)\nallowed: \(allowed)")
            guard isReached else { return }
        }
        Issue.record("it does not end")
    }

    @Test(arguments: pairs.filter(\.needsLocks))
    func `without the locks it is not, at some step`(pair: Pair) async throws {
        let allowed = try await serial(pair)
        for step in 0..<60 {
            guard let (result, isReached) = try await unlocked(pair, at: step) else { return }
            if !allowed.contains(result) { return }
            guard isReached else { break }
        }
        Issue.record("the locks are not needed, or not tested")
    }

    /// What comes of it without locks; nil if the book's own checks have noticed it.
    private func unlocked(_ pair: Pair, at step: Int) async throws -> (result: String, isReached: Bool)? {
        do {
            return try await interleaved(pair, at: step) { sql in
                if sql.hasPrefix("LOCK TABLE") { return "SELECT" }
                if sql.hasPrefix("SELECT email_holder") {
                    return """
                        SELECT accounts.code FROM links JOIN accounts ON accounts.id = links.account WHERE claim_key = $1
                            AND links.email = $2 AND links.account <> $3
                        """
                }
                let locks = [
                    " FOR UPDATE OF run_items SKIP LOCKED", " FOR UPDATE SKIP LOCKED", " FOR NO KEY UPDATE",
                    " FOR SHARE",
                    " FOR UPDATE",
                ]
                return locks.reduce(sql) { $0.replacing($1, with: "") }
            }
        } catch StoreFailure.server(_, .rule) {
            return nil
        } catch StoreFailure.server(_, .scope) {
            // A sweep whose lines are not about what it has put in doubt.
            return nil
        }
    }

    /// What comes of one after the other, in both orders.
    private func serial(_ pair: Pair) async throws -> Set<String> {
        var results: Set<String> = []
        for isFirst in [true, false] {
            let book = try await Book.furnished()
            let (one, other) = (try book.open(), try book.open())
            try await pair.prepare(one)
            var answers = ["", ""]
            if isFirst { answers[0] = try await pair.one(one) }
            answers[1] = try await pair.other(other)
            if !isFirst { answers[0] = try await pair.one(one) }
            results.insert(try await told(answers, other))
        }
        return results
    }

    private func interleaved(
        _ pair: Pair,
        at step: Int,
        rewriting rewrite: @escaping @Sendable (String) -> String = { $0 }
    ) async throws -> (result: String, isReached: Bool) {
        let book = try await Book.furnished()
        let other = try book.open(onStatement: rewrite)
        let meeting = Meeting(at: step, isStuck: book.hasWaiting) { try await pair.other(other) }
        let one = try book.open(onStatement: { sql in
            meeting.pass()
            return rewrite(sql)
        })
        try await pair.prepare(one)
        meeting.arm()
        let answer = try await pair.one(one)
        let isReached = meeting.isReached
        return (try await told([answer, try await meeting.end()], other), isReached)
    }

    /// The answers, and what is in the book: the accounts and what is known of them.
    private func told(_ answers: [String], _ store: TeamStore) async throws -> String {
        var lines = answers
        for account in try await store.allAccounts() {
            lines.append("\(account.code) \(account.revision) \(account.parent ?? "-") \(account.phone)")
            let link = try await store.row(id: account.id)?.links["Dropbox"]
            lines.append(link.map { "\($0.state) \($0.attempt ?? "-") \($0.externalID?.folded ?? "-")" } ?? "no link")
        }
        // In the order in which it counts.
        lines += try await store.history(of: nil, limit: 99).map { "\($0.account) \($0.event)" }
        lines += try await store.systems().map { "\($0.name) \($0.revision)" }
        for run in try await store.runs(limit: 9) {
            lines.append("\(run.id) \(run.underWay) \(run.isOver) \(run.counts)")
            lines += try await store.changes(of: run.id, after: 0)?.items.map { "\($0.place) \($0.standing)" } ?? []
        }
        return lines.joined(separator: "\n")
    }

    private static func kind(_ verdict: IntentVerdict) -> String {
        switch verdict {
        case .committed: "committed"
        case .changed(let changes): "changed \(changes)"
        case .claimed: "claimed"
        }
    }

    private static func kind(_ verdict: OutcomeVerdict) -> String {
        switch verdict {
        case .recorded: "recorded"
        case .conflict: "conflict"
        case .stale: "stale"
        }
    }

    private static func move(_ store: TeamStore) async throws -> String {
        let isMoved = try await store.changeAccounts(unless: neverStopped) { writer throws(StoreFailure) in
            guard var account = try writer.account(id: "3"), try !writer.isFixed("3") else { return ([], false) }
            (account.kind, account.parent, account.revision) = (.endCustomer, "1", account.revision + 1)
            return ([account], true)
        }
        return isMoved == true ? "moved" : "fixed"
    }

    private static func addDigit(_ store: TeamStore) async throws -> String {
        _ = try await store.changeAccounts(unless: neverStopped) { writer throws(StoreFailure) in
            guard var account = try writer.account(id: "3") else { return ([], 0) }
            account.phone += "1"
            account.revision += 1
            return ([account], 0)
        }
        return "added"
    }

    private static func take(_ store: TeamStore, _ places: [Int], most: Int) async throws -> String {
        let limits = RunLimits(inFlight: most)
        let verdict = try await store.take(places, of: RunID(rawValue: 1), within: limits, at: Samples.moment(1))
        guard case .taken(let found) = verdict else { return "over" }
        return "\(found.count) taken"
    }

    private static func finish(_ store: TeamStore) async throws -> String {
        let run = try await store.finish(RunID(rawValue: 1), .complete, at: Samples.moment(1))
        return "\(run?.isOver == true)"
    }

    private static func end(_ store: TeamStore, _ result: BulkRun.Result) async throws -> String {
        let record = RunRecord(result, at: Samples.moment(1).wall, by: "t")
        try await store.end([1: record, 2: record], of: RunID(rawValue: 1))
        return "ended"
    }

    private static func reserve(_ store: TeamStore) async throws -> String {
        let wait = try await store.reserveTurn(
            on: "Dropbox",
            every: .seconds(100),
            longest: .seconds(900),
            at: Samples.moment(1)
        )
        // What has passed meanwhile is far less.
        return wait.map { "\(Int(($0.seconds / 100).rounded()))" } ?? "none"
    }

    private static func takeTurn(_ store: TeamStore) async throws -> String {
        guard let link = try await store.row(id: "3")?.links["Dropbox"] else { return "no link" }
        return "\(try await store.takeTurn(toAskAbout: link, at: Samples.moment(100), after: .seconds(30)))"
    }

    private static func sendCustomer(_ store: TeamStore) async throws -> String {
        kind(try await store.commit(.sample(Samples.customer, "c", parent: .init(id: "1", externalID: "dbx-1"))))
    }

    private static func unlinkParent(_ store: TeamStore) async throws -> String {
        guard let link = try await store.row(id: "1")?.links["Dropbox"] else { return "no link" }
        return kind(try await store.unlink(link, at: Samples.moment(3), by: "t"))
    }

    /// The exists call has found an id for an account.
    private static func find(_ store: TeamStore, _ account: Account, _ id: ExternalID) async throws {
        let request = SyncRequest(account: account, options: [:])
        _ = try await store.recordFound(id, request: request, on: "Dropbox", at: Samples.moment(), by: "t")
    }

    private static func link(_ store: TeamStore, _ account: Account, _ id: ExternalID) async throws -> String {
        guard let link = try await store.row(id: account.id)?.links["Dropbox"] else { return "no link" }
        return kind(
            try await store.adopt(Adoption(seen: link, externalID: id), at: Samples.moment(2), by: "t")
        )
    }

    private static func adopt(_ store: TeamStore, _ account: Account, _ id: ExternalID) async throws {
        try await find(store, account, id)
        _ = try await link(store, account, id)
    }

    private static func doubt(_ store: TeamStore) async throws {
        _ = try await store.commit(.sample())
        _ = try await store.commit(.inDoubt(.broken(.timedOut)), of: "a", at: Samples.moment(1))
    }

    /// Another process sends accounts, and ends in the middle.
    private static func die(_ store: TeamStore, sending accounts: KeyValuePairs<Account, AttemptID>) async throws {
        var dying: TeamStore? = try TeamStore.open(store.address, lease: Book.unhurried)
        for (account, attempt) in accounts { _ = try await dying?.commit(.sample(account, attempt)) }
        dying = nil
    }

    private static func sweep(_ store: TeamStore) async throws -> String {
        let links = try await store.takeOver(at: Samples.moment(2), by: "t")
        return "\(links.map { "\($0.account) \($0.state)" }.sorted())"
    }
}
