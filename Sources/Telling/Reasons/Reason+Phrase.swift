package import Accounts
package import Synchronizing

extension Reason {
    package var phrase: String {
        switch self {
        case .throttled: "the vendor asked to come again later"
        case .throttledAndStopped: "the vendor asked to wait, and the run was stopped"
        case .notSent(let unsent): unsent.phrase
        case .inDoubt(let doubt): doubt.phrase
        case .refused(_, let message): message
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
