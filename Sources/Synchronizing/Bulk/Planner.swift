import Accounts

/// Makes a plan: the same forms, prefilled and checked, that the console would show one by one.
struct Planner: Sendable {
    private let surroundings: Surroundings
    private let wish: PlanWish
    private let system: ProvisioningSystem
    private let definitions: SyncOptionDefinitions
    /// The forms of what comes earlier in the plan, for the children.
    private var forms: [AccountID: SyncForm] = [:]
    /// The first account of the plan that uses an email.
    private var emails: [String: Relative] = [:]
    private var items: [Plan.Item] = []

    init(
        _ surroundings: Surroundings,
        _ wish: PlanWish,
        _ system: ProvisioningSystem,
        _ definitions: SyncOptionDefinitions
    ) {
        self.surroundings = surroundings
        self.wish = wish
        self.system = system
        self.definitions = definitions
    }

    mutating func plan() async throws(PlanProblem) -> Plan {
        try checkSettings()
        let workspace: WorkspaceID
        var drafts: [Draft] = []
        do {
            workspace = try await surroundings.journal.workspace()
        } catch {
            throw .store(error)
        }
        for row in wish.rows {
            if let draft = try await draft(row) { drafts.append(draft) }
        }
        for draft in drafts.parentsFirst() { items.append(try await item(draft)) }
        return Plan(workspace: workspace, system: system.name, definitions: definitions.fingerprint, items: items)
    }

    /// A field that nobody knows concerns every account, so it is said once, before anything.
    private func checkSettings() throws(PlanProblem) {
        let rows = wish.rows.flatMap { row in row.settings.filter { !$0.value.isEmpty } }
        for setting in Set(wish.settings + rows) where !setting.isParent {
            guard let field = definitions.field(named: setting.name) else {
                throw .setting(.unknownField(setting.name, known: definitions.fields.map(\.name) + ["parent"]))
            }
            guard field.kind != .mask else { throw .secret(label: field.name) }
        }
    }

    private func draft(_ row: PlanWish.Row) async throws(PlanProblem) -> Draft? {
        do {
            guard let situation = try await surroundings.journal.situation(of: row.account, on: system.name) else {
                return nil
            }
            var draft = Draft(
                situation: situation,
                settings: wish.settings.overridden(by: row.settings),
                parent: situation.account.parent
            )
            guard let code = draft.settings.last(where: \.isParent).map({ AccountCode($0.value) }) else { return draft }
            guard let chosen = try await surroundings.directory.row(code: code) else {
                throw PlanProblem.unknownParent(code)
            }
            draft.parent = chosen.account.id
            draft.chosen = Relative(account: chosen.account, link: chosen.links[system.name])
            return draft
        } catch let failure as StoreFailure {
            throw .store(failure)
        } catch let problem as PlanProblem {
            throw problem
        } catch {
            throw .definitions
        }
    }

    private mutating func item(_ draft: Draft) async throws(PlanProblem) -> Plan.Item {
        var form = SyncForm(draft.situation)
        if let chosen = draft.chosen { form.choose(parent: chosen) }
        if let parent = draft.parent.flatMap({ forms[$0] }) { form.plan(parent: parent) }
        var reasons: [Plan.Reason] = []
        for setting in draft.settings where !setting.isParent {
            do {
                try form.set(setting.name, to: setting.value)
            } catch {
                reasons.append(Plan.Reason(error))
            }
        }
        let findings = try await findings(form)
        let verdict = Plan.Verdict(form, findings, reasons)
        if verdict.kind == .ready || verdict.kind == .waits || verdict.kind == .inDoubt { remember(form) }
        return Plan.Item(form, verdict, findings, wish)
    }

    private func findings(_ form: SyncForm) async throws(PlanProblem) -> [Finding] {
        guard form.mode == .editable else { return [] }
        do {
            let email = EmailAddress.fold(form.email)
            var uses = try await surroundings.directory.emailUses(email, on: system.name, except: form.account.id)
            if let first = emails[email] { uses = [first] + uses.filter { $0.account.id != first.account.id } }
            return form.preflight(PreflightFacts(emailUses: uses, allowsStorefront: wish.allowsStorefront))
        } catch {
            throw .store(error)
        }
    }

    private mutating func remember(_ form: SyncForm) {
        forms[form.account.id] = form.mode == .editable ? form : form.sendable
        let link = Link(
            account: form.account.id,
            system: system.name,
            state: .waiting,
            changed: definitions.fetched
        )
        emails[EmailAddress.fold(form.email)] = Relative(account: form.account, link: link)
    }
}

/// An account of a plan before its form is filled.
private struct Draft {
    let situation: Situation
    let settings: [PlanWish.Setting]
    /// The parent in the request.
    var parent: AccountID?
    /// The parent that a setting chooses.
    var chosen: Relative?
}

extension [Draft] {
    /// The drafts, each after its parent if that is among them; otherwise in their order.
    ///
    /// An account that comes twice counts once.
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

extension [PlanWish.Setting] {
    /// These, but for the fields that the others name with a value.
    fileprivate func overridden(by others: [PlanWish.Setting]) -> [PlanWish.Setting] {
        let others = others.filter { !$0.value.isEmpty }
        let names = Set(others.map(\.name.squashed))
        return filter { !names.contains($0.name.squashed) } + others
    }
}
