import Accounts
import InMemory
import Samples
import Synchronization
import Testing

@testable import Synchronizing

/// Requests begin no faster than the rate, and not before the vendor wishes.
@Suite struct PacerTests {
    private let timekeeper = FakeTimekeeper()

    private func pacer(_ rate: Double) -> Pacer { Pacer(ratePerSecond: rate, timekeeper: timekeeper) }

    /// When each of some turns comes, in milliseconds from now.
    private func turns(_ count: Int, _ pacer: Pacer) async -> [Int] {
        let start = timekeeper.now().uptime
        var times: [Int] = []
        for _ in 0..<count {
            #expect(await pacer.turn())
            times.append(Int(((timekeeper.now().uptime - start).seconds * 1000).rounded()))
        }
        return times
    }

    @Test func `the first turn comes at once, the next ones at the rate`() async {
        #expect(await turns(3, pacer(2)) == [0, 525, 1050])
    }

    @Test func `time that passed is not made up for`() async {
        let pacer = pacer(2)
        _ = await turns(1, pacer)
        timekeeper.advance(.seconds(10))
        #expect(await turns(2, pacer) == [0, 525])
    }

    @Test func `without a rate every turn comes at once`() async {
        #expect(await turns(3, pacer(0)) == [0, 0, 0])
    }

    @Test(arguments: [0, 2.0])
    func `a vendor's wish to wait is kept, with a rate or without`(rate: Double) async {
        let pacer = pacer(rate)
        await pacer.holdOff(.seconds(60))
        #expect(await turns(1, pacer) == [60_000])
    }

    @Test func `a shorter wish after a longer one shortens nothing, a longer one after a shorter one counts`() async {
        let first = pacer(0)
        await first.holdOff(.seconds(60))
        await first.holdOff(.seconds(5))
        #expect(await turns(1, first) == [60_000])
        let second = pacer(0)
        await second.holdOff(.seconds(5))
        await second.holdOff(.seconds(60))
        #expect(await turns(1, second) == [60_000])
    }

    @Test func `a wish that is shorter than the rate's own wait does not bring a turn forward`() async {
        let pacer = pacer(0.1)
        _ = await turns(1, pacer)
        await pacer.holdOff(.seconds(1))
        #expect(await turns(1, pacer) == [10_500])
    }

    @Test func `after a stop nobody has a turn who would have to wait for it`() async {
        let waiting = WaitingTimekeeper()
        let pacer = Pacer(ratePerSecond: 0.01, timekeeper: waiting)
        #expect(await pacer.turn())
        async let second = pacer.turn()
        await waiting.waitForSleep()
        await pacer.stop()
        #expect(await !second)
        #expect(await !pacer.turn())
        let free = self.pacer(0)
        await free.stop()
        #expect(await free.turn())
    }

    /// What is told of waits while some turns are taken, in milliseconds.
    private func told(_ count: Int, _ pacer: Pacer) async -> [Int] {
        let told = Mutex<[Int]>([])
        for _ in 0..<count {
            let hasTurn = await pacer.turn { wait, _ in
                told.withLock { $0.append(Int((wait.seconds * 1000).rounded())) }
            }
            #expect(hasTurn)
        }
        return told.withLock { $0 }
    }

    @Test func `a long wait for a turn is told, a short one is not`() async {
        #expect(await told(3, pacer(2)) == [])
        #expect(await told(2, pacer(0.1)) == [10_500])
        let pacer = pacer(0)
        await pacer.holdOff(.seconds(60))
        #expect(await told(1, pacer) == [60_000])
    }

    @Test func `of a turn that is too far off to be reserved is told how far it is`() async {
        let turns = Pacer.Turns(
            reserve: { _, longest in longest < .seconds(60) ? nil : Duration.zero },
            holdOff: { _ in },
            left: { .seconds(100) }
        )
        #expect(await told(1, Pacer(ratePerSecond: 1, timekeeper: timekeeper, turns: turns)) == [100_000])
    }

