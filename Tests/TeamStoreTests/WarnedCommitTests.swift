import Accounts
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import TeamStore
import Testing

/// A COMMIT that the server ends with a warning: it is committed there, and perhaps not on the standby.
@Suite struct WarnedCommitTests {
    @Test func `an intent that only its own server has is not one to send by`() async throws {
        // One of its own, since every commit in it waits for a standby that does not exist.
        let cluster = try PrivateCluster()
        let database = try cluster.database()
        let address = try BookAddress(cluster.address(of: database), environment: [:])
        try TeamStore.create(address)
        let store = try TeamStore.open(address)
        try await store.write([Samples.direct])
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
        try cluster.sql("ALTER SYSTEM SET synchronous_standby_names = 'ghost'")
        try cluster.sql("SELECT pg_reload_conf()")
        async let verdict = store.commit(.sample())
        let cancel = "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        let limit = ContinuousClock.now + .seconds(20)
        while try cluster.sql(cancel) == "0", .now < limit { try await Task.sleep(for: .milliseconds(50)) }
        do {
            let answer = try await verdict
            Issue.record("the server has answered COMMIT, with a warning: \(answer)")
        } catch StoreFailure.server(_, .unknownOutcome) {
            let found = try cluster.sql("SELECT state FROM account_sync.links", in: database)
            #expect(found == "sending", "everybody sees it, and a failover may take it away")
        }
    }
}
