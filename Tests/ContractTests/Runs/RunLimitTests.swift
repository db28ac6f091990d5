import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// A vendor's limits over all processes: turns, what the vendor asked for, and a vendor that cannot be reached.
@Suite struct RunLimitTests {
    /// A clock that a test can put forward: the test's own, or that of the server, for which it waits.
    private final class Clock: Sendable {
        private let isServer: Bool
        private let begun = ContinuousClock.now
        private nonisolated(unsafe) var passed = Duration.zero  // Used by one test, one step after the other.

        init(_ engine: Engine) { isServer = engine.testDescription == Engine.postgreSQL.testDescription }

        var now: Moment { Samples.moment() + (isServer ? ContinuousClock.now - begun : passed) }

        /// How much may have passed of a wait since the test began, on a server's clock.
        var goneByItself: Duration { isServer ? ContinuousClock.now - begun + .milliseconds(1) : .milliseconds(1) }

        func pass(_ time: Duration) async throws {
            if isServer { try await Task.sleep(for: time) } else { passed += time }
        }
    }

    private func expect(_ wait: Duration?, _ expected: Duration, _ clock: Clock, _ line: Int = #line) {
        let isSo = wait.map { $0 <= expected + .milliseconds(1) && $0 >= expected - clock.goneByItself } ?? false
        #expect(isSo, "\(String(describing: wait)) in line \(line)")
    }