    /// Those whose turns have passed while something held them up.
    @Test func `what was held up together does not begin together`() async {
        let pacer = pacer(2)
        _ = await turns(3, pacer)
        timekeeper.advance(.seconds(10))
        let start = timekeeper.now().uptime
        var times: [Int] = []
        for _ in 0..<3 {
            #expect(await pacer.begin())
            times.append(Int(((timekeeper.now().uptime - start).seconds * 1000).rounded()))
        }
        #expect(times == [0, 525, 1050])
        let free = self.pacer(0)
        for _ in 0..<3 { #expect(await free.begin()) }
        #expect(Int(((timekeeper.now().uptime - start).seconds * 1000).rounded()) == 1050)
    }

    /// When requests begin, in milliseconds; `delays` holds up what permits the first, the second, and so on, each time it is asked.
    private func begins(_ delays: [Int], _ pacer: Pacer) async -> [Int] {
        let start = timekeeper.now().uptime
        let left = Mutex(delays[...])
        var times: [Int] = []
        while left.withLock({ !$0.isEmpty }) {
            let begins = await pacer.begin { [timekeeper] in
                timekeeper.advance(.milliseconds(left.withLock { $0.popFirst() } ?? 0))
                return true
            }
            #expect(begins)
            times.append(Int(((timekeeper.now().uptime - start).seconds * 1000).rounded()))
        }
        return times
    }

    @Test func `what comes late for its moment waits for another one`() async {
        #expect(await begins([0, 31, 0, 0, 29, 0], pacer(21)) == [0, 100, 150, 229, 250])
    }

    @Test func `the first one of a process is late as any other`() async {
        #expect(await begins([300, 0, 0], pacer(21)) == [300, 350])
    }

    @Test func `what is always late is not late`() async {
        let pacer = pacer(20)
        #expect(await begins([0], pacer) == [0])
        // A late one is asked five times, and then the delay is known.
        #expect(await begins([200, 200, 200, 200, 200, 200], pacer).count == 2)
        #expect(await begins([205, 229], pacer).count == 2)
    }

    @Test(arguments: 1...20)
    func `however late requests are, no more than the rate begin within a second`(seed: UInt64) async {
        let requests = LateRequests(tasks: 8)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 { group.addTask { await requests.make(60, task, seed: seed * 100 + UInt64(task)) } }
        }
        let times = requests.times
        #expect(times.count == 480)
        for (first, last) in zip(times, times.dropFirst(20)) { #expect(last - first >= .seconds(1)) }
    }

    @Test func `what is not permitted does not begin`() async {
        #expect(await !pacer(20).begin { false })
        #expect(await !pacer(0).begin { false })
    }

    @Test func `no rate, however small, can trap`() async {
        #expect(await pacer(1e-300).turn())
        let slow = pacer(1e-300)
        #expect(await turns(2, slow) == [0, 86_400_000])
    }
}

/// Requests of two processes at 20 a second, of which one in twenty is held up between its moment and its first byte.
private final class LateRequests: Sendable {
    private let clock: SharedClock
    private let begun = Mutex<[Duration]>([])
    private let pacers: [Pacer]

    init(tasks: Int) {
        let (clock, moments) = (SharedClock(tasks: tasks), Moments())
        let turns = Pacer.Turns(
            reserve: { _, _ in .zero },
            holdOff: { _ in },
            begins: { moments.next(after: $0, at: clock.now().uptime) }
        )
        self.clock = clock
        pacers = (0..<2).map { _ in Pacer(ratePerSecond: 20, timekeeper: clock, turns: turns) }
    }

    var times: [Duration] { begun.withLock { $0.sorted() } }

    func make(_ count: Int, _ task: Int, seed: UInt64) async {
        var random = Randomness(seed: seed)
        for _ in 0..<count {
            let held = Held((0..<5).map { _ in random.below(random.percent(5) ? 400 : 5) })
            let isBegun = await pacers[task % pacers.count]
                .begin { [clock] in
                    try? await clock.sleep(for: held.next())
                    return true
                }
            #expect(isBegun)
            begun.withLock { $0.append(clock.now().uptime) }
        }
        clock.leave()
    }

    /// The moments that a server gives.
    private final class Moments: Sendable {
        private let last = Mutex(Duration.zero)

        func next(after interval: Duration, at now: Duration) -> Duration {
            last.withLock { last in
                last = max(last + interval, now)
                return last - now
            }
        }
    }

    /// How long a request is held up each time that it is asked whether it may begin, in milliseconds.
    private final class Held: Sendable {
        private let times: Mutex<[Int]>
        init(_ times: [Int]) { self.times = Mutex(times) }
        func next() -> Duration { .milliseconds(times.withLock { $0.popLast() ?? 0 }) }
    }
}

/// A clock of several tasks, which goes on to the next sleeper's end once all of them sleep.
private final class SharedClock: Timekeeper {
    private struct State {
        var time = Duration.seconds(1000)
        var tasks: Int
        var sleepers: [(until: Duration, wake: CheckedContinuation<Void, Never>)] = []

        /// Goes on if nobody is awake; returns whom to wake.
        mutating func next() -> CheckedContinuation<Void, Never>? {
            guard sleepers.count == tasks,
                let next = sleepers.indices.min(by: { sleepers[$0].until < sleepers[$1].until })
            else { return nil }
            let sleeper = sleepers.remove(at: next)
            time = sleeper.until
            return sleeper.wake
        }
    }
    private let state: Mutex<State>

    init(tasks: Int) { state = Mutex(State(tasks: tasks)) }

    func now() -> Moment { Samples.moment(state.withLock { $0.time.seconds }) }

    func sleep(for duration: Duration) async throws {
        await withCheckedContinuation { wake in
            state.withLock { state in
                state.sleepers.append((state.time + duration, wake))
                return state.next()
            }?
            .resume()
        }
    }

    /// A task sleeps no more.
    func leave() {
        state.withLock { state in
            state.tasks -= 1
            return state.next()
        }?
        .resume()
    }
}
