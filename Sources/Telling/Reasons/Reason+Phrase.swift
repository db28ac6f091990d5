package import Accounts
package import Synchronizing

extension Reason {
    package var phrase: String {
        switch self {
        case .throttled: "the vendor asked to come again later"
        case .throttledAndStopped: "the vendor asked to wait, and the run was stopped"
        case .notSent(let unsent): unsent.phrase
        case .inDoubt(let doubt): doubt.phrase
        case .refused(let status, let message): isSilent ? Self.silence + Self.shown(status) : message
        case .absent: "not there"
        case .abandoned: "abandoned by the operator"
        case .unlinked: "a wrong adoption was undone"
        case .notSentAfterAll: "it was not sent after all"
        case .endedBeforeSending: "the program ended before it was sent"
        case .words(let words): words
        }
    }

    /// Why nothing is sent to a system.
    package var pausing: String {
        switch self {
        case .refused(let status, _): "the vendor answered \(status): check the registered key"
        case .throttled, .throttledAndStopped, .notSent, .inDoubt, .absent, .abandoned, .unlinked, .notSentAfterAll,
            .endedBeforeSending, .words:
            phrase
        }
    }

    /// The HTTP status of a refusal, as it follows what was refused; one of success says nothing.
    static func shown(_ status: Int) -> String { status < 300 ? "" : " (HTTP \(status))" }

    /// What stands in place of a vendor's words if it refused without any.
    static let silence = "the vendor gave no reason"

    /// Whether the vendor refused, and did not say why; one that refused the key said enough by that.
    var isSilent: Bool { if case .refused = self { vendorsWords == nil && !refusesKey } else { false } }

    /// The vendor's words about a refusal, or that there are none.
    package var refusal: String? { isSilent ? Self.silence : vendorsWords }

    /// The same behind a colon, the words in quotation marks.
    var refusalBehindColon: String { vendorsWords?.quotedBehindColon ?? refusal.map { ": \($0)" } ?? "" }

    /// The vendor's own words, if there are any.
    package var vendorsWords: String? {
        if case .refused(_, let words) = self, !words.trimmed.isEmpty { words.trimmed } else { nil }
    }

    /// The same on a line of their own; empty if there are none.
    var said: [String] { vendorsWords.map { ["It said: \"\($0)\""] } ?? [] }

    /// What the exists call reported, to follow "exists: ".
    fileprivate var existsPhrase: String {
        switch self {
        case .refused(let status, let message): "refused (\(status)) \(message)".trimmed
        case .throttled: "asked to come again later"
        case .throttledAndStopped, .notSent, .inDoubt, .absent, .abandoned, .unlinked, .notSentAfterAll,
            .endedBeforeSending, .words:
            phrase
        }
    }
}

extension Link {
    package var detail: String { reason?.phrase ?? "" }
}

extension LogEntry {
    package var detail: String { (event == .probe ? reason?.existsPhrase : reason?.phrase) ?? "" }
}

extension Probe {
    package var detail: String { reason?.existsPhrase ?? "" }
}

extension ExistsVerdict {
    package var phrase: String {
        switch self {
        case .present(let id): "there as \(id)"
        case .absent, .refused, .throttled, .unreachable, .unclear: reason?.existsPhrase ?? ""
        }
    }
}
