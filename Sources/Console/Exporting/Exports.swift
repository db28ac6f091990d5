import Accounts
import Telling

/// What can be written into a file on each screen.
extension AccountsScreen {
    var exports: [Exported] {
        let shown = window.count == 0 ? [] : [Exported.shown(window.lines, on: system?.name)]
        return (marks.isEmpty ? [] : [.marked(window.lines, marks.keys, on: system?.name)]) + shown
    }
}

extension PlanScreen {
    var exports: [Exported] { plan.map { [.plan($0)] } ?? [] }
}

extension LedgerScreen {
    var exports: [Exported] {
        (ledger.rejected.isEmpty ? [] : [.rejects(ledger)]) + (ledger.synchronized.isEmpty ? [] : [.successes(ledger)])
    }
}
