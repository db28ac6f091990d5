package import Accounts
package import Synchronizing

/// The words of the line prompts, where they are not those of the console: whole sentences, which are understood when
/// they are heard one after the other.
package enum DialogueWords {
    package static let enter = "Enter"
    package static let number = "its number"

    package static let left = "Goodbye."
    package static let onlyThese = "That means nothing here; ? says what does."

    package static func unknown(_ text: String) -> String { "\"\(text)\" means nothing here; ? says what does." }
    package static func yesOrNo(_ yes: String) -> String { "\(yes.sentenceStart)? y or n:" }
    package static func notTyped(_ word: String) -> String { "That is not \(word): nothing was done." }
    package static func numbered(_ number: Int, _ words: String) -> String { "\(number). \(words)" }

    // MARK: Accounts

    package static let accountsPrompt = "Accounts, a number or a letter, ? for help:"
    package static let more = "Enter: the next ones."
    package static let endOfList = "That was the last one."

    package static let accountsHelp = [
        "A number: the account of that line. A code: the account that has it.",
        "Enter: the next lines. l: these lines again.",
        "/ and words: only the accounts in which all of them occur; / alone: all accounts.",
        "c: how many accounts are in each state. t: the next system.",
        "d: what needs you. L: the bulk runs, everybody's.",
        "b: plan all accounts that the filter selects. b and codes: plan those.",
        "w and a name: write what the filter selects into a file.",
        "D: how things stand on each system. I: who has which Reseller ID.",
        "P: read what changed in the BSS. P all: read everything. C: the connection to the BSS, and whether it works.",
        "q: quit.",
    ]

    package static func noLineOrCode(_ number: String) -> String {
        "There is no line \(number) here, and no account has that code."
    }
    package static func noCode(_ text: String) -> String {
        "\"\(text)\" is no letter that means something here, and no account's code; ? says what can be entered."
    }
    package static func noAccount(_ code: String) -> String { "There is no account \(code)." }
    package static func noMatch(_ words: String) -> String {
        "No account matches \"\(words)\". / alone shows all again."
    }

    package static func line(_ number: Int, _ row: AccountRow, on system: SystemName?) -> String {
        let account = row.account
        var parts = [account.code.rawValue, account.name, account.kind.rawValue]
        if let parent = row.parentCode { parts.append("under \(parent)") }
        if let system { parts.append(state(of: row, on: system)) }
        return "\(number). \(parts.joined(separator: ", "))."
    }

    private static func state(of row: AccountRow, on system: SystemName) -> String {
        let state = row.state(on: system)
        switch state {
        case .synchronized: return "synchronized at \(system) as \(row.links[system]?.shownID ?? "")"
        case .blocked: return "blocked: \(AccountFault(row.account)?.rawValue ?? "its data must be corrected")"
        default: return "\(state.rawValue) at \(system)"
        }
    }

    package static func counts(_ counts: [SyncState: Int], on system: SystemName) -> String {
        let parts = SyncState.allCases.compactMap { state in
            counts[state].flatMap { $0 > 0 ? "\($0.grouped) \(state.counted)" : nil }
        }
        return "\(system): \(parts.isEmpty ? "no accounts" : parts.joined(separator: ", "))."
    }

    package static func nowOn(_ system: SystemName, _ number: Int, of count: Int) -> String {
        "The states are now those on \(system), system \(number) of \(count)."
    }

    // MARK: An account

    package static let detailsPrompt = "The account, a letter, ? for help:"
    package static let detailsHelp = [
        "s: its Sync Options, and Save & Synchronize.",
        "p: its parent account. h: its history. W: why it is as it is. l: these lines again.",
        "t: what happened in its last attempt, step by step.",
        "d: what needs you. U: undo a wrong adoption.",
        "Enter: back to the accounts.",
    ]

    package static func details(_ row: AccountRow, parent: Account?, on systems: [ProvisioningSystem]) -> [String] {
        let account = row.account
        var lines = ["\(account.code), \(account.name).".endedOnce]
        lines.append("Parent Account: \(parent?.named ?? (account.kind == .endCustomer ? "missing" : "blank")).")
        for system in systems {
            lines.append("\(DetailsWords.status), \(system.name): \(status(row, on: system.name))")
        }
        if systems.isEmpty { lines.append("\(DetailsWords.status): \(Refusal.noSystem).") }
        lines.append("Type: \(account.kind.rawValue).")
        let country = Country(code: account.country.trimmed).map { "\($0.code), \($0.name)" } ?? account.country
        let fields = [
            ("Email", account.email.trimmed.isEmpty ? DetailsWords.missing : account.email),
            ("Country", country.isEmpty ? DetailsWords.missing : country),
            ("Orders", account.isStorefrontManaged ? DetailsWords.storefront : DetailsWords.notStorefront),
            ("Contact", account.contact.name), ("Phone", account.phone), ("Website", account.website),
            ("Address", account.address.lines.joined(separator: ", ")), ("Account ID", account.id.rawValue),
            ("Updated", account.updated.stamp),
        ]
        return lines + fields.filter { !$0.1.isEmpty }.map { "\($0.0): \($0.1)." }
    }

    private static func status(_ row: AccountRow, on system: SystemName) -> String {
        guard let link = row.links[system] else { return "\(row.state(on: system).rawValue)." }
        let id = link.externalID.asWhich
        let why = link.detail.isEmpty ? "." : ": \(link.detail.sentence)"
        return "\(link.state.rawValue)\(id), since \(link.changed.stamp)\(why)"
    }

    package static func line(_ entry: LogEntry) -> String {
        let id = entry.externalID.map { ", \($0)" } ?? ""
        let why = entry.detail.isEmpty ? "." : ": \(entry.detail.sentence)"
        return "\(entry.at.wall.stamp), \(entry.system): \(entry.event.rawValue), \(entry.state.rawValue)\(id)\(why)"
    }

    package static func fact(_ fact: Fact, on system: SystemName) -> String {
        let when = fact.at.map { "\($0.stamp), " } ?? ""
        return "\(when)\(fact.source.rawValue): \(fact.phrase(on: system).sentence)"
    }

    package static func line(_ step: AttemptStory.Step) -> String {
        let when = [step.at?.stamp ?? "", step.by.isEmpty ? "" : "by \(step.by)"].filter { !$0.isEmpty }
        return (when + [step.phrase]).joined(separator: ", ").sentence
    }

    package static func line(_ line: BSSLine) -> String { "\(line.told)." }
    package static let nothingTakenIn = "Nothing was taken in."
    package static let readOnly = "Nothing is read of the BSS, since nothing may be written here."

    package static let fileName = "The name of the file:"

    // MARK: How things stand

    package static func lines(of figures: SystemFigures) -> [String] {
        let name = figures.system.name
        let needing = figures.needing
        var lines = [counts(figures.counts, on: name)]
        if let hindrance = figures.system.hindrance { lines.append("\(name) is \(hindrance).") }
        if needing > 0 {
            lines.append("\(needing.accounts) \(needing == 1 ? "needs" : "need") you: d lists what does.")
        }
        if !figures.lastChange.isEmpty { lines.append(DashboardWords.lastChange(figures.lastChange)) }
        return lines + figures.resellers.map { "\($0.account.named): \($0.progress)." }
    }

    package static func counts(_ book: ResellerIDBook) -> String { "\(book.system): \(ResellerIDWords.counts(book))." }

    package static func line(_ reseller: ResellerIDBook.Reseller) -> String {
        "\(reseller.id.isEmpty ? "No id" : reseller.id): \(ResellerIDWords.origin(reseller))"
    }

    package static let whichSystem = "Which system? Its number or its name:"
}
