/// Lets requests begin no faster than a rate, over all processes if the turns are kept where all of them take them from.
package actor Pacer {
    /// The turns of all processes.
    struct Turns: Sendable {
        /// Reserves the next turn, turns being `interval` apart; returns how long to wait for it, or nil if that would be
        /// longer than `longest`, and nothing is reserved.
        let reserve: @Sendable (_ interval: Duration, _ longest: Duration) async throws(StoreFailure) -> Duration?
        let holdOff: @Sendable (Duration) async throws(StoreFailure) -> Void
    }

    private let timekeeper: any Timekeeper
    private let interval: Duration
    /// When the next turn comes, or before when none does, as far as this process alone knows.
    private var next: Duration?
    private let turns: Turns?
    /// Why no turn can be had any more.
    private(set) var failure: StoreFailure?
    private var isStopped = false
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

    /// The time from a turn to its request varies by milliseconds; this factor between turns still keeps the rate.
    static let margin = 1.05
    /// The longest time between two turns, in seconds: a day.
    private static let longest = 86_400.0

    /// Waits for a turn; false if `stop` came first, or if turns cannot be had.
    package func turn() async -> Bool {
        if interval > .zero, let turns { return await turn(turns) }
        guard interval > .zero || next != nil else { return true }
        let now = timekeeper.now().uptime
        let slot = max(now, next ?? now)
        guard slot <= now || !isStopped else { return false }
        next = slot + interval
        guard slot > now else { return true }
        await wait(slot - now)
        return !isStopped
    }

    private func turn(_ turns: Turns) async -> Bool {
        var longest = max(interval * 4, Self.longestReserved)
        while !isStopped {
            let now = timekeeper.now().uptime
            if let next, next > now { await wait(next - now) }
            do {
                let reserved = try await turns.reserve(interval, longest)
                if (reserved ?? longest) > .zero { await wait(reserved ?? longest) }
                if reserved != nil { return !isStopped }
                // Whoever has waited takes one that is further off, so that it comes to an end.
                longest *= 2
            } catch {
                failure = error
                stop()
            }
        }
        return false
    }

    /// A turn further off than this is not reserved: whoever reserved it may be dead by then.
    private static let longestReserved = Duration.seconds(30)

    /// Waits, unless `stop` ends it.
    private func wait(_ duration: Duration) async {
        guard !isStopped else { return }
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

    /// Refuses every turn that would have to be waited for.
    func stop() {
        isStopped = true
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
