/// Lets requests begin no faster than a rate.
actor Pacer {
    private let timekeeper: any Timekeeper
    private let interval: Duration
    private var next: Duration?

    /// Makes a pacer; a rate of 0 lets everything through at once.
    init(ratePerSecond: Double, timekeeper: any Timekeeper) {
        self.timekeeper = timekeeper
        interval = ratePerSecond > 0 ? .seconds(min(Self.margin / ratePerSecond, Self.longest)) : .zero
    }

    /// What a turn becomes a request later varies by milliseconds; so much more between turns keeps the rate all the same.
    private static let margin = 1.05
    /// The longest time between two turns, in seconds: a day.
    private static let longest = 86_400.0

    /// Waits for its turn.
    func turn() async {
        guard interval > .zero || next != nil else { return }
        let now = timekeeper.now().uptime
        let slot = max(now, next ?? now)
        next = slot + interval
        guard slot > now else { return }
        // A cancelled wait only ends early.
        try? await timekeeper.sleep(for: slot - now)
    }

    /// Lets nothing begin for some time, as the vendor wishes.
    func holdOff(_ duration: Duration) {
        let until = timekeeper.now().uptime + duration
        next = max(next ?? until, until)
    }
}
