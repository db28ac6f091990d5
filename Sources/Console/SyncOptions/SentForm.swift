import Accounts
import Synchronizing
import Telling

struct SentForm: Sendable {
    let form: SyncForm
    let conclusion: Conclusion
    private(set) var notice: Notice
    private(set) var adoption: (link: Link, id: ExternalID)?
    private var password: Secret?
    /// The link that the message describes, if it describes one.
    private var told: Link?

    init(_ form: SyncForm, _ conclusion: Conclusion) {
        self.form = form
        self.conclusion = conclusion
        notice = Notice(conclusion, of: form)
        told = conclusion.link
        password = conclusion.password
        if case .atVendor(let link) = conclusion { adoption = link.externalID.map { (link, $0) } }
    }

    /// Whether the account is now in a different state from the one in the message.
    func isOutdated(by link: Link?) -> Bool {
        guard let told, told.system == form.situation.system.name else {
            return [.synchronized, .inDoubt, .conflict, .abandoned].contains(link?.state)
        }
        return told.state != link?.state || told.externalID != link?.externalID || told.generation != link?.generation
    }

    var title: String { SentFormWords.title(conclusion, isAdopted: notice.tone == .good) }

    func decided(_ verdict: OutcomeVerdict) -> SentForm {
        var outcome = self
        outcome.adoption = nil
        let now = Conclusion(verdict)
        (outcome.notice, outcome.told) = (Notice(now, of: form), now.link)
        return outcome
    }

    /// The message with the generated password, which is then forgotten.
    func showingPassword() -> SentForm {
        var outcome = self
        guard let password else { return self }
        outcome.notice.details.append("Password: \(password.reveal())")
        outcome.password = nil
        return outcome
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .adopt: adoption == nil ? SentFormWords.nothingToAdopt : nil
        case .showPassword: password == nil ? SentFormWords.noPassword : nil
        case .cases: needsDecision ? nil : SentFormWords.nothingToDecide
        case .edit, .tryAgain: mayBeSentAgain ? nil : SentFormWords.notAgain
        case .nextCustomer: isSynchronized && form.account.kind != .directCustomer ? nil : SentFormWords.notSynchronized
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
        case .claimed(let link, _): [.inDoubt, .conflict, .abandoned].contains(link.state)
        default: false
        }
    }

    private var mayBeSentAgain: Bool {
        switch conclusion {
        case .refused, .notSent, .throttled, .blocked, .changed, .unanswered, .unusable, .storeFailed, .held:
            true
        default: false
        }
    }
}
