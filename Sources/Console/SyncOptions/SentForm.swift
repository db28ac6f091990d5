import Accounts
import Synchronizing
import Telling

struct SentForm: Sendable {
    let form: SyncForm
    let conclusion: Conclusion
    /// How it ended, without what is said of a password.
    private var outcome: Notice
    private(set) var adoption: (link: Link, id: ExternalID)?
    private var password: Secret?
    /// What is said of a generated password: how to see it, and then the password itself.
    private var aboutPassword: String?
    /// The link that the message describes, if it describes one.
    private var told: Link?

    init(_ form: SyncForm, _ conclusion: Conclusion) {
        self.form = form
        self.conclusion = conclusion
        outcome = Notice(conclusion, of: form, saysPassword: false)
        told = conclusion.link
        password = conclusion.password
        if password != nil { aboutPassword = SentFormWords.passwordToSee.named }
        if case .atVendor(let link) = conclusion { adoption = link.externalID.map { (link, $0) } }
    }

    /// The message; what is said of a password comes before all that may have no room.
    var notice: Notice {
        var notice = outcome
        if let aboutPassword { notice.details.insert(aboutPassword, at: 0) }
        return notice
    }

    /// Whether a password was generated that would be lost with the message.
    var hidesPassword: Bool { password != nil }

    /// Whether the account is now in a different state from the one in the message.
    func isOutdated(by link: Link?) -> Bool {
        guard let told, told.system == form.situation.system.name else {
            return [.synchronized, .inDoubt, .conflict, .abandoned].contains(link?.state)
        }
        return told.state != link?.state || told.externalID != link?.externalID || told.generation != link?.generation
    }

    var title: String { SentFormWords.title(conclusion, isAdopted: notice.tone == .good) }

    func decided(_ verdict: OutcomeVerdict) -> SentForm {
        var sent = self
        sent.adoption = nil
        let now = Conclusion(verdict)
        (sent.outcome, sent.told) = (Notice(now, of: form, saysPassword: false), now.link)
        return sent
    }

    /// The message with the generated password, which is then forgotten.
    func showingPassword() -> SentForm {
        guard let password else { return self }
        var sent = self
        sent.aboutPassword = SentFormWords.password(password.reveal())
        sent.password = nil
        return sent
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .adopt: adoption == nil ? SentFormWords.nothingToAdopt : nil
        case .showPassword: password == nil ? SentFormWords.noPassword : nil
        case .cases where hidesPassword: SentFormWords.passwordFirst
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
        case .refused, .notSent, .throttled, .throttledAndStopped, .blocked, .changed, .unanswered, .unusable,
            .storeFailed, .held:
            true
        default: false
        }
    }
}

extension FormScreen {
    /// The message about an account that was sent from another screen.
    init(_ sent: SentForm) {
        self.init(sent.form.id, title: sent.form.account.titled)
        (form, phase) = (sent.form, .finished(sent))
    }
}
