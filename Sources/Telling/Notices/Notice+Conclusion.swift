package import Accounts
package import Synchronizing

extension Notice {
    /// Says how a *Save & Synchronize* ended.
    package init(_ conclusion: Conclusion, of form: SyncForm) {
        let words = Words(form)
        self =
            switch conclusion {
            case .created(let link, let message, let password, let duplicate):
                words.created(link, message: message, hasPassword: password != nil, duplicate: duplicate)
            case .adopted(let link):
                Notice(
                    .good,
                    "\(words.account) is linked to \(words.id(link)) at \(words.system)\(words.under).",
                    details: [words.unproved]
                )
            case .alreadySynchronized(let link):
                Notice(.good, "\(words.account) is already synchronized as \(words.id(link)).", details: words.readOnly)
            case .synchronizedOtherwise(let link, let differences):
                Notice(link, differences, name: words.account)
            case .atVendor(let link):
                Notice(
                    .warning,
                    "\(words.account) is already at \(words.system) as \(words.id(link)); nothing was sent.",
                    details: ["It may be another company's account that the vendor matched by email."],
                    cure: "Look it up in the vendor's portal. If it is this account, adopt it."
                )
            case .refused(let refusal): words.refused(refusal)
            case .notSent(let unsent):
                Notice(
                    .bad,
                    "Nothing was sent: \(unsent.phrase).",
                    details: ["It is safe to try again."],
                    cure: unsent.cure.sentence
                )
            case .throttled(let after):
                Notice(
                    .warning,
                    "\(words.system) asks to come again later; nothing was created.",
                    cure: after.map { "Try again in \($0.wholeSeconds) seconds." }
                        ?? "Try again in a few minutes."
                )
            case .inDoubt(_, let doubt): words.inDoubt(doubt)
            case .conflict(let link, let holder):
                Notice(
                    .bad,
                    "\(words.system) answered \(words.id(link)) for \(words.account), which is \(holder.account.name) (\(holder.account.code)) here.",
                    details: ["Nothing was linked; both may be one account at the vendor."],
                    cure: "Compare both in the vendor's portal, then adopt another id for this one, or abandon it."
                )
            case .blocked(let findings):
                Notice(
                    .bad,
                    "\(words.account) cannot be sent yet; nothing was sent.",
                    details: findings.filter { $0.severity == .blocks }.map(\.sentence)
                )
            case .changed(let changes):
                Notice(
                    .warning,
                    "Nothing was sent: \(changes.map(\.phrase).joined(separator: ", ")) changed meanwhile.",
                    cure: "Look at the form again, then send."
                )
            case .claimed(let link): words.claimed(link)
            case .unanswered(let verdict):
                Notice(
                    .bad,
                    "\(words.system) did not say whether \(words.account) exists: \(verdict.phrase).",
                    details: ["Nothing was sent."],
                    cure: "Run `account-sync systems check \(words.system)`, then try again.",
                    keyCure: "Check that the service manager is up; then \(key: .tryAgain) tries again."
                )
            case .paused(let reason):
                Notice(
                    .bad,
                    "Nothing is sent to \(words.system) for now: \(reason.pausing).",
                    cure: "Correct the registration, then run `account-sync systems check \(words.system)`.",
                    keyCure: "Correct the registration; then \(Notice.lifting(words.system))."
                )
            case .disabled:
                Notice(
                    .bad,
                    "\(words.system) is disabled.",
                    cure: "Enable it: `account-sync systems enable \(words.system)`."
                )
            case .unusable(let problem):
                Notice(.bad, "\(words.system) cannot be used: \(problem.phrase).", details: ["Nothing was sent."])
            case .storeFailed(let failure): words.storeFailed(failure)
            case .held(let other): words.held(by: other)
            case .unrecorded(let attempt, let outcome, let failure): words.unrecorded(attempt, outcome, failure)
            }
    }
}

extension Notice {
    /// Says that an account was synchronized with values other than those requested.
    init(_ link: Link, _ differences: [ValueDifference], name: String) {
        self.init(
            .bad,
            "\(name) is already synchronized as \(link.externalID?.rawValue ?? ""), with other values; nothing was sent.",
            details: differences.map(\.sentence),
            cure: "Correct the value in the vendor's portal."
        )
    }

    /// The key that lifts a pause, as part of a sentence.
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

    func id(_ link: Link) -> String { link.externalID?.rawValue ?? "an unknown id" }

    var under: String {
        guard let parent = form.parent.chosen else { return "" }
        return ", under \(parent.account.name)\(parent.link?.externalID.map { " (\($0))" } ?? "")"
    }

