import Accounts

/// Makes a plan from the same forms, prefilled and checked, that the console would show one by one.
struct Planner: Sendable {
    private let dependencies: Dependencies
    private let wish: PlanWish
    private let system: ProvisioningSystem
    private let definitions: SyncOptionDefinitions
    /// The accounts that are the parent of another one in the plan.
    private var parents: Set<AccountID> = []
    /// The forms of those of them that were planned.
    private var forms: [AccountID: SyncForm] = [:]
    /// The first account in the plan that uses each email.
    private var emails: [String: NamedAccount] = [:]
    /// The accounts that are synchronized with values other than the ones asked for; nothing is planned under them.
    private var otherwise: Set<AccountID> = []
    /// Who else uses the emails of the accounts that are planned next, as the accounts themselves give them.
    private var uses: [AccountID: EmailUses] = [:]
    /// The parents that were named or sent.
    private var resellers: [AccountCode: AccountOnSystem] = [:]
    private var codes: [AccountID: AccountCode?] = [:]
    /// The system's Reseller IDs, those of the plan's own resellers among them; nil until one is needed.
    private var resellerIDs: KnownResellerIDs?

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

    /// Plans all accounts, and hands over one portion of them after another, until `take` returns false; returns what is
    /// said of the whole.
    ///
    /// Of an account that was handed over, no more is kept than those after it can need.
    mutating func plan(
        progress: (Int, Int) -> Void,
        _ take: ([Plan.Item]) -> Bool
    ) async throws(PlanProblem) -> PlanTally {
        try checkSettings()
        let rows = try await order(progress)
        let workspace: WorkspaceID
        do {
            workspace = try await dependencies.situations.workspace()
        } catch {
            throw .store(error)
        }
        var tally = PlanTally(workspace: workspace, system: system.name, definitions: definitions.fingerprint)
        let (dependencies, name) = (dependencies, system.name)
        var read = await PlannedPortion.read(rows.prefix(Self.portion), on: name, dependencies)
        for start in stride(from: 0, to: rows.count, by: Self.portion) {
            progress(start, rows.count)
            let following = rows.dropFirst(start + Self.portion).prefix(Self.portion)
            // The next accounts are read while these are planned.
            async let next = PlannedPortion.read(following, on: name, dependencies)
            let items = try await planned(try read.get())
            for item in items { tally.add(item) }
            guard take(items) else { break }
            read = await next
        }
        return tally
    }

    /// The rows of the wish in the order in which they are planned: each after its parent, if that is among them.
    private mutating func order(_ progress: (Int, Int) -> Void) async throws(PlanProblem) -> [PlanWish.Row] {
        var found: [PlanOrder.Place] = []
        for places in wish.rows.indices.portions(of: Self.portion) {
            progress(0, wish.rows.count)
            let parents: [AccountID: AccountID?]
            do {
                parents = try await dependencies.situations.parents(of: wish.rows[places].map(\.account))
            } catch {
                throw .store(error)
            }
            for place in places {
                let row = wish.rows[place]
                guard let parent = parents[row.account] else { continue }
                let chosen = try await chosen(settings(of: row))
                found.append(.init(row: place, account: row.account, parent: chosen?.account.id ?? parent))
            }
        }
        let order = PlanOrder(found)
        parents = order.parents
        return order.rows.map { wish.rows[$0] }
    }

    private func settings(of row: PlanWish.Row) -> [Setting] { wish.settings.overridden(by: row.settings) }

    /// The parent that a setting chooses.
    private mutating func chosen(_ settings: [Setting]) async throws(PlanProblem) -> AccountOnSystem? {
        guard let code = settings.last(where: \.isParent).map({ AccountCode($0.value) }) else { return nil }
        return try await reseller(code)
    }

    private mutating func planned(_ portion: PlannedPortion) async throws(PlanProblem) -> [Plan.Item] {
        uses = portion.uses
        let rows = Dictionary(portion.rows.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
        var items: [Plan.Item] = []
        items.reserveCapacity(portion.situations.count)
        for situation in portion.situations {
            let settings = rows[situation.account.id].map { self.settings(of: $0) } ?? []
            let draft = Draft(situation: situation, settings: settings, chosen: try await chosen(settings))
            do {
                items.append(try await item(draft))
            } catch {
                throw .store(error)
            }
        }
        return items
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

    private mutating func reseller(_ code: AccountCode) async throws(PlanProblem) -> AccountOnSystem {
        if let known = resellers[code] { return known }
        let row: AccountRow?
        do {
            row = try await dependencies.directory.row(code: code)
        } catch {
            throw .store(error)
        }
        guard let row else { throw .unknownParent(code) }
        let reseller = AccountOnSystem(row, on: system.name)
        resellers[code] = reseller
        return reseller
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
        let named = form.fields.filter { $0.isChanged && !$0.value.isEmpty }
        let found = try await dependencies.differences(named: named, parent: draft.chosen?.account.code, from: link)
        return found.map { .sentOtherwise($0, link.state, link.externalID) }
    }

    private mutating func findings(_ form: SyncForm) async throws(StoreFailure) -> [Finding] {
        guard form.mode == .editable else { return [] }
        let email = EmailAddress.fold(form.email)
        let uses = try await uses(of: email, except: form.account.id)
        let known = try await dependencies.knownResellerIDs(for: form, keeping: &resellerIDs)
        return form.preflight(
            PreflightFacts(
                emailUses: uses,
                planned: emails[email],
                allowsStorefront: wish.allowsStorefront,
                resellerIDs: known
            )
        )
    }

    private mutating func remember(_ form: SyncForm) {
        let account = form.account
        if parents.contains(account.id) { forms[account.id] = form.mode == .editable ? form : form.sendable }
        resellerIDs?.add(form)
        emails[EmailAddress.fold(form.email)] = NamedAccount(account)
    }
}

/// An account of a plan before its form is filled in.
private struct Draft {
    let situation: Situation
    let settings: [Setting]
    /// The parent that a setting chooses.
    let chosen: AccountOnSystem?
    /// The parent in the request.
    var parent: AccountID? { chosen?.account.id ?? situation.account.parent }
}

extension [Setting] {
    /// These settings, except for the fields that the others set to a value, followed by those values.
    fileprivate func overridden(by others: [Setting]) -> [Setting] {
        let others = others.filter { !$0.value.isEmpty }
        if others.isEmpty { return self }
        let names = Set(others.map(\.name.squashed))
        return filter { !names.contains($0.name.squashed) } + others
    }
}
