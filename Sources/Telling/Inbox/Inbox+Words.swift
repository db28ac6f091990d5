package import Accounts
package import Synchronizing

extension Inbox.Item {
    /// What is known of it and what to do, with the vendor's words whole; `definitions` are those of its system.
    package func notice(by definitions: SyncOptionDefinitions?) -> Notice {
        switch self {
        case .system(let system): Self.paused(system)
        case .run(let run): run.awaitsApproval ? .needingApproval(run) : .left(run)
        case .open(let open): Self.open(open)
        case .row(let row): Self.notImported(row)
        case .account(let account): Self.blocked(account)
        case .link(let account, let link): Self.standing(account, link, by: definitions)
        }
    }

    /// A command that asks is named where there is no key for it.
    private static func open(_ open: OpenCase) -> Notice {
        let notice = Notice(open)
        guard open.link.state == .inDoubt else { return notice }
        let command = Phrases.resolving(open.relative.account.code, at: open.link.system)
        return notice.cure(
            "Ask the vendor whether it exists: \(command)",
            inConsole: "Ask the vendor whether it exists."
        )
    }

    private static func paused(_ system: ProvisioningSystem) -> Notice {
        .bad("Nothing is sent to \(system.name): \(system.pause?.pausing ?? "").")
            .details(system.pause?.said ?? [])
            .cure(
                "Correct the registration; \(Phrases.checking(system.name)) ends the pause.",
                inConsole: "Correct the registration, or use it again with \(key: .retry)."
            )
    }

    private static func blocked(_ account: Account) -> Notice {
        .warning("\(account.named) is blocked: \(AccountFault(account)?.rawValue ?? "").")
            .cure(
                account.isGone
                    ? "Find out why; once the BSS has it again, the next pull brings it back."
                    : "Correct it in the BSS, and read it again."
            )
    }

    private static func notImported(_ row: RefusedRow) -> Notice {
        guard !row.isOfBSS else { return notTakenIn(row) }
        let again: ShellCommand =
            row.file.map { "accounts import \($0) --rejects FILE" } ?? "accounts import - --rejects FILE"
        return .warning(row.problem.phrase.sentence)
            .details(["The import of \(row.place) on \(row.at.stamp) left this row out."])
            .cure("Correct it and import again; \(again) writes all such rows.")
    }

    private static func notTakenIn(_ row: RefusedRow) -> Notice {
        .warning(row.problem.phraseInBSS.sentence)
            .details(["The last pull did not take in what the BSS has; it has been refused since \(row.at.stamp)."])
            .cure("Correct it in the BSS: the next pull that reads the account takes it in.")
    }

    private static func standing(
        _ account: Account,
        _ link: Link,
        by definitions: SyncOptionDefinitions?
    ) -> Notice {
        let notice = Notice(
            link.state == .waiting ? .plain : .bad,
            "\(account.named): \(link.trouble ?? link.state.rawValue)"
        )
        switch link.state {
        case .refused where link.reason?.refusesKey == true: return notice.cure(Phrases.keyThenSend)
        case .refused where link.reason?.isSilent == true: return notice.cure(Phrases.correctUnnamed)
        case .refused:
            let named = definitions.map { link.fieldsNamed(by: $0) } ?? []
            let fields = named.map { $0.value.isEmpty ? $0.name : "\($0.name) \"\($0.value)\"" }
            return
                notice.details(fields.isEmpty ? [] : ["It names \(fields.joined(separator: ", "))."])
                .cure("Correct what it names, then send it again.")
        case .notSent: return notice.cure("Nothing reached the vendor: send it again.")
        default: return notice.cure("Wait: it is tried again by the program that holds it.")
        }
    }
}

extension RefusedRow {
    /// Where the row comes from.
    package var place: String { isOfBSS ? "the BSS" : file ?? "standard input" }

    /// What is wrong, beside the code that it has.
    package var phrase: String { isOfBSS ? problem.phraseBesideCode : problem.phrase }
}

