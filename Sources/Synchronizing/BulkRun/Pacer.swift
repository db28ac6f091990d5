/// Lets requests begin no faster than a rate, over all processes if the turns are kept where all of them take them from.
package actor Pacer {
    /// The turns of all processes.
    struct Turns: Sendable {
        /// Reserves the next turn, turns being `interval` apart; returns how long to wait for it, or nil if that would be
        /// longer than `longest`, and nothing is reserved.
        let reserve: @Sendable (_ interval: Duration, _ longest: Duration) async throws(StoreFailure) -> Duration?
        let holdOff: @Sendable (Duration) async throws(StoreFailure) -> Void
        /// Gives a request the next moment to begin, an interval after that of the one before; returns how long to wait.
        var begins: @Sendable (_ interval: Duration) async throws(StoreFailure) -> Duration = { _ in .zero }
        /// How long it is until the next turn that nobody has reserved.
        var left: @Sendable () async throws(StoreFailure) -> Duration = { .zero }
    }

    private let timekeeper: any Timekeeper
    private let interval: Duration
    /// When the next turn comes, or before when none does, as far as this process alone knows.
    private var next: Duration?
    private let turns: Turns?
    /// Why no turn can be had any more.
    private(set) var failure: StoreFailure?
    /// When the last request of this process begins.
    private var began: Duration?
    /// The shortest time from a request's moment to its first byte: what the store's answers always take.
    private var shortestDelay: Duration?
    private var isStopped = false
    /// Whether it was stopped because this process leaves what others go on with.
    private(set) var isLeaving = false
    private var waits: [UInt64: Task<Void, Never>] = [:]
    private var count: UInt64 = 0

    /// Makes a pacer; a rate of 0 lets everything through at once.
    package init(ratePerSecond: Double, timekeeper: any Timekeeper) {
        self.init(ratePerSecond: ratePerSecond, timekeeper: timekeeper, turns: nil)
    }

    init(ratePerSecond: Double, timekeeper: any Timekeeper, turns: Turns?) {
        self.timekeeper = timekeeper
        self.turns = turns
        interval = ratePerSecond > 0 ? .seconds(min(Self.margin / ratePerSecond, Self.longest)) : .zero
    }

    /// The time from a request's begin to the vendor varies; this factor between two still keeps the rate.
    static let margin = 1.05
    /// The longest time between two turns, in seconds: a day.
    private static let longest = 86_400.0

    /// A longer wait for a turn is told to whoever waits.
    static let longWait = Duration.seconds(5)

    /// Waits for a turn; false if `stop` came first, or if turns cannot be had.
    ///
    /// `tell` is called before each long wait, with how long it is, and whether the turn after it is reserved.
    package func turn(tell: @Sendable (Duration, Bool) -> Void = { _, _ in }) async -> Bool {
        if interval > .zero, let turns { return await turn(turns, tell) }
        guard interval > .zero || next != nil else { return true }
        let now = timekeeper.now().uptime
        let slot = max(now, next ?? now)
        guard slot <= now || !isStopped else { return false }
        next = slot + interval
        guard slot > now else { return true }
        await wait(slot - now, isReserved: true, tell)
        return !isStopped
    }

    private func turn(_ turns: Turns, _ tell: @Sendable (Duration, Bool) -> Void) async -> Bool {
        var longest = max(interval * 4, Self.longestReserved)
        while !isStopped {
            let now = timekeeper.now().uptime
            if let next, next > now { await wait(next - now, isReserved: false, tell) }
            do {
                if let reserved = try await turns.reserve(interval, longest) {
                    if reserved > .zero { await wait(reserved, isReserved: true, tell) }
                    return !isStopped
                }
                let left = try await turns.left()
                if !isStopped { tell(max(left, longest), false) }
                await wait(longest)
                // Whoever has waited takes one that is further off, so that it comes to an end.
                longest *= 2
            } catch {
                failure = error
                stop()
            }
        }
        return false
    }

    /// Lets a request begin whose turn has come, right before its first byte, if it is permitted; returns whether it is.
    ///
    /// Between its turn and its first byte a request may be held up by a store or a network; those that were held up together
    /// would go out together. So each gets a moment, some time after the one before it, and another moment if it would be late for it,
    /// since more than the rate could then begin within a second.
    func begin(if isPermitted: @Sendable () async -> Bool = { true }) async -> Bool {
        guard interval > .zero else { return await isPermitted() }
        var delays: [Duration] = []
        for _ in 0..<Self.mostMoments {
            let moment = await nextMoment()
            guard await isPermitted() else { return false }
            let delay = timekeeper.now().uptime - moment
            // Nothing is known yet of what a store takes: the first request may be late itself.
            if delay <= (shortestDelay ?? .zero) + Self.mostLate {
                shortestDelay = min(delay, shortestDelay ?? delay)
                return true
            }
            delays.append(delay)
        }
        // Always late is not late: the store is further away than it was.
        shortestDelay = delays.min()
        return true
    }

    /// Waits for the next moment at which a request may begin, and returns it.
    private func nextMoment() async -> Duration {
        let asked = timekeeper.now().uptime
        let own = max(asked, began.map { $0 + interval } ?? asked)
        began = own
        // A store that does not answer keeps nobody from going on: the turns were kept.
        let others = (try? await turns?.begins(interval)) ?? .zero
        let answered = timekeeper.now().uptime
        let wait = max(own, answered + others) - answered
        // A cancelled wait only ends early.
        if wait > .zero { try? await timekeeper.sleep(for: wait) }
        return max(own, asked + others)
    }

    /// The rest of the margin within a second is for the way to the vendor.
    static let mostLate = Duration.milliseconds(30)
    /// A machine that is late for this many moments in a row would be late for the next one.
    private static let mostMoments = 5

    /// A turn further off than this is not reserved: whoever reserved it may be dead by then.
    private static let longestReserved = Duration.seconds(30)

    /// Waits, unless `stop` ends it.
    private func wait(
        _ duration: Duration,
        isReserved: Bool = false,
        _ tell: @Sendable (Duration, Bool) -> Void = { _, _ in }
    ) async {
        guard !isStopped else { return }
        if duration > Self.longWait { tell(duration, isReserved) }
        let timekeeper = timekeeper
        let wait = Task {
            // A cancelled wait only ends early.
            _ = try? await timekeeper.sleep(for: duration)
        }
        let number = count
        count += 1
        waits[number] = wait
        await withTaskCancellationHandler {
            await wait.value
        } onCancel: {
            wait.cancel()
        }
        waits[number] = nil
    }

    /// Waits before a request is tried again; false if `stop` came first.
    func rest(_ duration: Duration) async -> Bool {
        await wait(duration)
        return !isStopped
    }

    /// Refuses every turn that would have to be waited for, and ends each wait.
    ///
    /// `isLeaving`: whether others go on with what is not begun any more.
    func stop(isLeaving: Bool = false) {
        (isStopped, self.isLeaving) = (true, isLeaving)
        for wait in waits.values { wait.cancel() }
    }

    /// Lets nothing begin for some time, as the vendor asked.
    func holdOff(_ duration: Duration) async {
        if interval > .zero, let turns {
            // What the others are not told of is kept here.
            try? await turns.holdOff(duration)
        }
        let until = timekeeper.now().uptime + duration
        next = max(next ?? until, until)
    }
}
