import AccountFiles
package import Accounts
package import FoundationEssentials
import Synchronizing
import Workspace

/// A line about the connection to the BSS: a label and what it is.
package struct BSSLine: Hashable, Sendable {
    package var label: String
    package var value: String
    /// Whether somebody should look at it.
    package var isBad = false

    /// The label and the value, as one text.
    package var told: String { "\(label): \(value)" }

    private init(_ label: String, _ value: String, isBad: Bool = false) {
        (self.label, self.value, self.isBad) = (label, value, isBad)
    }

    package static func all(_ connection: BSSConnection, _ state: PullState, at now: Date) -> [BSSLine] {
        let limits = connection.limits
        func time(_ date: Date?, else words: String) -> String {
            date.map { "\($0.stamp), \($0.ago(at: now))" } ?? words
        }
        return [
            BSSLine("Name", connection.name),
            BSSLine("URL", connection.url, isBad: connection.allowsHTTP && connection.url.hasPrefix("http:")),
            BSSLine("API version", connection.version.rawValue),
            BSSLine("Client", "\(connection.clientKey), \(connection.clientSecret)"),
            BSSLine("User", "\(connection.username), \(connection.password)"),
            BSSLine(
                "Requests",
                "\(connection.ratePerSecond.plain) a second at most, \(connection.pageSize.grouped) accounts a page"
            ),
            BSSLine("Pulls by itself", interval(connection.pullEveryMinutes)),
            BSSLine("Email from", connection.members.email ?? "email"),
            BSSLine("Parent from", connection.members.parent ?? "billToAccountId, or billToAccount"),
            BSSLine("Held beyond", "\(limits.accounts.accounts), or \(limits.percent) % of those known"),
            BSSLine("Last pull", time(state.pulled, else: "never")),
            BSSLine("Last complete read", time(state.complete, else: "never")),
            BSSLine("Filter by updatedAt", filter(state.filtersByUpdate)),
        ] + (state.held.map { [held($0, at: now)] } ?? [])
    }

    private static func interval(_ minutes: Int) -> String {
        switch minutes {
        case 0: "never"
        case 1: "every minute while a console is open"
        default: "every \(minutes) minutes while a console is open"
        }
    }

    private static func filter(_ isKnown: Bool?) -> String {
        switch isKnown {
        case nil: "not tried yet"
        case true?: "works, and is used"
        case false?: "does not work, and is not used"
        }
    }

    private static func held(_ held: PullState.Held, at now: Date) -> BSSLine {
        let parts = Surprise.Kind.allCases.compactMap { kind in
            held.counts[kind.rawValue].map { "\($0.accounts) would \(kind.phrase)" }
        }
        return BSSLine("Held", "since \(held.at.moment(at: now)): \(parts.joined(separator: "; "))", isBad: true)
    }
}
