import Accounts
package import FoundationEssentials
package import Pulling

/// As of when accounts are, in the BSS.
extension BSSWords {
    package static let reading = "reading the BSS …"

    /// What is said before an account is sent that could not be read again.
    package static func unread(asOf: Date?) -> String {
        "the BSS cannot be read: sending it \(asOf.map { "as of \($0.stamp)" } ?? "as it was last seen") …"
    }

    package static func sentUnread(_ count: Int, asOf: Date?) -> String {
        let time = asOf.map { "as of \($0.stamp)" } ?? "as they were last seen"
        return "The BSS could not be read: \(count.accounts) sent \(time)."
    }

    package static func planned(asOf: Date) -> String { "The accounts are as of \(asOf.stamp), in the BSS." }
}

extension Freshness {
    /// As of when the account is; nil if no BSS is connected.
    package func phrase(at now: Date) -> String? {
        switch self {
        case .notConnected: nil
        case .read(let reread): "as of \(reread.at.ago(at: now)), in the BSS"
        case .absent: "the BSS has no such account"
        case .unreadable(_, let asOf): "the BSS cannot be reached: \(asOf.asOf(at: now))"
        }
    }

    /// What is to be known besides.
    package var remark: String? {
        switch self {
        case .notConnected, .absent: nil
        case .read(let reread): reread.refused.first.map { "the BSS's present data is refused here: \($0.phraseInBSS)" }
        case .unreadable(let problem, _): problem.phrase
        }
    }

    /// Whether it is as the BSS has it now.
    package var isRead: Bool {
        if case .read(let reread) = self { reread.refused.isEmpty } else { false }
    }

    /// All of it as sentences, for whoever reads lines.
    package func sentences(at now: Date) -> [String] {
        [phrase(at: now), remark].compactMap(\.self).map(\.sentence)
    }
}

extension Date? {
    fileprivate func asOf(at now: Date) -> String { map { "as of \($0.moment(at: now))" } ?? "as it was last seen" }
}

/// A value of an account that changed while it was looked at.
package struct SeenChange: Hashable, Sendable {
    /// What it is, such as `email`.
    package var name: String
    package var old: String
    package var new: String
    /// Whether the account is one of the BSS, rather than of a file.
    package var isOfBSS: Bool
    /// Whether the operator entered another value, which stays.
    package var isKept = false

    package init(_ name: String, from old: String, to new: String, isOfBSS: Bool) {
        (self.name, self.old, self.new, self.isOfBSS) = (name, old, new, isOfBSS)
    }

    package var sentence: String {
        func shown(_ value: String) -> String { value.isEmpty ? "empty" : value }
        let place = isOfBSS ? " in the BSS" : ""
        return "the \(name) changed\(place): \(shown(old)) → \(shown(new))\(isKept ? "; what you entered stays" : "")"
    }
}
