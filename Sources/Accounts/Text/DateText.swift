/// A date in ISO 8601: year, month and day, optionally followed by a `T` and a time.
package enum DateText {
    /// Whether a text begins with a valid calendar day in that form.
    static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
        let day = parts[0].split(separator: "-", omittingEmptySubsequences: false)
        guard day.map(\.utf8.count) == [4, 2, 2], parts.count == 1 || parts[1].first?.isNumber == true else {
            return false
        }
        return iso(day[0], day[1], day[2]).map { $0 == parts[0] } ?? false
    }

    /// The same day in that form, if it is clear which day the text means.
    package static func reading(of text: String) -> String? {
        let signs = text.map { $0.unicodeScalars.first?.lookAlike == .dash ? "-" : $0 }
        let parts = String(signs).split { "-./ ".contains($0) }
        guard parts.count == 3, parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }) else { return nil }
        if parts[0].count == 4 { return iso(parts[0], parts[1], parts[2]) }
        guard parts[2].count == 4 else { return nil }
        let readings = [iso(parts[2], parts[1], parts[0]), iso(parts[2], parts[0], parts[1])]
        // With dots the day comes first wherever dots are used; otherwise the order depends on the country.
        if signs.contains(".") || readings[1] == nil || readings[0] == readings[1] { return readings[0] }
        return readings[0] == nil ? readings[1] : nil
    }

    private static func iso(_ year: Substring, _ month: Substring, _ day: Substring) -> String? {
        guard year.utf8.count == 4, month.utf8.count <= 2, day.utf8.count <= 2, let inYear = Int(year),
            let inMonth = Int(month), let inDay = Int(day), inYear > 0, (1...12).contains(inMonth),
            (1...days(inMonth, inYear)).contains(inDay)
        else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(inMonth))-\(two(inDay))"
    }

    private static func days(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
