import Synchronizing

extension Int {
    /// Seconds as minutes and seconds, or with hours before them.
    package var clock: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes, seconds) = (self / 3600, self / 60 % 60, self % 60)
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(seconds))" : "\(minutes):\(two(seconds))"
    }
}

extension Duration {
    /// Whole seconds, rounded up, as a wait is told.
    package var wholeSeconds: Int { Int(seconds.rounded(.up)) }
}
