import Accounts
import Glibc
import PrivateCluster
import Samples
import Synchronizing
import TeamStore
import Testing

/// Who owns what is being sent: a lease on the server's clock.
@Suite struct LeaseTests {
    private func times(length: Duration, beat: Duration, margin: Duration = .zero) -> LeaseTimes {
        var times = LeaseTimes()
        (times.length, times.beat, times.margin) = (length, beat, margin)
        return times
    }

    @Test func `a process that beats is alive, however long that takes`() async throws {
        let book = try await Book.furnished()
        let (store, other) = (
            try book.open(lease: times(length: .seconds(4), beat: .milliseconds(200))), try book.open()
        )
        _ = try await store.commit(.sample())
        try await Task.sleep(for: .seconds(6))
        #expect(try await store.isSending("a"))
        #expect(try await other.takeOver(at: Samples.moment(1), by: "t").isEmpty)
    }

    @Test func `one that does not beat owns nothing once its lease is over, and its late outcome counts`() async throws
    {
        let book = try await Book.furnished()
        let store = try book.open(lease: times(length: .seconds(1), beat: .seconds(60)))
        let other = try book.open()
        _ = try await store.commit(.sample())
        #expect(try await store.isSending("a"))
        try await Task.sleep(for: .milliseconds(1_200))
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
        let store = try book.open(lease: times(length: .seconds(1), beat: .seconds(60)))
        _ = try await store.commit(.sample())
        try await Task.sleep(for: .milliseconds(1_200))
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
        let store = try book.open(lease: times(length: .seconds(3), beat: .seconds(60), margin: .seconds(5)))
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

    @Test func `a server that does not answer opens no gate, and within two seconds`() async throws {
        let book = try await Book.furnished()
        let store = try book.open()
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
        #expect(ContinuousClock.now - begun < .seconds(3))
    }
}
