import Accounts
package import Synchronizing

extension Plan.Item {
    /// The values that are sent, or why nothing is, on one line; `isBrief`: beside a word for its verdict, without what to do.
    package func line(isBrief: Bool) -> String {
        switch verdict {
        case .synchronized(let id?) where isBrief: id.rawValue
        case .blocked(let reasons) where isBrief: reasons.map(\.message).joined(separator: "; ")
        case .ready, .waits, .synchronized, .inDoubt, .blocked:
            verdict.explanation
                ?? fields.filter { !$0.value.isEmpty }.map { "\($0.label) \($0.shown)" }.joined(separator: ", ")
        }
    }
}

extension Plan.Verdict {
    /// Why nothing is sent; nil where something is.
    package var explanation: String? {
        switch self {
        case .ready, .waits: nil
        case .synchronized(let id): id.map { "as \($0)" } ?? ""
        case .inDoubt: "exists is asked once"
        case .blocked(let reasons): reasons.map(\.sentence).joined(separator: "; ")
        }
    }
}