    var readOnly: [String] {
        ["It is never sent again; correct a wrong value in the vendor's portal."]
    }

    func created(_ link: Link, message: String, hasPassword: Bool, duplicate: ExternalID?) -> Notice {
        var notice = Notice(.good, "\(account) is \(id(link)) at \(system)\(under).", details: [unproved])
        notice.details += message.quotedAsWords
        if hasPassword { notice.details.append("The vendor made up a password.") }
        if let duplicate {
            notice.tone = .warning
            notice.details.append("Exists names another account for it, \(duplicate): there may be a duplicate.")
            notice.cure = "Compare both in the vendor's portal and remove one there."
        }
        return notice
    }

    func refused(_ refusal: Conclusion.Refusal) -> Notice {
        let check = "Check the application id and the API key"
        let cure =
            switch refusal.status {
            case 401, 403: "\(check), then run `account-sync systems check \(system)`."
            case 404, 405: "Check the URLs of the registration."
            default: "Correct what it names, then try again."
            }
        var details = refusal.message.quotedAsWords
        if refusal.pausesSystem { details.append("Nothing more is sent to \(system) until that is in order.") }
        return Notice(
            .bad,
            "\(system) refused \(account)\(refusal.status < 300 ? "" : " (HTTP \(refusal.status))").",
            details: details,
            cure: cure,
            keyCure: refusal.pausesSystem ? "\(check); then \(Notice.lifting(system))." : nil
        )
    }

    func inDoubt(_ doubt: Doubt) -> Notice {
        Notice(
            .doubt,
            "\(account) is in doubt at \(system): \(doubt.phrase).",
            details: ["It may have been created. It is not sent again by itself."],
            cure: "An open console asks automatically whether it exists; `\(resolve)` asks now.",
            keyCure:
                "The vendor is asked automatically whether it exists; \(key: .cases) lists it, and \(key: .ask) there asks now."
        )
    }

    func claimed(_ link: Link) -> Notice {
        switch link.state {
        case .synchronized: Notice(.good, "\(account) is already synchronized as \(id(link)).", details: readOnly)
        case .inDoubt:
            Notice(
                .doubt,
                "\(account) is in doubt at \(link.system): \(link.detail).",
                details: ["Nothing was sent."],
                cure: "Resolve it first: `\(resolve)`.",
                keyCure: "Resolve it first: \(key: .cases) lists it; there it is adopted, sent again or abandoned."
            )
        case .conflict:
            Notice(
                .bad,
                "\(account) is in conflict at \(link.system).",
                details: ["Nothing was sent."],
                cure: "Resolve it first: `\(resolve)`.",
                keyCure: "Resolve it first: \(key: .cases) lists it; there it is adopted or abandoned."
            )
        case .abandoned:
            Notice(
                .warning,
                "\(account) was given up at \(link.system).",
                details: ["Nothing was sent."],
                cure: "Adopt its id if it exists at the vendor after all."
            )
        default:
            Notice(
                .warning,
                "\(account) is being sent to \(link.system) by \(link.by) right now.",
                details: ["Nothing was sent twice."],
                cure: "Wait for that to end."
            )
        }
    }

    /// The command that asks about the account.
    private var resolve: String { "account-sync resolve \(form.account.code) --system \(system)" }

    func storeFailed(_ failure: StoreFailure) -> Notice {
        var notice = Notice(failure)
        notice.details.insert("Nothing was sent for \(account).", at: 0)
        return notice
    }

    func held(by other: AttemptID) -> Notice {
        Notice(
            .bad,
            "Nothing was sent for \(account): it is held by attempt \(other), whose outcome is not written down yet.",
            cure: "Make room or mend the disk; when that outcome is written down, synchronize it again."
        )
    }

    func unrecorded(_ attempt: AttemptID, _ outcome: Outcome, _ failure: StoreFailure) -> Notice {
        let said =
            switch outcome {
            case .created(let id): "The vendor created it as \(id)."
            case .refused(_, let message): "The vendor refused it: \"\(message)\"."
            case .notSent(let reason, _): "Nothing reached the vendor: \(reason.phrase)."
            case .inDoubt(let doubt): "It is in doubt: \(doubt.phrase)."
            }
        return Notice(
            .bad,
            "The outcome for \(account) could not be written down.",
            details: [said, "Attempt \(attempt). Write this down.", Notice(failure).headline],
            cure: "Leave the program running: it tries again. Nothing new is sent meanwhile."
        )
    }
}
