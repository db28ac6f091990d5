package import Accounts
package import FoundationEssentials

extension Account {
    /// Where its values come from, and as of when; nil if that is unknown.
    package var originPhrase: String? { originPhrase(pulled: nil) }

    /// The same; `pulled` is when the BSS was last read.
    package func originPhrase(pulled: Date?) -> String? {
        guard let origin else { return nil }
        if isGone { return "gone from the BSS since \(updated.stamp)" }
        return "from \(origin.source.phrase), as of \(origin.asOf(pulled: pulled).stamp)"
    }
}

extension Account.Origin.Source {
    fileprivate var phrase: String {
        switch self {
        case .file("-"): "standard input"
        case .file(let name): name
        case .bss: "the BSS"
        }
    }
}
