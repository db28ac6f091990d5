import Accounts
import ArgumentParser
import Synchronizing

/// Reads the numbers given to options, each within its range, so that later code never meets one that it cannot handle.
enum Numbers {
    /// Requests per second.
    static func rate(_ text: String) throws -> Double {
        guard DecimalText.isNumber(text), let number = Double(text), number == 0 || RunLimits.rates.contains(number)
        else {
            throw outOfRange(
                "0 for no limit, or from \(RunLimits.rates.lowerBound) to \(Int(RunLimits.rates.upperBound))"
            )
        }
        return number
    }

    static func inFlight(_ text: String) throws -> Int { try whole(text, in: RunLimits.numbersInFlight) }

    static func limit(_ text: String) throws -> Int { try whole(text, in: 1...1_000_000) }

    /// The number of a run.
    static func run(_ text: String) throws -> Int { try whole(text, in: 1...Int(Int32.max)) }

    static func mostAccounts(_ text: String) throws -> Int { try whole(text, in: 0...1_000_000_000) }

    static func percent(_ text: String) throws -> Int { try whole(text, in: 0...100) }

    static func port(_ text: String) throws -> Int { try whole(text, in: 0...65_535) }

    /// How many accounts a generated BSS has.
    static func generated(_ text: String) throws -> Int { try whole(text, in: 1...10_000_000) }

    static func latency(_ text: String) throws -> Int { try whole(text, in: 0...600_000) }

    private static func whole(_ text: String, in range: ClosedRange<Int>) throws -> Int {
        guard let number = Int(text), range.contains(number) else {
            throw outOfRange("a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    /// Says which range a number must be in; the parser names the option and the given text.
    private static func outOfRange(_ range: String) -> ValidationError { ValidationError("it must be \(range).") }
}
