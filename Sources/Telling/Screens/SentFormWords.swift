import Accounts
package import Synchronizing

package enum SentFormWords {
    package static let nothingToAdopt = "there is nothing to adopt"
    package static let noPassword = "no password was generated, or it was shown"
    package static let passwordToSee: KeyedText =
        "The vendor generated a password: \(key: .showPassword) shows it, once. It is kept nowhere."
    package static func password(_ password: String) -> String { "Password: \(password)" }
    package static let unseenTitle = "Generated password"
    package static let unseen = "Close without seeing the password? It is lost then."
    package static let unseenYes = "close, and lose it"
    package static let passwordFirst = "the generated password was not seen yet"
    package static let nothingToDecide = "there is nothing to decide"
    package static let notAgain = "it cannot be sent again"
    package static let notSynchronized = "it is not synchronized"

    /// The title above the message about a conclusion; if the account was adopted afterwards, it is synchronized.
    package static func title(_ conclusion: Conclusion, isAdopted: Bool) -> String {
        switch conclusion {
        case .created, .adopted, .alreadySynchronized: "Synchronized"
        case .synchronizedOtherwise: "Synchronized with other values"
        case .atVendor: isAdopted ? "Synchronized" : "Already at the vendor"
        case .refused: "Refused"
        case .inDoubt: "In doubt"
        case .conflict: "Conflict"
        case .claimed(let link, _) where link.state == .sending || link.state == .waiting: "Already being sent"
        case .claimed, .notSent, .throttled, .throttledAndStopped, .blocked, .changed, .unanswered, .paused, .disabled,
            .unusable, .storeFailed, .held, .unrecorded:
            "Not sent"
        }
    }
}
