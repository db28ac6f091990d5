import Accounts
import Synchronizing
import Telling

/// The bulk run of a console: one at a time, whichever screen is shown.
extension Console {
    var isBusy: Bool { !underWay.isEmpty || ledger?.isRunning == true }

    mutating func begin(_ plan: Plan) {
        guard ledger?.isRunning != true else {
            say(.runUnderWay)
            return
        }
        close()
        start(RunStory(plan, at: clock()), only: nil)
    }

    mutating func goOn(only: Set<AccountID>?) {
        guard let ledger, !ledger.isRunning else { return }
        close()
        start(ledger.goingOn(at: clock()), only: only)
    }

    private mutating func start(_ ledger: RunStory, only: Set<AccountID>?) {
        let stop = RunStop()
        runStop = stop
        self.ledger = ledger
        openLedger()
        execute([.work(.executeRun(ledger.plan, only: only, stop))])
    }

    mutating func openLedger() {
        guard let ledger else {
            toast = .noRunYet
            return
        }
        open(LedgerScreen(ledger, clock: clock))
    }

    mutating func stopRun() {
        guard ledger?.isRunning == true else { return }
        runStop?.press()
        ledger?.isStopping = true
        showLedger()
    }

    /// Processes what the run reports; problems are also kept in the message log.
    mutating func take(_ reports: [RunReport]) {
        let now = clock()
        for report in reports {
            ledger?.take(report, at: now)
            guard let ledger else { continue }
            switch report {
            case .ended(let index, let result, _) where result != .synchronized && result != .skipped:
                if let entry = ledger.entries[index] {
                    say(entry.notice, about: ledger.plan.items[index].code, isShown: false)
                }
            case .finished: say(ledger.summary, isShown: !isTold(.bulkRun))
            default: break
            }
            if leaving != nil { part(with: report, of: ledger) }
        }
        showLedger()
    }

    mutating func failRun(_ notice: Notice) {
        runStop = nil
        let now = clock()
        ledger?.fail(notice, at: now)
        say(notice, isShown: !isTold(.bulkRun))
        if leaving != nil { farewell.append(notice) }
        showLedger()
    }

    /// Reports on the terminal how a run ended that the operator waited for when leaving.
    private mutating func part(with report: RunReport, of ledger: RunStory) {
        switch report {
        case .ended(let index, _, _): farewell += [ledger.entries[index]?.notice].compactMap(\.self)
        case .finished: farewell.append(ledger.summary)
        default: break
        }
    }

    /// Passes a happening that did not come from outside to the screens.
    mutating func tell(_ happening: Happening) {
        for index in screens.indices { execute(screens[index].receive(happening)) }
    }

    private mutating func showLedger() {
        if let ledger { tell(.ledgerChanged(ledger)) }
    }
}
