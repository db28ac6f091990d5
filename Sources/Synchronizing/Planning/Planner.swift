import Accounts

/// Makes a plan from the same forms, prefilled and checked, that the console would show one by one.
struct Planner: Sendable {
    private let dependencies: Dependencies
    private let wish: PlanWish
    private let system: ProvisioningSystem
    private let definitions: SyncOptionDefinitions
    /// The forms of earlier accounts in the plan, for their children.
    private var forms: [AccountID: SyncForm] = [:]
    /// The first account in the plan that uses each email.
    private var emails: [String: AccountOnSystem] = [:]
    /// The accounts that are synchronized with values other than the ones asked for; nothing is planned under them.
    private var otherwise: Set<AccountID> = []
    /// Who else uses the emails of the accounts that are planned next, as the accounts themselves give them.
    private var uses: [AccountID: (email: String, others: [AccountOnSystem])] = [:]
    /// The parents that were named or sent.
    private var resellers: [AccountCode: AccountOnSystem] = [:]
    private var codes: [AccountID: AccountCode?] = [:]
    /// The system's Reseller IDs, those of the plan's own resellers among them; nil until one is needed.
    private var resellerIDs: KnownResellerIDs?
    private var items: [Plan.Item] = []

    init(
        _ dependencies: Dependencies,
        _ wish: PlanWish,
        _ system: ProvisioningSystem,
        _ definitions: SyncOptionDefinitions
    ) {
        self.dependencies = dependencies
        self.wish = wish
        self.system = system
        self.definitions = definitions
    }

    mutating func plan(progress: (Int, Int) -> Void) async throws(PlanProblem) -> Plan {
        try checkSettings()
        var drafts: [Draft] = []
        for start in stride(from: 0, to: wish.rows.count, by: Self.portion) {
            progress(0, wish.rows.count)
            drafts += try await self.drafts(wish.rows[start..<min(start + Self.portion, wish.rows.count)])
        }
        drafts = drafts.parentsFirst()
        items.reserveCapacity(drafts.count)
        for start in stride(from: 0, to: drafts.count, by: Self.portion) {
            progress(start, drafts.count)
            let portion = drafts[start..<min(start + Self.portion, drafts.count)]
            try await findEmailUses(portion)
            do {
                for draft in portion { items.append(try await item(draft)) }
            } catch {
                throw .store(error)
            }
        }
        do {
            let workspace = try await dependencies.situations.workspace()
            return Plan(workspace: workspace, system: system.name, definitions: definitions.fingerprint, items: items)
        } catch {
            throw .store(error)
        }
    }

    /// An unknown field concerns every account, so it is reported once, before anything else.
    private func checkSettings() throws(PlanProblem) {
        let rows = wish.rows.flatMap { row in row.settings.filter { !$0.value.isEmpty } }
        for setting in Set(wish.settings + rows) where !setting.isParent {
            guard let field = definitions.field(named: setting.name) else {
                throw .setting(.unknownField(setting.name, known: definitions.fields.map(\.name) + ["parent"]))
            }
            guard field.kind != .mask else { throw .secret(label: field.name) }
        }
    }

    /// How many accounts are read at once: one consistent read, but not too long.
    static let portion = 500

    private mutating func drafts(_ rows: ArraySlice<PlanWish.Row>) async throws(PlanProblem) -> [Draft] {
        let situations: [Situation]
        do {
            situations = try await dependencies.situations.situations(of: rows.map(\.account), on: system.name)
        } catch {
            throw .store(error)
        }
        let settings = Dictionary(rows.map { ($0.account, $0.settings) }, uniquingKeysWith: { first, _ in first })
        var drafts: [Draft] = []
        for situation in situations {
            let own = wish.settings.overridden(by: settings[situation.account.id] ?? [])
            var draft = Draft(situation: situation, settings: own, parent: situation.account.parent)
            if let code = own.last(where: \.isParent).map({ AccountCode($0.value) }) {
                draft.chosen = try await reseller(code)
                draft.parent = draft.chosen?.account.id
            }
            drafts.append(draft)
        }
        return drafts
    }

    private mutating func reseller(_ code: AccountCode) async throws(PlanProblem) -> AccountOnSystem {
        if let known = resellers[code] { return known }
        let row: AccountRow?
        do {
            row = try await dependencies.directory.row(code: code)
        } catch {
            throw .store(error)
        }
        guard let row else { throw .unknownParent(code) }
        let reseller = AccountOnSystem(account: row.account, link: row.links[system.name])
        resellers[code] = reseller
        return reseller
    }

    /// Asks once for the emails of many accounts, which their forms will have unless a setting gives another one.
    private mutating func findEmailUses(_ drafts: ArraySlice<Draft>) async throws(PlanProblem) {
        var emails: [AccountID: String] = [:]
        for draft in drafts {
            let email = EmailAddress.fold(draft.situation.account.email)
            if !email.isEmpty { emails[draft.situation.account.id] = email }
        }
        do {
            let found = try await dependencies.directory.emailUses(of: emails, on: system.name)
            uses = Dictionary(uniqueKeysWithValues: emails.map { ($0, (email: $1, others: found[$0] ?? [])) })
        } catch {
            throw .store(error)
        }
    }