    @Test(arguments: Engine.all)
    func `turns are so far apart, whichever process asks for them`(engine: Engine) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let stores = [try open(), try open()]
        for number in 0..<6 {
            let wait = try await stores[number % 2]
                .reserveTurn(on: "Dropbox", every: .seconds(200), longest: .seconds(6_000), at: clock.now)
            expect(wait, .seconds(200 * number), clock)
        }
        let elsewhere = try await stores[0]
            .reserveTurn(
                on: "Other",
                every: .seconds(200),
                longest: .seconds(6_000),
                at: clock.now
            )
        #expect(elsewhere == .zero)
        let tooLate = try await stores[1]
            .reserveTurn(
                on: "Other",
                every: .seconds(200),
                longest: .seconds(100),
                at: clock.now
            )
        #expect(tooLate == nil)
        let next = try await stores[1]
            .reserveTurn(
                on: "Other",
                every: .seconds(200),
                longest: .seconds(300),
                at: clock.now
            )
        // What was not reserved is still there.
        expect(next, .seconds(200), clock)
    }

    @Test(arguments: Engine.all)
    func `turns that nobody took are gone, and the next one is at once`(engine: Engine) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let store = try open()
        func turn(every interval: Duration) async throws -> Duration? {
            try await store.reserveTurn(on: "Dropbox", every: interval, longest: .seconds(900), at: clock.now)
        }
        #expect(try await turn(every: .seconds(2)) == .zero)
        try await clock.pass(.milliseconds(4_500))
        let gone = clock.goneByItself
        #expect(try await turn(every: .seconds(200)) == .zero)
        // Counted from the turn that was missed, it would be two and a half seconds less.
        let wait = try #require(try await turn(every: .seconds(200)))
        #expect(wait <= .seconds(200) && wait >= .seconds(200) - (clock.goneByItself - gone) - .milliseconds(1))
    }

    @Test(arguments: Engine.all)
    func `without a limit there is a turn at once, but for what the vendor asked for`(engine: Engine) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let (store, other) = (try open(), try open())
        func turn(longest: Duration = .seconds(600)) async throws -> Duration? {
            try await store.reserveTurn(on: "Dropbox", every: .zero, longest: longest, at: clock.now)
        }
        #expect(try await turn() == .zero)
        #expect(try await turn() == .zero)
        try await other.holdOff("Dropbox", for: .seconds(200), at: clock.now)
        // A shorter wish does not shorten a longer one.
        try await other.holdOff("Dropbox", for: .seconds(50), at: clock.now)
        expect(try await turn(), .seconds(200), clock)
        expect(try await turn(), .seconds(200), clock)
        #expect(try await turn(longest: .seconds(100)) == nil)
        expect(try await store.nextTurn(on: "Dropbox", at: clock.now), .seconds(200), clock)
        #expect(try await store.nextTurn(on: "Other", at: clock.now) == .zero)
    }

    @Test(arguments: Engine.all)
    func `what the vendor asked for puts off the turns of all`(engine: Engine) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let (store, other) = (try open(), try open())
        func turn(_ store: any Store) async throws -> Duration? {
            try await store.reserveTurn(on: "Dropbox", every: .seconds(2), longest: .seconds(90), at: clock.now)
        }
        expect(try await turn(store), .zero, clock)
        try await store.holdOff("Dropbox", for: .seconds(30), at: clock.now)
        expect(try await turn(other), .seconds(30), clock)
        expect(try await turn(store), .seconds(32), clock)
        #expect(try await store.reserveTurn(on: "Other", every: .seconds(2), longest: .zero, at: clock.now) == .zero)
    }

    @Test(arguments: Engine.all)
    func `nothing is taken while the vendor cannot be reached`(engine: Engine) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(), at: Samples.moment())
        let time = Duration.seconds(300)
        try await store.hold("Other", for: .seconds(6_000), at: clock.now)
        try await store.hold("Dropbox", for: time, at: clock.now)
        try await store.hold("Dropbox", for: .milliseconds(1), at: clock.now)
        expect(try await other.hold(on: "Dropbox", at: clock.now), time, clock)
        #expect(try await store.hold(on: "Third", at: clock.now) == .zero)
        for asking in [store, other] {
            guard case .holding(let left) = try await asking.take([0, 1], of: id, within: RunLimits(), at: clock.now)
            else {
                Issue.record("it was taken")
                return
            }
            expect(left, time, clock)
        }
    }

    /// A first probe fails, and what it says holds for long, or for a moment.
    @Test(arguments: Engine.all, [true, false])
    func `after the vendor could not be reached one item goes first`(engine: Engine, holdsLong: Bool) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(), at: Samples.moment())
        func take(_ store: any Store, _ places: [Int] = [0, 1, 2]) async throws -> TakeVerdict {
            try await store.take(places, of: id, within: RunLimits(), at: clock.now)
        }
        try await store.hold("Dropbox", for: .milliseconds(50), at: clock.now)
        try await clock.pass(.milliseconds(80))
        #expect(try await take(other) == .taken([0]))
        #expect(try await take(other) == .taken([]))
        #expect(try await take(store) == .taken([]))
        // The probe failed, and the next one is another process's.
        try await other.hold("Dropbox", for: holdsLong ? .seconds(300) : .milliseconds(50), at: clock.now)
        try await other.giveBack(0, of: id)
        if holdsLong {
            guard case .holding = try await take(store) else {
                Issue.record("it was taken")
                return
            }
            return
        }
        try await clock.pass(.milliseconds(80))
        #expect(try await take(store, [3]) == .taken([3]))
        #expect(try await take(other) == .taken([]))
        #expect(try await other.hold(on: "Dropbox", at: clock.now) == .zero)
        try await store.release("Dropbox")
        #expect(try await other.hold(on: "Dropbox", at: clock.now) == .zero)
        try await store.release("Dropbox")
        try await store.release("Nothing")
        #expect(try await take(other) == .taken([0, 1, 2]))
    }

    @Test(arguments: Engine.all)
    func `a probe that ended without a word of the vendor, or whose process died, frees the next`(
        engine: Engine
    ) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let store = try open()
        var dying: (any Store)? = try open()
        let id = try await store.begin(.sample(), at: Samples.moment())
        func take(_ store: (any Store)?, _ places: [Int]) async throws -> TakeVerdict? {
            try await store?.take(places, of: id, within: RunLimits(), at: clock.now)
        }
        try await store.hold("Dropbox", for: .milliseconds(50), at: clock.now)
        try await clock.pass(.milliseconds(80))
        #expect(try await take(store, [0, 1]) == .taken([0]))
        try await store.end([0: .sample(.blocked)], of: id)
        #expect(try await take(dying, [1, 2]) == .taken([1]))
        #expect(try await take(store, [2, 3]) == .taken([]))
        dying = nil
        #expect(try await take(store, [1, 2, 3]) == .taken([2]))
        #expect(try await take(store, [3]) == .taken([]))
    }

    @Test(arguments: Engine.all)
    func `of many that ask at once after a hold, one gets one item`(engine: Engine) async throws {
        let (open, clock) = (try engine.make(), Clock(engine))
        let stores = [try open(), try open(), try open()]
        let id = try await stores[0].begin(.sample(), at: Samples.moment())
        // So that each is known as a process already.
        for (place, store) in stores.enumerated() {
            #expect(try await store.take([place], of: id, within: RunLimits(), at: clock.now) == .taken([place]))
            try await store.giveBack(place, of: id)
        }
        try await stores[0].hold("Dropbox", for: .milliseconds(50), at: clock.now)
        try await clock.pass(.milliseconds(80))
        let now = clock.now
        let taken = try await withThrowingTaskGroup(of: TakeVerdict.self) { group in
            for number in 0..<9 {
                let places = [number % 6, (number + 1) % 6]
                group.addTask { try await stores[number % 3].take(places, of: id, within: RunLimits(), at: now) }
            }
            return try await group.reduce(into: 0) { count, verdict in
                if case .taken(let places) = verdict { count += places.count }
            }
        }
        #expect(taken == 1)
    }

    @Test(arguments: [Engine.sqlite, .memory])
    func `after a reboot the turns begin anew, and no hold goes on`(engine: Engine) async throws {
        let store = try engine.make()()
        let id = try await store.begin(.sample(), at: Samples.moment())
        for _ in 0..<9 {
            _ = try await store.reserveTurn(
                on: "Dropbox",
                every: .seconds(2),
                longest: .seconds(60),
                at: Samples.moment()
            )
        }
        try await store.hold("Dropbox", for: .seconds(60), at: Samples.moment())
        let rebooted = Samples.moment(1, boot: "next")
        #expect(
            try await store.reserveTurn(on: "Dropbox", every: .seconds(2), longest: .zero, at: rebooted) == .zero
        )
        #expect(try await store.take([0, 1], of: id, within: RunLimits(), at: rebooted) == .taken([0]))
    }
}
