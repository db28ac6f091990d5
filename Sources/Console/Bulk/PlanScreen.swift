import Accounts
import Synchronizing
import Telling
import TextScreen

/// A plan before it is run: what would be sent for each account, and what prevents it.
struct PlanScreen: EntryScreen, FootedScreen {
    let context = Context.plan
    let crumb: String? = "Bulk plan"
    private(set) var order: PlanRequest
    private(set) var plan: Plan?
    private(set) var basis: PlanningBasis?
    private(set) var problem: Notice?
    /// The verdict of the accounts that are shown; nil shows all.
    private(set) var shown: Plan.Verdict.Kind?
    /// The items that are shown, as indices into the plan.
    var list = ListPane<Int>(height: 10)
    var foot = Foot()
    /// Whether a plan is being made, and whether something has changed since that began.
    private var (isPlanning, isStale) = (false, false)
    /// Which plan is being made; what comes of one that a closed screen asked for does not count.
    private var number = 0
    private(set) var progress: (done: Int, total: Int)?
    var isAskingToDiscard = false

    init(_ order: PlanRequest) { self.order = order }

    var selected: Plan.Item? {
        guard let plan, let place = list.selected else { return nil }
        return plan.items[place]
    }

    var sendable: Int { plan?.sendableCount ?? 0 }

    var isChanged: Bool { order.hasEntries }

    mutating func appear() -> [Effect] { makePlan() }

    /// Whether the first plan is still being made, for which keys wait.
    private var isAwaited: Bool { plan == nil && problem == nil }

    func awaits(_ key: Key, _ command: Command?) -> Bool { isAwaited }

    mutating func type(_ key: Key) -> [Effect]? {
        if key != .escape, key != .character("q") { isAskingToDiscard = false }
        return nil
    }

    let rowsAboveList = 2
    func listHeight(of rows: Int) -> Int { max(rows - 8, 1) }

    mutating func perform(_ command: Command) -> [Effect] {
        switch command {
        case .open: return openValues()
        case .why: return why()
        case .back: return leave()
        case .nextKind: showNext()
        case .toggleAdopt: return replan { $0.adopts.toggle() }
        case .toggleStorefront: return replan { $0.allowsStorefront.toggle() }
        case .refresh: return makePlan()
        case .startRun: return confirm()
        default: move(command)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil || basis == nil, .why where selected == nil: Refusal.emptyList
        case .nextKind where kinds.isEmpty: Refusal.emptyList
        // Pressed now, they wait for the plan; nothing offers them before.
        case .toggleAdopt where isAwaited, .toggleStorefront where isAwaited: PlanWords.noPlan
        case .startRun where isPlanning && plan != nil: PlanWords.beingMade
        case .startRun where plan == nil: PlanWords.noPlan
        case .startRun where sendable == 0: PlanWords.nothingToSend
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .planning(number, let done, let total):
            progress = (done, total)
            return []
        case .planned(number, let plan, let basis):
            let account = selected?.id
            (self.plan, self.basis, problem) = (plan, basis, nil)
            // Of a kind that there is no more, nothing would be shown.
            if let shown, !kinds.contains(shown) { self.shown = nil }
            showItems(keeping: account)
            return planAgainIfStale()
        case .planFailed(number, let notice):
            // The plan before has not what was asked for since: nobody may send it, unseen under what is said now.
            (plan, basis, problem) = (nil, nil, notice)
            return planAgainIfStale()
        case .valuesEntered(order.id, let settings, let account):
            return replan { order in for setting in settings { order.set(setting, for: account) } }
        // A plan that is there lacks nothing of what could not be read.
        case .reach(.none) where problem == nil: return []
        default: return happening.isChange ? makePlan() : []
        }
    }

    /// Requests a new plan; changes that arrive while one is being made wait for it.
    private mutating func makePlan() -> [Effect] {
        guard !isPlanning else {
            isStale = true
            return []
        }
        (isPlanning, number) = (true, Int.random(in: 1...Int.max))
        return [.work(.plan(order, number: number))]
    }

    private mutating func planAgainIfStale() -> [Effect] {
        let wasStale = isStale
        (isPlanning, isStale) = (false, false)
        return wasStale ? makePlan() : []
    }

    private func openValues() -> [Effect] {
        guard let selected, let basis else { return [] }
        return [.go(.open(ValuesPopUp(selected, of: order, basis)))]
    }

    /// What the plan says of the account, and why the account is as it is.
    private func why() -> [Effect] {
        guard let selected else { return [] }
        let said = selected.verdict.reasons.map { "✗ \($0.sentence)" } + selected.warnings.map { "! \($0.sentence)" }
        let preface = [PlanWords.verdict(selected.verdict.kind, of: selected.code)] + said
        return [.why(.state(selected.id, on: order.system), preface: preface)]
    }

    private mutating func replan(_ change: (inout PlanRequest) -> Void) -> [Effect] {
        change(&order)
        return makePlan()
    }

    private var kinds: [Plan.Verdict.Kind] { Plan.Verdict.Kind.allCases.filter { plan?.counts[$0] ?? 0 > 0 } }

    private mutating func showNext() {
        shown = next(after: shown, of: kinds)
        showItems()
    }

    private mutating func showItems(keeping account: AccountID? = nil) {
        guard let plan else { return }
        let account = account ?? selected?.id
        let lines = plan.items.indices.filter { shown == nil || plan.items[$0].verdict.kind == shown }
        list.show(lines, at: lines.firstIndex { plan.items[$0].id == account })
    }

    private func confirm() -> [Effect] {
        guard let plan else { return [] }
        return [
            .ask(
                "Synchronize \(sendable.accounts)",
                PlanWords.question(plan, sendable: sendable, selection: order.selection, adopts: order.adopts)
                    + (basis?.forecast?.lines(at: plan.system) ?? []),
                yes: basis?.forecast?.wantsApproval == true ? PlanWords.askForApproval : "start",
                then: .go(.begin(plan))
            )
        ]
    }
}
