package import AccountFiles
package import FoundationEssentials
package import Pulling
import Synchronizing

/// What the console says of the BSS.
extension BSSWords {
    package static var notConnected: String { "no BSS is connected: \(ShellCommand("bss add FILE"))" }
    package static let alreadyReading = "the BSS is being read already"
    package static let nothingHeld = "no pull waits to be let through"
    package static let noneConnected = "No BSS is connected: accounts come from files."
    package static var connecting: String {
        "\(ShellCommand("bss add FILE")) connects one; the user guide has an example."
    }

    /// How many refused accounts a message names.
    static let mostRefused = 10

    // MARK: A pull

    package static func reading(_ progress: PullProgress) -> String {
        let total = progress.total.map { " of \($0.grouped)" } ?? ""
        return "reading the BSS \(progress.rows.grouped)\(total) …"
    }

    package static func takingIn(_ progress: ImportProgress) -> String {
        "taking in what the BSS has, \(Int(progress.fraction * 100)) % …"
    }

    package static func waits(_ wait: Duration) -> String { "the BSS asks to wait \(wait.wholeSeconds) s …" }

    package static func briefly(_ progress: PullProgress?) -> String {
        progress.map { "BSS \($0.rows.grouped) …" } ?? "BSS …"
    }

    // MARK: As of when

    /// For the heading, in full.
    package static func heading(_ pulled: Date?, at now: Date) -> String {
        guard let pulled else { return "the BSS was not read yet" }
        let isToday = pulled.day == now.day
        return "as of \(isToday ? pulled.zonedTime : pulled.moment(at: now)), in the BSS"
    }

    package static func briefHeading(_ pulled: Date?, at now: Date) -> String {
        pulled.map { "BSS \($0.moment(at: now))" } ?? "BSS unread"
    }

    package static func sendsWhatIsShown(_ phrase: String) -> String { "\(phrase); Save sends what is shown" }

    // MARK: A held pull

    package static let heldTitle = "A pull is held"
    package static let letThrough = "let through"

    package static func heldLines(_ surprise: Surprise) -> [String] {
        let notice = Notice(surprise)
        return [notice.headline] + notice.details + ["Leave it if the BSS is wrong: the next pull reads it again."]
    }
}
