import Accounts
import Glibc
import PrivateCluster
import Samples
import Synchronizing
import TeamStore
import Testing

/// Who owns what is being sent: a lease on the server's clock.
@Suite struct LeaseTests {
    /// A lease of 500 seconds, which is over when a test says so.
    private func times(beat: Duration = .seconds(600), margin: Duration = .zero) -> LeaseTimes {
        var times = Book.unhurried
        (times.beat, times.margin) = (beat, margin)
        return times
    }

    @Test func `a process that beats is alive, however long that takes`() async throws {
        let book = try await Book.furnished()
        let (store, other) = (
            try book.open(lease: times(beat: .milliseconds(200))), try book.open()
        )
        _ = try await store.commit(.sample())
        // Each time it is nearly over, it is put off.
        for _ in 0..<3 {
            try book.cluster.sql(
                "UPDATE account_sync.workers SET lease_until = clock_timestamp() + interval '60 seconds'",
                in: book.database
            )
            let isLong = "SELECT lease_until > clock_timestamp() + interval '400 seconds' FROM account_sync.workers"
            let limit = ContinuousClock.now + .seconds(50)
            while try book.cluster.sql(isLong, in: book.database) == "f" {
                try #require(.now < limit, "it was not put off")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        #expect(try await store.isSending("a"))
        #expect(try await other.takeOver(at: Samples.moment(1), by: "t").isEmpty)
    }

    @Test func `one that does not beat owns nothing once its lease is over, and its late outcome counts`() async throws
    {
        let book = try await Book.furnished()
        let store = try book.open(lease: times())
        let other = try book.open()
        _ = try await store.commit(.sample())
        #expect(try await store.isSending("a"))
        // As long as it was asked for, and not longer.
        let isRight = """
            SELECT lease_until - clock_timestamp() BETWEEN interval '300 seconds' AND interval '500 seconds'
            FROM account_sync.workers
            """
        #expect(try book.cluster.sql(isRight, in: book.database) == "t")
        try book.endLeases()
        #expect(try await !store.isSending("a"), "the gate is shut before anybody has swept")
        let taken = try await other.takeOver(at: Samples.moment(1), by: "t")
        #expect(taken.map(\.state) == [.inDoubt] && taken.first?.reason == .inDoubt(.ownerDied))
        #expect(try await other.takeOver(at: Samples.moment(2), by: "t").isEmpty)
        guard case .recorded(let link) = try await store.commit(.created("late"), of: "a", at: Samples.moment(3)) else {
            Issue.record("a true answer was refused")
            return
        }
        #expect(link.state == .synchronized)
    }

    @Test func `whoever goes on after the end of its lease has another name`() async throws {
        let book = try await Book.furnished()
        let store = try book.open(lease: times())
        _ = try await store.commit(.sample())
        try book.endLeases()
        guard case .committed = try await store.commit(.sample(Samples.reseller, "b")) else {
            Issue.record("not committed")
            return
        }
        let owners = try book.cluster.sql("SELECT count(DISTINCT owner) FROM account_sync.links", in: book.database)
        #expect(owners == "2")
        #expect(try await store.isSending("b"))
        #expect(try await !store.isSending("a"))
    }

    /// The control: under a name that is used again (a host's, a container's) the dead process lives as long as the next one.
    @Test(arguments: [false, true])
    func `a name that is used again keeps what its last owner was sending, and opens its gate`(
        isReused: Bool
    ) async throws {
        let book = try await Book.furnished()
        let (stopped, other) = (try book.open(), try book.open())
        _ = try await stopped.commit(.sample())
        func set(_ end: String) throws {
            try book.cluster.sql(
                "UPDATE account_sync.workers SET lease_until = clock_timestamp() \(end) WHERE id IN (SELECT owner FROM account_sync.links)",
                in: book.database
            )
        }
        try set("- interval '1 second'")
        #expect(try await !stopped.isSending("a"))
        let next = try book.open()
        if isReused {
            try set("+ interval '1 minute'")
        } else {
            guard case .committed = try await next.commit(.sample(Samples.reseller, "b")) else {
                Issue.record("not committed")
                return
            }
        }
        let taken = try await other.takeOver(at: Samples.moment(1), by: "t")
        #expect(taken.map(\.state) == (isReused ? [] : [.inDoubt]))
        #expect(try await stopped.isSending("a") == isReused)
    }

    @Test func `nothing is sent under a lease that is nearly over`() async throws {
        let book = try await Book.furnished()
        let store = try book.open(lease: times(margin: .seconds(505)))
        _ = try await store.commit(.sample())
        #expect(try await !store.isSending("a"))
    }

    @Test func `an outcome that waits keeps its owner, and the next process takes it over when that has gone`()
        async throws
    {
        let book = try await Book.furnished()
        var store: TeamStore? = try book.open()
        let other = try book.open()
        _ = try await store?.commit(.sample())
        let waits = Outcome.notSent(.notSent(.connectionRefused(host: "h")), triesAgain: true)
        _ = try await store?.commit(waits, of: "a", at: Samples.moment(1))
        store = nil
        #expect(try await other.takeOver(at: Samples.moment(2), by: "t").map(\.state) == [.notSent])
    }

    @Test func `a server that does not answer opens no gate, and within the patience of two seconds`() async throws {
        #expect(LeaseTimes().patience == .seconds(2))
        let book = try await Book.furnished()
        // So long that the first answer is there on a busy machine, too.
        var times = Book.unhurried
        times.patience = .seconds(6)
        let store = try book.open(lease: times)
        _ = try await store.commit(.sample())
        #expect(try await store.isSending("a"))
        let processes = try book.cluster
            .sql(
                "SELECT pid FROM pg_stat_activity WHERE datname = '\(book.database)'"
            )
            .split(separator: "\n").compactMap { pid_t($0) }
        for process in processes { kill(process, SIGSTOP) }
        defer { for process in processes { kill(process, SIGCONT) } }
        let begun = ContinuousClock.now
        let name = try book.address.name
        await #expect(throws: StoreFailure.server(path: name, .noAnswer)) { try await store.isSending("a") }
        // Any other statement waits for 35 seconds.
        #expect(ContinuousClock.now - begun < .seconds(30))
    }
}
