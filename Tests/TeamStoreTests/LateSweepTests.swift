import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// A sweep that comes to what has changed meanwhile: a process that lives after all, an account that was created.
@Suite struct LateSweepTests {
    // MARK: Beats

    /// What comes of a process whose beat comes at a step of a sweep: whether it was heard, how many links were taken from it.
    private struct Meant: Hashable {
        var isHeard: Bool
        var taken: Int
    }

    /// A process with a send of its own, which beats once it is asked to.
    private struct Sender {
        let lease: Lease
        let book: Book

        init(_ book: Book) async throws {
            var times = LeaseTimes()
            (times.length, times.beat) = (.seconds(300), .milliseconds(1))
            let lease = Lease(Line(try book.address, isReadOnly: false, label: "pulse"), times)
            (self.lease, self.book) = (lease, book)
            try await book.open()
                .write { session in
                    try session.lockAccount(Samples.direct.id)
                    _ = try session.commit(.sample(), owner: lease.hold(session))
                }
            // It is over for whoever sees the clock as the sweeper does.
            try book.cluster.sql(
                "UPDATE account_sync.workers SET lease_until = clock_timestamp() + interval '100 seconds'",
                in: book.database
            )
        }

        /// Whether its next beat was heard.
        func beats() async throws -> Bool {
            lease.entered(lease.name)
            while lease.names.count == 1 {
                let beats = try book.cluster.sql("SELECT max(beats) FROM account_sync.workers", in: book.database)
                if beats != "0" { return true }
                try await Task.sleep(for: .milliseconds(5))
            }
            return false
        }
    }

    /// The beat comes before a statement of the sweep; a sweep whose clock is ahead stands for one that took long.
    private func meet(
        at step: Int,
        rewriting rewrite: @escaping @Sendable (String) -> String = { $0 }
    ) async throws -> (Meant, isReached: Bool) {
        let book = try await Book.furnished()
        let sender = try await Sender(book)
        defer { sender.lease.end() }
        let meeting = Meeting(at: step, isStuck: book.hasWaiting) { "\(try await sender.beats())" }
        let sweeper = try book.open(onStatement: { sql in
            meeting.pass()
            let ahead = "lease_until <= (clock_timestamp() + interval '200 seconds')"
            return rewrite(sql).replacing("lease_until <= clock_timestamp()", with: ahead)
        })
        meeting.arm()
        let taken = try await sweeper.useWriting { try $0.write { try $0.sweep(at: Samples.moment(1), by: "t") }() }
        let isReached = meeting.isReached
        return (Meant(isHeard: try await meeting.end() == "true", taken: taken.count), isReached)
    }

    private static let afterEachOther = [Meant(isHeard: true, taken: 0), Meant(isHeard: false, taken: 1)]

    @Test func `whoever is heard while it is being ended lives on, and whoever was ended is not heard`() async throws {
        for step in 0..<40 {
            let (result, isReached) = try await meet(at: step)
            #expect(Self.afterEachOther.contains(result), "step \(step): \(result)")
            guard isReached else { return }
        }
        Issue.record("it does not end")
    }

    /// The control: by its name alone, somebody is ended whose lease was put off meanwhile.
    @Test func `a sweep that does not look again whether a lease is over ends a process that lives`() async throws {
        for step in 0..<40 {
            let (result, isReached) = try await meet(at: step) { $0.replacing(" FOR UPDATE SKIP LOCKED", with: "") }
            if result == Meant(isHeard: true, taken: 1) { return }
            guard isReached else { break }
        }
        Issue.record("nobody was ended who lived")
    }

    // MARK: Outcomes

    /// What is taken from a sweep, and from the book that it sweeps.
    enum Missing: CaseIterable {
        case nothing
        /// It does not lock the accounts.
        case locks
        /// And the book does not check what is written to it.
        case checks
    }

