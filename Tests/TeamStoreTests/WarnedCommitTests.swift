import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronization
import Synchronizing
import TeamStore
import TestKit
import Testing

/// A COMMIT that the server ends with a warning: it is committed there, and perhaps not on the standby.
@Suite struct WarnedCommitTests {
    private let cluster: PrivateCluster
    private let database: String
    private let address: BookAddress

    /// On a server of its own, since every commit in it waits for a standby that does not exist, and with leases that
    /// no beat prolongs meanwhile: it would be that commit whose wait is cancelled.
    init() async throws {
        cluster = try await RawConnection.apart { try PrivateCluster() }
        database = try cluster.database()
        address = try BookAddress(cluster.address(of: database), environment: [:])
        try TeamStore.create(address)
        let store = try TeamStore.open(address, lease: Book.unhurried)
        try await store.write([Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
    }

    private var state: String {
        get throws { try cluster.sql("SELECT state FROM account_sync.links", in: database) }
    }

    /// How many commits waited for the standby that wait no longer.
    private static let cancel =
        "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"

    /// Makes every commit wait for the standby; returns once one has waited.
    ///
    /// The server has said so before its processes know it.
    private func letCommitsWait() async throws {
        try cluster.sql("ALTER SYSTEM SET synchronous_standby_names = 'ghost'")
        try cluster.sql("SELECT pg_reload_conf()")
        let limit = ContinuousClock.now + .seconds(60)
        for number in 0... {
            try #require(.now < limit, "no commit waits for the standby")
            let isOver = Atomic(false)
            let probe = Task { [cluster, database] in
                defer { isOver.store(true, ordering: .releasing) }
                try await RawConnection.apart { _ = try cluster.sql("CREATE TABLE probe\(number) ()", in: database) }
            }
            var hasWaited = false
            while !isOver.load(ordering: .acquiring) {
                try #require(.now < limit, "no commit waits for the standby")
                if try cluster.sql(Self.cancel) != "0" { hasWaited = true }
                try await Task.sleep(for: .milliseconds(20))
            }
            try await probe.value
            if hasWaited { return }
        }
    }

    /// Commits an intent, whose wait for the standby somebody cancels.
    private func commit(_ store: TeamStore) async throws -> IntentVerdict {
        try await letCommitsWait()
        async let verdict = store.commit(.sample())
        let limit = ContinuousClock.now + .seconds(60)
        while try cluster.sql(Self.cancel) == "0", .now < limit { try await Task.sleep(for: .milliseconds(50)) }
        defer {
            // Nobody who still has the book open waits any more.
            _ = try? cluster.sql("ALTER SYSTEM RESET synchronous_standby_names")
            _ = try? cluster.sql("SELECT pg_reload_conf()")
        }
        return try await verdict
    }

    @Test func `an intent that only its own server has is not one to send by`() async throws {
        let store = try TeamStore.open(address, lease: Book.unhurried)
        await #expect(throws: StoreFailure.server(path: address.name, .unknownOutcome)) { try await commit(store) }
        #expect(try state == "sending", "everybody sees it, and a failover may take it away")
    }

    /// The control: whoever does not see the warning takes the intent for one to send by.
    @Test func `without the warning it is taken for committed, and no standby has it`() async throws {
        let store = try TeamStore.open(
            address,
            lease: Book.unhurried,
            onStatement: {
                $0.replacing("SELECT seal(", with: "SELECT set_config('client_min_messages', 'error', true), seal(")
            }
        )
        guard case .committed = try await commit(store) else {
            Issue.record("not committed")
            return
        }
        #expect(try cluster.sql("SELECT count(*) FROM pg_stat_replication") == "0")
        #expect(try state == "sending")
    }

    @Test func `a server that is set to say less still warns`() async throws {
        try cluster.sql("ALTER DATABASE \(database) SET client_min_messages = 'error'")
        let store = try TeamStore.open(address, lease: Book.unhurried)
        await #expect(throws: StoreFailure.server(path: address.name, .unknownOutcome)) { try await commit(store) }
    }
}
