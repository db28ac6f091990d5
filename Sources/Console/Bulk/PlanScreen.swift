import Accounts
import Synchronizing
import TextScreen
import Workspace

/// A bulk plan before it is run: what would be sent for each account, and what forbids it.
struct PlanScreen: Screen {
    let context = Context.plan
    let crumb: String? = "Bulk plan"
    let isPopUp = false
    private(set) var order: PlanOrder
    private(set) var plan: Plan?
    private(set) var problem: Notice?
    /// Only accounts with this verdict are shown; nil shows all.
    private(set) var shown: Plan.Verdict.Kind?
    private(set) var cursor = ListCursor()
    private(set) var height = 10
    private(set) var lines: [Int] = []

    init(_ order: PlanOrder) { self.order = order }

    var selected: Plan.Item? {
        guard let plan, cursor.selected < lines.count else { return nil }
        return plan.items[lines[cursor.selected]]
    }

    /// How many would be sent.
    var sendable: Int {
        plan.map { ($0.counts[.ready] ?? 0) + ($0.counts[.waits] ?? 0) + ($0.counts[.inDoubt] ?? 0) } ?? 0
    }

    mutating func appear() -> [Effect] { [.plan(order)] }

    mutating func resize(_ size: Size) -> [Effect] {
        height = max(size.rows - 8, 1)
        cursor.keepInView(height: height)
        return []
    }

    mutating func perform(_ command: Command) -> [Effect] {
        defer { cursor.keepInView(height: height) }
        switch command {
        case .open: return selected.map { [.open(.values($0))] } ?? []
        case .nextVerdict: showNext()
        case .toggleAdopt: return replan { $0.adopts.toggle() }
        case .toggleStorefront: return replan { $0.allowsStorefront.toggle() }
        case .refresh: return [.plan(order)]
        case .startRun: return confirm()
        default: cursor.move(command, height: height)
        }
        return []
    }

    func refusal(of command: Command) -> String? {
        switch command {
        case .open where selected == nil: "the list is empty"
        case .startRun where plan == nil: "there is no plan yet"
        case .startRun where sendable == 0: "there is nothing to send"
        default: nil
        }
    }

    mutating func receive(_ happening: Happening) -> [Effect] {
        switch happening {
        case .planned(let plan):
            self.plan = plan
            problem = nil
            list()
        case .planFailed(let notice): problem = notice
        case .valueEntered(let setting, let account): return replan { $0.set(setting, for: account) }
        default: break
        }
        return []
    }

    private mutating func replan(_ change: (inout PlanOrder) -> Void) -> [Effect] {
        change(&order)
        return [.plan(order)]
    }

    private mutating func showNext() {
        let kinds = Plan.Verdict.Kind.allCases.filter { plan?.counts[$0] ?? 0 > 0 }
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
        let left = plan.items.count - sendable
        var text = [
            "\(sendable.accounts) to \(plan.system), parents first. Selected: \(order.selection)."
        ]
        if left > 0 {
            text.append("\(left == 1 ? "One is" : "\(left.grouped) are") left out: blocked, or synchronized already.")
        }
        if order.adopts { text.append("What is at \(plan.system) already is adopted without a further question.") }
        return [
            .open(
                .confirm(
                    Confirmation(
                        title: "Synchronize \(sendable.accounts)",
                        lines: text,
                        yes: "begin",
                        typed: nil,
                        effects: [.beginRun(plan, only: nil)]
                    )
                )
            )
        ]
    }
}
