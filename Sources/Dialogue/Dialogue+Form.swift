import AccountFiles
import Accounts
import FoundationEssentials
import Pulling
import Synchronizing
import Telling
import Workspace

/// The Sync Options of an account, field by field (R3), and Save & Synchronize.
extension Dialogue {
    /// Fills in and sends a form; returns the account that the operator wants to go on with, if another.
    mutating func synchronize(_ account: AccountID, on system: ProvisioningSystem) async -> AccountID? {
        let freshness = await readAgain(account)
        guard var form = await form(of: account, on: system) else { return nil }
        say(DialogueWords.formTitle(form))
        say(freshness)
        guard form.mode == .editable else {
            await sayReadOnly(form)
            return nil
        }
        var isFilled = await fill(&form)
        while isFilled, let verdict = await review(form) {
            switch Command(await voice.ask(DialogueWords.question(verdict))) {
            case .letter("y", _) where verdict == .sendable: return await send(form)
            case .letter("y", _) where verdict == .storefront:
                let words = FormWords.storefront(form.account.name, at: system.name)
                guard await confirms(words, yes: FormWords.storefrontYes) else { continue }
                return await send(form, allowsStorefront: true)
            case .letter("e", _): isFilled = await fill(&form)
            case .letter("t", _): await sayDryAttempt(of: form)
            case .letter("a", _): await askFirst(form)
            case .letter("p", _) where form.situation.parent != nil: return form.situation.parent?.account.id
            case .letter("n", _), .letter("q", _), .empty, .end: isFilled = false
            case .letter, .number, .filter, .unknown: say(DialogueWords.onlyThese)
            }
        }
        say(Phrases.nothingSent)
        return nil
    }

    /// Reads the account again, since a line that was said cannot change; the BSS is not waited for long.
    private func readAgain(_ account: AccountID) async -> Freshness? {
        await attempt { [voice] () async throws(StoreFailure) in
            try await workspace.readAgain(account) { voice.say(BSSWords.reading.sentence) }
        }
    }

    private func say(_ freshness: Freshness?) {
        say(freshness?.sentences(at: Date()) ?? [])
        guard case .read(let reread)? = freshness else { return }
        for change in reread.update?.changes ?? [] where change.column != .parentCode {
            say(SeenChange(change.column.rawValue, from: change.old, to: change.new, isOfBSS: true).sentence.sentence)
        }
    }

    /// The form of an account; nil if it cannot be read, which is said.
    func form(of account: AccountID, on system: ProvisioningSystem) async -> SyncForm? {
        do throws(Synchronizer.FormFailure) {
            return try await workspace.synchronizer.form(of: account, on: system)
        } catch {
            say(Notice(error, system: system.name))
            return nil
        }
    }

    private func sayReadOnly(_ form: SyncForm) async {
        guard case .readOnly(let link) = form.mode else { return }
        let open = await attempt { () async throws(StoreFailure) in
            try await workspace.cases.openCase(of: link.account, on: link.system)
        }
        for reason in FormWords.reasons(link, holder: open.flatMap(\.?.holder)) { say(reason) }
        say(DialogueWords.parent(form.parent))
        for field in form.fields { say(DialogueWords.field(field)) }
    }

    /// Says what was found before anything is sent; nil if that cannot be read.
    private func review(_ form: SyncForm) async -> DialogueWords.Review? {
        let system = form.situation.system
        guard
            let findings = await attempt({ () async throws(StoreFailure) in
                try await workspace.synchronizer.preflight(form)
            })
        else { return nil }
        say(DialogueWords.beforeSending)
        for finding in findings { say(DialogueWords.finding(finding)) }
        if let reason = system.pause { say(DialogueWords.paused(system.name, reason.pausing)) }
        if workspace.isReadOnly {
            say(FormWords.notAsked(system.name).text(Self.name).sentence)
        } else {
            await askFirst(form)
        }
        if let notice = system.notice { say(notice) }
        let blocking = findings.filter { $0.severity == .blocks }
        if blocking.isEmpty { return .sendable }
        return blocking.allSatisfy { $0.rule == .storefrontManaged } ? .storefront : .blocked
    }

    private func askFirst(_ form: SyncForm) async {
        let verdict = await workspace.synchronizer.askExists(form)
        say(FormWords.exists(verdict, at: form.situation.system.name).sentence)
    }

    private mutating func send(_ form: SyncForm, allowsStorefront: Bool = false) async -> AccountID? {
        let (voice, synchronizer, system) = (voice, workspace.synchronizer, form.situation.system.name)
        let conclusion = await voice.sending(to: system, stop: nil) { note in
            let conclusion = await synchronizer.synchronize(
                form,
                allowsStorefront: allowsStorefront,
                patience: Synchronizer.patience
            ) { stage in
                note(form.account.code, stage)
                switch stage {
                case .waiting(let duration, let isVendorsWish):
                    voice.say(Phrases.waiting(duration, askedBy: isVendorsWish ? system : nil, at: Date()))
                case .sending, .unread: voice.say(stage.phrase.sentence)
                case .rereading, .asking, .committing, .recording: break
                }
            }
            note(form.account.code, nil)
            return conclusion
        }
        say(Notice(conclusion, of: form))
        return await follow(conclusion, of: form)
    }

    /// Shows a password that the vendor generated, once; only somebody who says that it may be lost goes on without it.
    private mutating func offer(_ password: Secret) async {
        while let answer = await voice.ask(DialogueWords.yesOrNo(DialogueWords.showPassword)) {
            if answer.isYes { return say(SentFormWords.password(password.reveal())) }
            if await confirms([SentFormWords.unseen], yes: SentFormWords.unseenYes) { return }
        }
    }

    private mutating func follow(_ conclusion: Conclusion, of form: SyncForm) async -> AccountID? {
        if let password = conclusion.password { await offer(password) }
        switch conclusion {
        case .created(let link, _, _, _), .adopted(let link), .alreadySynchronized(let link):
            return await next(after: form, link)
        case .atVendor(let link):
            guard let id = link.externalID,
                await confirms([DialogueWords.adoptFound(form.account, id, link.system)], yes: "adopt")
            else { return nil }
            await say(of: link, named: form.account.name) { () async throws(StoreFailure) in
                try await workspace.synchronizer.adopt(id, for: link, confirmed: true)
            }
            return nil
        default: return nil
        }
    }

    /// Offers the next end customer of the reseller, as `n` does in the console.
    private func next(after form: SyncForm, _ link: Link) async -> AccountID? {
        let found = await attempt { () async throws(StoreFailure) in
            try await workspace.accounts.nextCustomer(after: form.account, on: link.system)
        }
        guard let next = found ?? nil, await confirms([], yes: DialogueWords.nextCustomer(next)) else { return nil }
        return next.id
    }
}
