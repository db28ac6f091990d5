package import Accounts
package import Pulling
import Synchronizing
package import Workspace

/// What is said about the BSS and about reading it.
package enum BSSWords {
    package static func connected(_ connection: BSSConnection) -> String {
        "Connected \(connection.name) at \(connection.url). Check it with `\(ShellCommand("bss check"))`, "
            + "then read its accounts with `\(ShellCommand("accounts pull"))`."
    }

    package static func removed(_ connection: BSSConnection) -> String {
        "Forgot \(connection.name). The accounts that came from it stay as they are."
    }

    /// How the BSS answered a check.
    package static func answers(_ connection: BSSConnection, total: Int?) -> String {
        let accounts = total.map { ", and has \($0.grouped) accounts" } ?? ", and gives a list of accounts"
        return "\(connection.name) accepts the credentials\(accounts)."
    }

    /// How far a pull is: `Reading   47,000 of 100,000   1,000/s   0:53 left`.
    package static func pulling(_ progress: PullProgress, after duration: Duration) -> String {
        let seconds = duration.seconds
        let pace = seconds > 0 ? Double(progress.rows) / seconds : 0
        var parts = [progress.pass == 1 ? "Reading" : "Reading again (\(progress.pass))"]
        parts.append(progress.total.map { "\(progress.rows.grouped) of \($0.grouped)" } ?? progress.rows.grouped)
        if pace > 0 {
            parts.append("\(Int(pace).grouped)/s")
            if let total = progress.total, total > progress.rows {
                parts.append("\(Int((Double(total - progress.rows) / pace).rounded(.up)).clock) left")
            }
        }
        return parts.joined(separator: "   ")
    }

    /// What is said when a pull is ended by a signal.
    package static let ended =
        "Ended: nothing was taken in. What was read of the BSS is kept, and the next pull goes on from there."

    package static func waiting(_ duration: Duration) -> String {
        "The BSS asks to wait: going on in \(duration.wholeSeconds) s"
    }

    package static func read(_ count: Int, of name: String, all: Bool) -> String {
        "Read \(count.accounts) from \(name)\(all ? "" : ", those that changed since a day before the last pull")."
    }

    package static func missing(_ count: Int) -> String {
        "\(count.accounts) not seen this time: gone from the BSS if the next complete read does not see \(count == 1 ? "it" : "them") either."
    }

    package static func gone(_ count: Int) -> String { "\(count.accounts) gone from the BSS: kept here, and blocked." }

    /// Whether a pull missed nothing.
    package static let incomplete =
        "The BSS changed too often while it was read: accounts that are gone are found at the next complete read."
}

extension CheckedBSS {
    /// Whether the deployment shows what its API is, which would answer what is only assumed of it.
    package var remarks: [String] {
        switch description {
        case nil: []
        case (200..<300)?: ["It describes its own API at /apidocs."]
        case let status?: ["It does not show a description of its API at /apidocs: HTTP \(status)."]
        }
    }
}
