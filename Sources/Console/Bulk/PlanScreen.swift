import Accounts
import Synchronizing
import Telling
import TextScreen

/// A bulk plan before it is run: what would be sent for each account, and what forbids it.
struct PlanScreen: Screen {
    let context = Context.plan
    let crumb: String? = "Bulk plan"
    let isPopUp = false
    let handlesBack = true
    private(set) var order: PlanOrder
    private(set) var plan: Plan?
    private(set) var basis: PlanningBasis?
    private(set) var problem: Notice?
    /// Only accounts with this verdict are shown; nil shows all.
    private(set) var shown: Plan.Verdict.Kind?
    private(set) var cursor = ListCursor()
    private(set) var height = 10
    private(set) var lines: [Int] = []
    /// Whether a plan is being made, and whether something has changed since that began.
    private var (isPlanning, isStale) = (false, false)
    private(set) var isAskingToDiscard = false

    init(_ order: PlanOrder) { self.order = order }

    var selected: Plan.Item? {
        guard let plan, cursor.selected < lines.count else { return nil }
        return plan.items[lines[cursor.selected]]
    }

    /// How many would be sent.
    var sendable: Int {
        plan.map { ($0.counts[.ready] ?? 0) + ($0.counts[.waits] ?? 0) + ($0.counts[.inDoubt] ?? 0) } ?? 0
    }

    var isChanged: Bool { order.hasEntries }
    var question: [Hint]? { isAskingToDiscard ? [Hint].discarding : nil }

    mutating func appear() -> [Effect] { makePlan() }

    mutating func type(_ key: Key) -> [Effect]? {
        if key != .escape, key != .character("q") { isAskingToDiscard = false }
        return nil
    }

    mutating func resize(_ size: Size) -> [Effect] {
        height = max(size.rows - 8, 1)
        cursor.keepInView(height: height)
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        defer { cursor.keepInView(height: height) }
        switch command {
        case .open: return openValues()
        case .back: return leave()
        case .nextVerdict: showNext()
        case .toggleAdopt: return replan { $0.adopts.toggle() }
        case .toggleStorefront: return replan { $0.allowsStorefront.toggle() }
        case .refresh: return makePlan()
        case .startRun: return confirm()
        default: cursor.move(command, height: height)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil || basis == nil: "the list is empty"
        case .nextVerdict where kinds.isEmpty: "the list is empty"
        case .startRun where isPlanning && plan != nil: "the plan is being made anew"
        case .startRun where plan == nil: "there is no plan yet"
        case .startRun where sendable == 0: "there is nothing to send"
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .planned(let plan, let basis) where plan.system == order.system:
            (self.plan, self.basis, problem) = (plan, basis, nil)
            list()
            return planAgainIfStale()
        case .planFailed(let notice):
            problem = notice
            return planAgainIfStale()
        case .valuesEntered(let settings, let account):
            return replan { order in for setting in settings { order.set(setting, for: account) } }
        case .changedElsewhere, .concluded, .decided, .resolved, .probed: return makePlan()
        default: return []
        }
    }

    /// Has the plan made anew; what comes while one is being made waits for that.
    private mutating func makePlan() -> [Effect] {
        guard !isPlanning else {
            isStale = true
            return []
        }
        isPlanning = true
        return [.plan(order)]
    }

    private mutating func planAgainIfStale() -> [Effect] {
        let wasStale = isStale
        (isPlanning, isStale) = (false, false)
        return wasStale ? makePlan() : []
    }

    private func openValues() -> [Effect] {
        guard let selected, let basis else { return [] }
        return [.open(.values(ValuesPopUp(selected, of: order, basis)))]
    }

    /// The first Esc asks if values were typed.
    private mutating func leave() -> [Effect] {
        guard isChanged, !isAskingToDiscard else { return [.close] }
        isAskingToDiscard = true
        return []
    }

    private mutating func replan(_ change: (inout PlanOrder) -> Void) -> [Effect] {
        change(&order)
        return makePlan()
    }

    /// The kinds of verdict that there are.
    private var kinds: [Plan.Verdict.Kind] { Plan.Verdict.Kind.allCases.filter { plan?.counts[$0] ?? 0 > 0 } }

    private mutating func showNext() {
        shown =
            shown.flatMap { kinds.firstIndex(of: $0) }.map { $0 + 1 < kinds.count ? kinds[$0 + 1] : nil } ?? kinds.first
        list()
    }

    private mutating func list() {
        let account = selected?.id
        guard let plan else { return }
        lines = plan.items.indices.filter { shown == nil || plan.items[$0].verdict.kind == shown }
        cursor.count = lines.count
        if let line = lines.firstIndex(where: { plan.items[$0].id == account }) { cursor.move(to: line) }
        cursor.keepInView(height: height)
    }

    private func confirm() -> [Effect] {
        guard let plan else { return [] }
        let left = [Plan.Verdict.Kind.blocked, .synchronized]
            .compactMap { kind in plan.counts[kind].map { (count: $0, kind) } }
        var text = [
            "\(sendable.accounts) to \(plan.system), parents first. Selected: \(order.selection)."
        ]
        if !left.isEmpty {
            let count = left.map(\.count).reduce(0, +)
            let kinds =
                count == 1
                ? left[0].1.rawValue : left.map { "\($0.count.grouped) \($0.1.rawValue)" }.joined(separator: ", ")
            text.append("\(count.grouped) \(count == 1 ? "is" : "are") left out: \(kinds).")
        }
        if order.adopts { text.append("What is at \(plan.system) already is adopted without a further question.") }
        return [
            .open(
                .confirm(
                    Confirmation(
                        title: "Synchronize \(sendable.accounts)",
                        lines: text,
                        yes: "start",
                        typed: nil,
                        effects: [.beginRun(plan)]
                    )
                )
            )
        ]
    }
}
