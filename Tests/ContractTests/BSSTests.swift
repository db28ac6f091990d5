import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// The connection to the BSS, and how far it has been read.
struct BSSTests {
    private var connection: BSSConnection {
        var connection = BSSConnection(
            name: "BSS",
            url: "https://bss.example",
            version: .twoTwo,
            clientKey: .environment("KEY"),
            clientSecret: .file("secrets/bss"),
            username: .command("pass user"),
            password: .environment("PASSWORD")
        )
        connection.caFile = "ca.pem"
        connection.deadline = .seconds(12)
        (connection.ratePerSecond, connection.pageSize, connection.pullEveryMinutes) = (0.5, 100, 0)
        connection.members = BSSMembers(email: "corpEmail", parent: "parentAccount")
        (connection.mostAccounts, connection.mostPercent, connection.verifiesByOrders) = (7, 3, true)
        return connection
    }

    private var state: PullState {
        var state = PullState()
        state.watermark = Stamp("2026-11-03T10:00:00.5")
        state.pulled = Date(timeIntervalSinceReferenceDate: 1_000)
        state.filtersByUpdate = false
        state.held = PullState.Held(at: Date(timeIntervalSinceReferenceDate: 2_000), counts: ["moved": 300])
        return state
    }

    @Test(arguments: Engine.all)
    func `there is none at first, and one is read as it was written`(engine: Engine) async throws {
        let open = try engine.make()
        #expect(try await open().bss() == nil)
        #expect(try await open().pullState() == PullState())
        try await open().setBSS(connection)
        #expect(try await open().bss() == connection)
        try await open().setPullState(state)
        #expect(try await open().pullState() == state)
    }

    @Test(arguments: Engine.all)
    func `how far it was read belongs to one BSS`(engine: Engine) async throws {
        let store = try engine.make()()
        try await store.setBSS(connection)
        try await store.setPullState(state)
        var other = connection
        other.pageSize = 50
        try await store.setBSS(other)
        #expect(try await store.pullState() == state)
        other.url = "https://other.example"
        try await store.setBSS(other)
        #expect(try await store.pullState() == PullState())
        #expect(try await store.removeBSS())
        #expect(try await store.bss() == nil)
        #expect(try await !store.removeBSS())
    }

    @Test(arguments: Engine.all)
    func `it is kept together with the accounts that were read, or not at all`(engine: Engine) async throws {
        let store = try engine.make()()
        try await store.setBSS(connection)
        let state = state
        _ = try await store.changeAccounts { writer throws(StoreFailure) -> Bool? in
            try writer.write([Samples.reseller])
            try writer.keep(state)
            return nil
        }
        #expect(try await store.pullState() == PullState())
        _ = try await store.changeAccounts { writer throws(StoreFailure) -> Bool? in
            try writer.write([Samples.reseller])
            try writer.keep(state)
            return true
        }
        #expect(try await store.pullState() == state)
        #expect(try await store.allAccounts().count == 1)
    }
}
