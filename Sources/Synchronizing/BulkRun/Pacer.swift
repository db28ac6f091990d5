/// Lets requests begin no faster than a rate.
package actor Pacer {
    private let timekeeper: any Timekeeper
    private let interval: Duration
    private var next: Duration?
    private var isStopped = false
    private var waits: [UInt64: Task<Void, Never>] = [:]
    private var count: UInt64 = 0

    /// Makes a pacer; a rate of 0 lets everything through at once.
    package init(ratePerSecond: Double, timekeeper: any Timekeeper) {
        self.timekeeper = timekeeper
        interval = ratePerSecond > 0 ? .seconds(min(Self.margin / ratePerSecond, Self.longest)) : .zero
    }

    /// The time from a turn to its request varies by milliseconds; this factor between turns still keeps the rate.
    static let margin = 1.05
    /// The longest time between two turns, in seconds: a day.
    private static let longest = 86_400.0

    /// Waits for a turn; false if `stop` came first.
    package func turn() async -> Bool {
        guard interval > .zero || next != nil else { return true }
        let now = timekeeper.now().uptime
        let slot = max(now, next ?? now)
        guard slot <= now || !isStopped else { return false }
        next = slot + interval
        guard slot > now else { return true }
        let timekeeper = timekeeper
        let wait = Task {
            // A cancelled wait only ends early.
            _ = try? await timekeeper.sleep(for: slot - now)
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
        return !isStopped
    }

    /// Refuses every turn that would have to be waited for.
    func stop() {
        isStopped = true
        for wait in waits.values { wait.cancel() }
    }

    /// Lets nothing begin for some time, as the vendor asked.
    func holdOff(_ duration: Duration) {
        let until = timekeeper.now().uptime + duration
        next = max(next ?? until, until)
    }
}