    private func uses(of email: String, except account: AccountID) async throws(StoreFailure) -> [AccountOnSystem] {
        if let found = uses[account], found.email == email { return found.others }
        return try await dependencies.directory.emailUses(email, on: system.name, except: account)
    }

    private mutating func item(_ draft: Draft) async throws(StoreFailure) -> Plan.Item {
        var form = SyncForm(draft.situation)
        if form.mode == .editable {
            if let chosen = draft.chosen { form.choose(parent: chosen) }
            if let parent = draft.parent.flatMap({ forms[$0] }) { form.plan(parent: parent) }
        }
        var reasons: [Plan.Obstacle] = []
        for setting in draft.settings where !setting.isParent {
            do throws(SyncForm.SettingProblem) {
                try form.set(setting.name, to: setting.value)
            } catch {
                reasons.append(.setting(error))
            }
        }
        let differing = try await differing(form, draft)
        if !differing.isEmpty { otherwise.insert(form.account.id) }
        if form.mode == .editable, let parent = form.parent.chosen?.account, otherwise.contains(parent.id) {
            reasons.append(.parentOtherwise(parent.code))
        }
        var findings = try await findings(form)
        if form.mode == .editable, draft.chosen?.account.id == form.account.id {
            findings.removeAll { $0.subject == .parent }
            reasons.append(.ownParent)
        }
        let verdict = Plan.Verdict(form, findings, reasons + differing)
        if verdict.kind == .ready || verdict.kind == .waits || verdict.kind == .inDoubt { remember(form) }
        var item = Plan.Item(form, verdict, findings, warnings: verdict.kind == .inDoubt ? differing : [], wish)
        if case .readOnly(let link) = form.mode { item.parent = try await parent(draft, link) }
        return item
    }

    /// The parent of an account that was sent already: the one named for it now, otherwise the one that was sent.
    private mutating func parent(_ draft: Draft, _ link: Link) async throws(StoreFailure) -> AccountCode? {
        if let chosen = draft.chosen { return chosen.account.code }
        if let known = draft.situation.parent?.account, known.id == link.parent { return known.code }
        guard let id = link.parent else { return nil }
        if let known = codes[id] { return known }
        let code = try await dependencies.code(of: id)
        codes[id] = .some(code)
        return code
    }

    /// The values named for an account that was sent already, where they differ from what was sent.
    private func differing(_ form: SyncForm, _ draft: Draft) async throws(StoreFailure) -> [Plan.Obstacle] {
        guard case .readOnly(let link) = form.mode, [.synchronized, .inDoubt].contains(link.state) else { return [] }
        // An empty value in a plan asks for nothing.
        let named = form.fields.filter { $0.isChanged && !$0.value.trimmed.isEmpty }
        let found = try await dependencies.differences(named: named, parent: draft.chosen?.account.code, from: link)
        return found.map { .sentOtherwise($0, link.state, link.externalID) }
    }

    private mutating func findings(_ form: SyncForm) async throws(StoreFailure) -> [Finding] {
        guard form.mode == .editable else { return [] }
        let email = EmailAddress.fold(form.email)
        var uses = try await uses(of: email, except: form.account.id)
        if let first = emails[email] { uses = [first] + uses.filter { $0.account.id != first.account.id } }
        let known = try await dependencies.knownResellerIDs(for: form, keeping: &resellerIDs)
        return form.preflight(
            PreflightFacts(emailUses: uses, allowsStorefront: wish.allowsStorefront, resellerIDs: known)
        )
    }

    private mutating func remember(_ form: SyncForm) {
        forms[form.account.id] = form.mode == .editable ? form : form.sendable
        let link = Link(
            account: form.account.id,
            system: system.name,
            state: .waiting,
            changed: definitions.fetched
        )
        resellerIDs?.add(form)
        emails[EmailAddress.fold(form.email)] = AccountOnSystem(account: form.account, link: link)
    }
}

/// An account of a plan before its form is filled in.
private struct Draft {
    let situation: Situation
    let settings: [Setting]
    /// The parent in the request.
    var parent: AccountID?
    /// The parent that a setting chooses.
    var chosen: AccountOnSystem?
}

extension [Draft] {
    /// The drafts, each after its parent if that is among them, and otherwise in their order.
    ///
    /// An account that appears twice counts once.
    fileprivate func parentsFirst() -> [Draft] {
        var places: [AccountID: Int] = [:]
        for (place, draft) in enumerated() where places[draft.situation.account.id] == nil {
            places[draft.situation.account.id] = place
        }
        var done: Set<AccountID> = []
        var ordered: [Draft] = []
        for draft in self {
            var chain = [draft]
            var seen: Set<AccountID> = [draft.situation.account.id]
            while let parent = chain[chain.count - 1].parent, let place = places[parent], seen.insert(parent).inserted {
                chain.append(self[place])
            }
            for next in chain.reversed() where done.insert(next.situation.account.id).inserted { ordered.append(next) }
        }
        return ordered
    }
}

extension [Setting] {
    /// These settings, except for the fields that the others set to a value, followed by those values.
    fileprivate func overridden(by others: [Setting]) -> [Setting] {
        let others = others.filter { !$0.value.isEmpty }
        let names = Set(others.map(\.name.squashed))
        return filter { !names.contains($0.name.squashed) } + others
    }
}
