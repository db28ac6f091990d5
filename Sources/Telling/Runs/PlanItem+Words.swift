import Accounts
package import Synchronizing

extension Plan.Item {
    /// The values that are sent, or why nothing is, on one line; `isBrief` leaves out what to do, since a word for the
    /// verdict is next to it.
    package func line(isBrief: Bool) -> String {
        switch verdict {
        case .synchronized(let id?) where isBrief: id.rawValue
        case .blocked(let reasons) where isBrief: reasons.map(\.message).joined(separator: "; ")
        case .ready, .waits, .synchronized, .inDoubt, .blocked:
            verdict.explanation
                ?? fields.filter { !$0.value.isEmpty }.map { "\($0.label) \($0.shown)" }.joined(separator: ", ")
        }
    }

    /// The same as a command prints it.
    package var commandLine: String {
        guard case .blocked(let reasons) = verdict else { return line(isBrief: false) }
        return reasons.map(\.commandSentence).joined(separator: "; ")
    }
}

extension Plan.Verdict {
    /// Why a blocked account is not sent, without what to do.
    package var message: String? {
        guard case .blocked(let reasons) = self else { return explanation }
        return reasons.map(\.message).joined(separator: "; ")
    }

    /// The same, only for a blocked account.
    var blocking: String? { if case .blocked = self { message } else { nil } }

    /// What to do about a blocked account.
    package var cure: String? {
        guard case .blocked(let reasons) = self else { return nil }
        let cures = reasons.compactMap(\.cure)
        return cures.isEmpty ? nil : cures.joined(separator: "; ")
    }

    package var explanation: String? {
        switch self {
        case .ready, .waits: nil
        case .synchronized(let id): id.map { "as \($0)" } ?? ""
        case .inDoubt: "the exists call is made once"
        case .blocked(let reasons): reasons.map(\.sentence).joined(separator: "; ")
        }
    }
}