    /// A dead process was sending one account, and waits with another, so that the sweep writes each by its account; the outcome
    /// of the first one comes when the sweep is about to write.
    @Test(arguments: Missing.allCases)
    func `what was created while a sweep went on stays created; a sweep by accounts alone would put it in doubt`(
        missing: Missing
    ) async throws {
        let book = try await Book.furnished()
        var dying: TeamStore? = try book.open()
        for (account, attempt) in [(Samples.direct, "a" as AttemptID), (Samples.reseller, "b")] {
            _ = try await dying?.commit(.sample(account, attempt))
        }
        let waits = Outcome.notSent(.notSent(.connectionRefused(host: "h")), triesAgain: true)
        _ = try await dying?.commit(waits, of: "b", at: Samples.moment(1))
        dying = nil
        if missing == .checks {
            try book.cluster.sql(
                "SET search_path = account_sync; ALTER TABLE links DISABLE TRIGGER USER; ALTER TABLE log DISABLE TRIGGER USER",
                in: book.database
            )
        }
        let sender = try book.open()
        let meeting = Meeting(at: 0, isStuck: book.hasWaiting) {
            guard case .recorded(let link) = try await sender.commit(.created("x"), of: "a", at: Samples.moment(2))
            else {
                return "refused"
            }
            return "\(link.state)"
        }
        meeting.arm()
        let sweeper = try book.open(onStatement: { sql in
            if sql.hasPrefix("UPDATE links SET state = found.state") { meeting.pass() }
            return missing == .nothing ? sql : sql.replacing(" FOR NO KEY UPDATE", with: "")
        })
        let name = try book.address.name
        if missing == .locks {
            await #expect(throws: StoreFailure.server(path: name, .rule("created"))) {
                try await sweeper.takeOver(at: Samples.moment(1), by: "t")
            }
        } else {
            #expect(try await sweeper.takeOver(at: Samples.moment(1), by: "t").count == 2)
        }
        #expect(meeting.isReached)
        #expect(try await meeting.end() == "\(SyncState.synchronized)")
        let state = try await sender.row(id: Samples.direct.id)?.links["Dropbox"]?.state
        #expect(state == (missing == .checks ? .inDoubt : .synchronized))
    }

    /// The control of an outcome that is its attempt's: by its owner it is refused once somebody has put it in doubt, the vendor's
    /// id is nowhere, and the account may be made a second time.
    @Test(arguments: [false, true])
    func `a late outcome counts by its attempt; if it needed its owner, the account could be sent again`(
        needsOwner: Bool
    ) async throws {
        let book = try await Book.furnished()
        let (sender, other) = (try book.open(), try book.open())
        _ = try await sender.commit(.sample())
        try book.cluster.sql(
            "UPDATE account_sync.workers SET lease_until = clock_timestamp() - interval '1 second'",
            in: book.database
        )
        #expect(try await other.takeOver(at: Samples.moment(1), by: "t").map(\.state) == [.inDoubt])
        let late = try book.open(onStatement: { sql in
            guard needsOwner else { return sql }
            return sql.replacing(
                "WHERE account = $1 AND system = $2",
                with: "WHERE account = $1 AND system = $2 AND owner IS NOT NULL"
            )
        })
        let verdict = try await late.commit(.created("x"), of: "a", at: Samples.moment(2))
        let again = try await other.commit(.sample(Samples.direct, "b", claim: .sendAgain, generation: 1))
        let ids = "SELECT string_agg(external_id, ' ') FROM account_sync.links"
        switch (verdict, again) {
        case (.recorded(let link), .claimed) where !needsOwner:
            #expect(link.state == .synchronized && link.externalID == "x")
            #expect(try book.cluster.sql(ids, in: book.database) == "x")
        case (.stale, .committed) where needsOwner:
            #expect(try book.cluster.sql(ids, in: book.database) == "")
        default: Issue.record("\(verdict) \(again)")
        }
    }
}
