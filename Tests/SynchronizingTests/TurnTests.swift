import AccountStore
import Accounts
import Samples
import Synchronizing
import Testing

/// Several consoles on one workspace ask the vendor about a doubt once, not each.
@Suite struct TurnTests {
    private typealias World = SynchronizerTests.World

    @Test func `of two processes whose turn it is at the same time, one asks`() async throws {
        let world = try await World(FakeVendor(sends: [.broken(.connectionLost)]))
        _ = await world.synchronizer.synchronize(try await world.form())
        let other = try world.anotherProcess()
        let open = try #require(try await world.synchronizer.openCases().first)
        let asked = world.vendor.asked
        async let first = world.synchronizer.resolveInTurn(open, on: Samples.system())
        async let second = other.resolveInTurn(open, on: Samples.system())
        let answers = [try await first, try await second]
        #expect(answers.count { $0 != nil } == 1)
        #expect(world.vendor.asked == asked + 1)
        world.timekeeper.advance(.seconds(29))
        #expect(try await other.resolveInTurn(open, on: Samples.system()) == nil)
        world.timekeeper.advance(.seconds(1))
        #expect(try await other.resolveInTurn(open, on: Samples.system()) != nil)
        #expect(world.vendor.asked == asked + 2)
    }

    @Test func `an operator who asks is not held up, and then nobody asks by itself`() async throws {
        let world = try await World(FakeVendor(sends: [.broken(.connectionLost)]))
        _ = await world.synchronizer.synchronize(try await world.form())
        let other = try world.anotherProcess()
        let open = try #require(try await world.synchronizer.openCases().first)
        let asked = world.vendor.asked
        _ = try await world.synchronizer.resolve(open, on: Samples.system())
        _ = try await other.resolve(open, on: Samples.system())
        #expect(world.vendor.asked == asked + 2)
        #expect(try await other.resolveInTurn(open, on: Samples.system()) == nil)
    }
}
