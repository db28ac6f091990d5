package import Accounts
package import Synchronizing

extension Notice {
    /// Tells how synchronizing an account ended.
    ///
    /// `saysPassword` is false where it is shown with other words that the vendor generated a password.
    package init(_ conclusion: Conclusion, of form: SyncForm, saysPassword: Bool = true) {
        self.init(outcome: conclusion, of: form)
        if saysPassword, conclusion.password != nil { details.append("The vendor generated a password.") }
    }

    private init(outcome conclusion: Conclusion, of form: SyncForm) {
        let words = Words(form)
        self =
            switch conclusion {
            case .created(let link, let message, _, let duplicate):
                words.created(link, message: message, duplicate: duplicate)
            case .adopted(let link):
                .good("\(words.account) is linked to \(link.shownID) at \(words.system)\(words.under).")
                    .details([words.unproved])
            case .alreadySynchronized(let link): words.synchronized(link)
            case .synchronizedOtherwise(let link, let differences):
                Notice(link, differences, name: words.account)
            case .atVendor(let link):
                Notice(link, of: words.account)
                    .details(["It may be another company's account that the vendor matched by email."])
            case .refused(let refusal): words.refused(refusal)
            case .notSent(let unsent):
                .bad("Nothing was sent: \(unsent.phrase).").details([Phrases.safeAgain])
                    .cure(unsent.cure.sentence)
            case .throttled(let after):
                .warning("\(words.system) asks us to try again later; nothing was created.")
                    .cure(Self.tryingLater(after))
            case .throttledAndStopped:
                .warning("\(words.account) was not sent: \(words.system) asked to wait, and the run was stopped.")
                    .cure(Phrases.safeAgain)
            case .inDoubt(_, let doubt): words.inDoubt(doubt)
            case .conflict(let link, let holder, _):
                .conflict(over: link.externalID, of: words.account, at: link.system, holder: holder)
                    .details(["Nothing was linked; both may be one account at the vendor."])
            case .blocked(let findings):
                .bad("\(words.account) cannot be sent yet; nothing was sent.")
                    .details(findings.filter { $0.severity == .blocks }.map(\.sentence))
            case .changed(let changes):
                .warning("Nothing was sent: \(changes.map(\.phrase).joined(separator: ", ")) changed meanwhile.")
                    .cure("Look at the form again, then send.")
            case .claimed(let link, _): words.claimed(link)
            case .unanswered(.throttled(let after)):
                .warning("\(words.system) asks us to try again later, and did not say whether \(words.account) exists.")
                    .details([Phrases.nothingSent]).cure(Self.tryingLater(after))
            case .unanswered(let verdict):
                .bad("\(words.system) did not say whether \(words.account) exists: \(verdict.phrase).")
                    .details([Phrases.nothingSent])
                    .cure(
                        "Run `\(words.check)`, then try again.",
                        inConsole: "Check that the service manager is up; then \(key: .tryAgain) tries again."
                    )
            case .paused(let reason):
                .bad("Nothing is sent to \(words.system) for now: \(reason.pausing).")
                    .cure(
                        "Correct the registration, then run `\(words.check)`.",
                        inConsole: "Correct the registration; then \(Notice.lifting(words.system))."
                    )
            case .disabled:
                .bad("\(words.system) is disabled.")
                    .cure("Enable it: `\(ShellCommand("systems enable \(words.system)"))`.")
            case .unusable(let problem):
                .bad("\(words.system) cannot be used: \(problem.phrase).").details([Phrases.nothingSent])
            case .storeFailed(let failure): words.storeFailed(failure)
            case .held(let other): words.held(by: other)
            case .unrecorded(let attempt, let outcome, let failure, _): words.unrecorded(attempt, outcome, failure)
            }
    }
}

extension Notice {
    private static func tryingLater(_ after: Duration?) -> String {
        after.map { "Try again in \($0.wholeSeconds) seconds." } ?? "Try again in a few minutes."
    }

    init(_ link: Link, _ differences: [ValueDifference], name: String) {
        self =
            .bad("\(name) is already synchronized as \(link.shownID), with other values; nothing was sent.")
            .details(differences.map(\.sentence)).cure("Correct the value in the vendor's portal.")
    }

    package static func lifting(_ system: SystemName) -> KeyedText {
        "\(key: .liftPause) in Provisioning systems uses \(system) again"
    }
}

/// The words for one form's account and system.
private struct Words {
    let form: SyncForm
    let account: String
    let system: SystemName

    init(_ form: SyncForm) {
        self.form = form
        account = form.account.name
        system = form.situation.system.name
    }