package enum InboxWords {
    package static let none = "Nothing needs you: nothing is in doubt, in conflict, or found at the vendor."
    package static let nothingOfKind = "Nothing of this kind needs you."
    package static let notToBeRetried = "this works only for what was refused or not sent"
    package static let keyFirst = "its system is paused: put the key right first, then use the system again"
    package static let openFirst = "look at the account first"
    package static let notInTheBook = "the row is not in the book: mend the file and import it again"
    package static let notTakenIn = "the BSS has what was refused: correct it there, and the next pull takes it in"
    package static let noneInDoubt = "nothing is in doubt"
    package static let aboutAccounts = "this works only for an account"
    package static let useAgain = "use it again"
    package static let noRun = "this works only for a bulk run"

    package static func blocked(_ count: Int) -> KeyedText {
        "\(count.accounts) \(count == 1 ? "is" : "are") blocked by \(count == 1 ? "its" : "their") own data: \(key: .nextKind) shows \(count == 1 ? "it" : "them")."
    }

    /// What stands beside a bulk run in place of an account's name.
    package static func whose(_ run: StoredRun) -> String { "\(run.size.accounts) of \(run.by)" }

    /// How many are not listed.
    package static func unlisted(_ count: Int, of total: Int) -> String {
        "\(total - count) of \(total.grouped) are listed, the oldest first"
    }

    package static func notListed(_ kind: Inbox.Kind, _ listed: Int, of count: Int) -> String {
        listed == 0
            ? "\(count.grouped) \(kind.counted): \(ShellCommand("inbox --kind \(kind.option)")) lists \(count == 1 ? "it" : "them")."
            : "\(listed.grouped) of \(count.grouped) \(kind.counted) are listed, the oldest first; --limit lists more."
    }

    /// What can be done about a line, beyond what it says itself.
    package struct Standing: Sendable {
        /// Whether it is in doubt and may be sent again.
        var isDecidable: Bool
        /// Whether nothing is sent to its system.
        var isPaused: Bool

        package init(isDecidable: Bool, isPaused: Bool) {
            (self.isDecidable, self.isPaused) = (isDecidable, isPaused)
        }
    }

    /// What a key does about it, in a word or two.
    package static func verb(_ item: Inbox.Item, _ standing: Standing) -> KeyedText {
        if let action = action(item, standing) { return "\(key: action.key) \(action.name)" }
        return switch item.kind {
        case .refused: "the key first"
        case .notImported where item.row?.isOfBSS == true: "correct in BSS"
        case .notImported: "mend the file"
        default: "wait"
        }
    }

    /// A key that does something about a line, and what it is called there.
    package struct Action: Sendable {
        package let key: ConsoleKey
        package let name: String

        fileprivate init(_ key: ConsoleKey, _ name: String) { (self.key, self.name) = (key, name) }
    }

    /// What a key does about it; nil if none does anything.
    package static func action(_ item: Inbox.Item, _ standing: Standing) -> Action? {
        switch item.kind {
        case .paused: Action(.retry, useAgain)
        case .unapproved: Action(.approveRun, "approve")
        case .leftBehind: Action(.joinRun, "go on")
        case .inDoubt where standing.isDecidable: Action(.showCase, "decide")
        case .inDoubt: Action(.ask, "ask")
        case .conflict: Action(.showCase, "compare")
        case .atVendor: Action(.adopt, "adopt")
        case .refused where isHeldByKey(item, standing): nil
        case .refused where item.link?.reason?.refusesKey == true: Action(.retry, "send again")
        case .refused: Action(.retry, "correct")
        case .notSent: Action(.retry, "send again")
        case .waiting, .notImported: nil
        case .blocked: Action(.showCase, "look")
        }
    }

    /// Whether it cannot be sent again before the key is put right, which ends the pause.
    package static func isHeldByKey(_ item: Inbox.Item, _ standing: Standing) -> Bool {
        item.kind == .refused && item.link?.reason?.refusesKey == true && standing.isPaused
    }
}

extension Inbox.Kind {
    /// The kind behind a number.
    package var counted: String { linkState?.counted ?? rawValue }

    /// The kind as one word of a command.
    package var option: String { rawValue.replacing(" ", with: "-") }
}
