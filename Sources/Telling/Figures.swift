import Synchronizing

extension Int {
    package var accounts: String { self == 1 ? "1 account" : "\(grouped) accounts" }

    /// With commas between the thousands.
    package var grouped: String {
        var digits = Array(String(magnitude))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return (self < 0 ? "-" : "") + String(digits)
    }

    /// Seconds as minutes and seconds, with hours in front if there are any.
    package var clock: String {
        let (hours, minutes, seconds) = (self / 3600, self / 60 % 60, self % 60)
        return hours > 0 ? "\(hours):\(minutes.twoDigits):\(seconds.twoDigits)" : "\(minutes):\(seconds.twoDigits)"
    }

    /// Seconds since midnight as a time of day.
    var timeOfDay: String {
        "\((self / 3600).twoDigits):\((self / 60 % 60).twoDigits):\((self % 60).twoDigits)"
    }

    private var twoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}

extension Duration {
    /// Whole seconds, rounded up, as a wait is shown.
    package var wholeSeconds: Int { Int(seconds.rounded(.up)) }

    package func secondsLeft(after seconds: Int) -> Int { max(wholeSeconds - seconds, 0) }
}
