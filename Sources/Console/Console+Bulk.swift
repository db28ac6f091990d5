import Accounts
import Synchronizing
import TextScreen
import Workspace

/// The bulk run of a console: one at a time, whatever screen is shown.
extension Console {
    /// Whether something is being sent.
    var isBusy: Bool { !underWay.isEmpty || ledger?.isRunning == true }

    /// Begins a run and shows it.
    mutating func begin(_ plan: Plan, only: Set<AccountID>?) {
        guard ledger?.isRunning != true else {
            say(Notice(.warning, "A bulk run is under way already.", cure: "B shows it."))
            return
        }
        let stop = RunStop()
        runStop = stop
        ledger = Ledger(plan, at: clock())
        screens.removeAll { $0 is PlanScreen || $0 is LedgerScreen }
        openLedger()
        execute([.executeRun(plan, only: only, stop)])
    }

    mutating func openLedger() {
        guard let ledger else {
            toast = Notice(.plain, "No bulk run yet: mark accounts with Space, then b.")
            return
        }
        screens.removeAll { $0 is LedgerScreen }
        push(LedgerScreen(ledger, clock: clock))
    }

    /// Lets the run end: what is under way is finished.
    mutating func stopRun() {
        guard ledger?.isRunning == true else { return }
        runStop?.press()
        ledger?.isStopping = true
        showLedger()
    }

    /// Takes in what the run reports; what went wrong is kept in the message log, too.
    mutating func take(_ reports: [RunReport]) {
        let now = clock()
        for report in reports {
            ledger?.take(report, at: now)
            guard let ledger else { continue }
            switch report {
            case .ended(let index, let result, _) where result != .synchronized && result != .skipped:
                if let entry = ledger.entries[index] { say(entry.notice, isShown: false) }
            case .finished(let ending): say(Notice(ending, system: ledger.plan.system))
            default: break
            }
        }
        showLedger()
    }

    /// The run could not begin.
    mutating func failRun(_ notice: Notice) {
        runStop = nil
        let now = clock()
        ledger?.fail(notice, at: now)
        say(notice)
        showLedger()
    }

    /// Tells the screens something that did not come from outside.
    mutating func tell(_ happening: Happening) {
        for index in screens.indices { execute(screens[index].receive(happening)) }
    }

    private mutating func showLedger() {
        if let ledger { tell(.ledgerChanged(ledger)) }
    }
}
