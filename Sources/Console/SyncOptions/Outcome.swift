import Accounts
import Synchronizing
import Workspace

/// How the sending of a form ended, as the pop-up tells it.
struct Outcome: Sendable {
    let form: SyncForm
    let conclusion: Conclusion
    private(set) var notice: Notice
    /// The link that can be adopted, and its id.
    private(set) var adoption: (link: Link, id: ExternalID)?
    private var password: Secret?

    init(_ form: SyncForm, _ conclusion: Conclusion) {
        self.form = form
        self.conclusion = conclusion
        notice = Notice(conclusion, of: form)
        switch conclusion {
        case .atVendor(let link): adoption = link.externalID.map { (link, $0) }
        case .created(_, _, let password, _): self.password = password
        default: break
        }
    }

    /// The title of the pop-up.
    var title: String {
        switch conclusion {
        case .created, .adopted, .alreadySynchronized: "Synchronized"
        case .synchronizedOtherwise: "Synchronized with other values"
        case .atVendor: notice.tone == .good ? "Synchronized" : "Already at the vendor"
        case .refused: "Refused"
        case .inDoubt: "In doubt"
        case .conflict: "Conflict"
        default: "Not sent"
        }
    }

    /// What the operator's decision made of it.
    func decided(_ verdict: OutcomeVerdict) -> Outcome {
        var outcome = self
        outcome.adoption = nil
        outcome.notice =
            switch verdict {
            case .recorded(let link): Notice(.adopted(link), of: form)
            case .conflict(let link, let holder): Notice(.conflict(link, holder: holder), of: form)
            case .stale(let link): link.map { Notice(.claimed($0), of: form) } ?? Notice(.changed([.link]), of: form)
            }
        return outcome
    }

    /// With the generated password, which is then forgotten.
    func showingPassword() -> Outcome {
        var outcome = self
        guard let password else { return self }
        outcome.notice.details.append("Password: \(password.reveal())")
        outcome.password = nil
        return outcome
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .adopt: adoption == nil ? "there is nothing to adopt" : nil
        case .showPassword: password == nil ? "no password was generated, or it was shown" : nil
        case .cases: needsDecision ? nil : "there is nothing to decide"
        case .edit, .tryAgain: mayBeSentAgain ? nil : "it cannot be sent again"
        case .nextCustomer: isSynchronized && form.account.kind != .directCustomer ? nil : "it is not synchronized"
        default: nil
        }
    }

    private var isSynchronized: Bool {
        switch conclusion {
        case .created, .adopted, .alreadySynchronized: true
        default: notice.tone == .good
        }
    }

    private var needsDecision: Bool {
        switch conclusion {
        case .inDoubt, .conflict: true
        case .atVendor: adoption != nil
        case .claimed(let link): [.inDoubt, .conflict, .abandoned].contains(link.state)
        default: false
        }
    }

    private var mayBeSentAgain: Bool {
        switch conclusion {
        case .refused, .notSent, .throttled, .blocked, .changed, .unanswered, .paused, .unusable, .storeFailed, .held:
            true
        default: false
        }
    }
}
