import Accounts
import Synchronizing
import Telling
import Workspace

/// The bulk run of a console: one at a time, whichever screen is shown.
extension Console {
    var isBusy: Bool { !underWay.isEmpty || ledger?.isRunning == true }

    mutating func begin(_ plan: Plan) { start(RunStory(plan, at: clock()), only: nil) }

    /// Runs the plan of a run again that is over; `only` are the accounts that may be sent.
    mutating func goOn(_ story: RunStory, only: Set<AccountID>?) {
        let next = story.goingOn(at: clock(), isRetry: only != nil)
        start(next, only: only, retryOf: only == nil ? nil : story.id)
    }

    private mutating func start(_ ledger: RunStory, only: Set<AccountID>?, retryOf: RunID? = nil) {
        guard self.ledger?.isRunning != true else { return say(.runUnderWay) }
        // A run may have been read for it meanwhile, and something else be open.
        if let top = screens.last, [.plan, .ledger, .runs].contains(top.context) { close() }
        let stop = RunStop()
        (runStop, runLeave) = (stop, nil)
        self.ledger = ledger
        openLedger()
        showLedger()
        execute([.work(.executeRun(ledger.plan, only: only, retryOf: retryOf, stop))])
    }

    /// Does what a run was read for.
    mutating func take(_ story: RunStory, version: Int, _ wish: RunWish) {
        guard wantedRun == story.id else { return }
        wantedRun = nil
        switch wish {
        case .open:
            if let id = story.id, ledger?.id == id, ledger?.isRunning == true { return openLedger() }
            open(LedgerScreen(story, version: version, login: login, clock: clock))
        case .join: join(story)
        }
    }

    /// Asks before what failed in a run is sent again, unless Esc has given that up.
    mutating func ask(about retry: RunRetry, of story: RunStory) {
        guard wantedRun == story.id else { return }
        wantedRun = nil
        guard !retry.accounts.isEmpty else { return say(.nothingToRetry(retry)) }
        execute([story.askingToRetry(retry)])
    }

    /// Works on a run that somebody began, until it is over or the console is left.
    private mutating func join(_ story: RunStory) {
        if let run = story.run, run.awaitsApproval { return say(Notice(RunProblem.unapproved(run))) }
        guard let id = story.id, ledger?.isRunning != true else { return say(.runUnderWay) }
        let (stop, leave) = (RunStop(), RunStop())
        (runStop, runLeave, ledger) = (stop, leave, story)
        if let top = screens.last, top.context == .ledger { close() }
        openLedger()
        showLedger()
        execute([.work(.joinRun(id, stop, leave: leave))])
    }

    /// Why a run cannot be worked on while another one is.
    func oneAtATime(_ command: Command) -> String? {
        screens.last?.refusal(of: command) ?? BulkRunWords.oneAtATime
    }

    /// Whoever leaves the console ends the run that was begun in it, and leaves one that it has joined.
    mutating func stopOrLeaveRun() {
        guard let runLeave else { return stopRun() }
        runLeave.press()
    }

    mutating func openLedger() {
        guard let ledger else {
            toast = .noRunYet
            return
        }
        open(LedgerScreen(ledger, login: login, clock: clock))
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

    /// Shows a run as the book has it, until others have approved it and work on it.
    private mutating func follow(_ run: StoredRun, _ notice: Notice) {
        ledger = nil
        say(notice)
        if leaving != nil { farewell.append(notice) }
        // By now another run may be read, or this one be covered.
        let isShown = (screens.last as? LedgerScreen)?.isOneOnly == true
        screens.removeAll { ($0 as? LedgerScreen)?.isOneOnly == true }
        guard isShown else { return }
        isUnseen = true
        execute([.work(.loadRun(run.id, .open))])
    }

    mutating func failRun(_ notice: Notice, _ unapproved: StoredRun?) {
        (runStop, runLeave) = (nil, nil)
        if let unapproved { return follow(unapproved, notice) }
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

    private mutating func showLedger() {
        if let ledger { tell(.ledgerChanged(ledger)) }
    }
}