    /// R10, as it stands after sending.
    let unproved = "Accepted, unverified until the first order."

    var under: String {
        guard let parent = form.parent.chosen else { return "" }
        return ", under \(parent.account.name)\(parent.link?.externalID.map { " (\($0))" } ?? "")"
    }

    func synchronized(_ link: Link) -> Notice {
        .good("\(account) is already synchronized as \(link.shownID).")
            .details(["It is never sent again; correct a wrong value in the vendor's portal."])
    }

    func created(_ link: Link, message: String, duplicate: ExternalID?) -> Notice {
        var notice = Notice.good("\(account) is \(link.shownID) at \(system)\(under).").details([unproved])
        notice.details += message.quotedAsWords
        if let duplicate {
            notice.tone = .warning
            notice.details.append(
                "The exists call returned another account for it, \(duplicate): there may be a duplicate."
            )
            notice.cure = "Compare both in the vendor's portal and remove one there."
        }
        return notice
    }

    func refused(_ refusal: Conclusion.Refusal) -> Notice {
        let look = "Check the application id and the API key"
        let cure =
            switch refusal.status {
            case 401, 403: "\(look), then run `\(check)`."
            case 404, 405: "Check the URLs of the registration."
            default: refusal.message.trimmed.isEmpty ? Phrases.correctUnnamed : Phrases.correctNamed
            }
        var details = refusal.message.quotedAsWords
        if details.isEmpty, !refusal.pausesSystem { details.append(Reason.silence.sentence) }
        if refusal.isBeforeSending { details.append(Phrases.nothingSent) }
        if refusal.pausesSystem { details.append("Nothing more is sent to \(system) until that is in order.") }
        let status = Reason.shown(refusal.status)
        // The key is refused, and nothing is said of the account.
        let headline =
            refusal.pausesSystem
            ? "\(system) did not let us \(refusal.isBeforeSending ? "ask about" : "send") \(account)\(status)."
            : "\(system) refused \(account)\(status)."
        return .bad(headline)
            .details(details)
            .cure(cure, inConsole: refusal.pausesSystem ? "\(look); then \(Notice.lifting(system))." : nil)
    }

    func inDoubt(_ doubt: Doubt) -> Notice {
        .doubt("\(account) is in doubt at \(system): \(doubt.phrase).")
            .mayHaveBeenCreated(resolvedBy: resolve)
    }

    func claimed(_ link: Link) -> Notice {
        let told = Notice(link, of: account).details([Phrases.nothingSent])
        let first = "Resolve it first: `\(resolve)`."
        let firstHere: KeyedText = "Resolve it first: \(key: .cases) lists it; there it is adopted"
        return switch link.state {
        case .synchronized: synchronized(link)
        case .inDoubt: told.cure(first, inConsole: "\(firstHere), sent again or abandoned.")
        case .conflict: told.cure(first, inConsole: "\(firstHere) or abandoned.")
        case .abandoned: told
        default:
            .warning("\(account) is being sent to \(link.system) by \(link.by) right now.")
                .details(["Nothing was sent twice."]).cure("Wait for that to end.")
        }
    }

    private var resolve: ShellCommand { Phrases.resolving(form.account.code, at: system) }
    var check: ShellCommand { Phrases.checking(system) }

    func storeFailed(_ failure: StoreFailure) -> Notice {
        var notice = Notice(failure)
        let stop = account.hasSuffix(".") ? "" : "."
        notice.details.insert("Nothing was sent for \(account)\(stop)", at: 0)
        return notice
    }

    func held(by other: AttemptID) -> Notice {
        .bad("Nothing was sent for \(account): it is held by attempt \(other), whose outcome is not written down yet.")
            .cure("Make room or mend the disk; when that outcome is written down, synchronize it again.")
    }

    func unrecorded(_ attempt: AttemptID, _ outcome: Outcome, _ failure: StoreFailure) -> Notice {
        let said =
            switch outcome {
            case .created(let id): "The vendor created it as \(id)."
            case .refused(_, let message): "The vendor refused it: \"\(message)\"."
            case .notSent(let reason, _): "Nothing reached the vendor: \(reason.phrase)."
            case .inDoubt(let doubt): "It is in doubt: \(doubt.phrase)."
            }
        return .bad("The outcome for \(account) could not be written down.")
            .details([said, "Attempt \(attempt). Write this down.", Notice(failure).headline])
            .cure(
                "The outcome is kept on this machine; the next command or console here that sends writes it into the workspace first.",
                inConsole: "Leave the program running: it tries again. Nothing new is sent meanwhile."
            )
    }
}
