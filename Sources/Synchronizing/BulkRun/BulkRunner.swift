import Accounts

/// Executes a bulk run in this process: begins what `BulkRun` asks for, as far as the store gives it, and reports what
/// happens.
struct BulkRunner: Sendable {
    let synchronizer: Synchronizer
    let dependencies: Dependencies
    let plan: Plan
    let system: ProvisioningSystem
    /// One client for the whole run, so that secrets are read only once.
    let vendor: any ServiceManager
    let shared: SharedRun
    /// The accounts that were synchronized with values other than the plan's when the run began, if it began here.
    let otherwise: [AccountID: RunReport.Ended]
    let pacer: Pacer
    /// Reads the accounts again before they are sent; nil if they come from nowhere that could be read.
    let portions: RereadPortions?
    let report: @Sendable (RunReport) -> Void

    /// Something to be taken in.
    private enum Signal: Sendable {
        case happened([BulkRun.Event])
        /// Others may have done something.
        case look
        case stop
        case leave
    }

    /// Works on a run until it is over, or left; returns it as it is then, and how it ended, nil if it was left.
    func execute(_ run: BulkRun, stop: RunStop, leave: RunStop) async -> (run: BulkRun, ending: BulkRun.Ending?) {
        var part = RunPart(run)
        let signals = Mailbox<Signal>()
        reportStart(run)
        if shared.isJoined, !run.skipped.isEmpty, await shared.skip(run.skipped) != nil {
            signals.post(.happened([.storeFailed]))
        }
        let watches = watches(stop: stop, leave: leave) { signals.post($0) }
        defer { for watch in watches { watch.cancel() } }
        await withDiscardingTaskGroup { group in
            signals.post(.happened([.started]))
            for await _ in signals.arrivals {
                // Whatever has come meanwhile is taken in together, since what follows from it is taken from the store at once.
                for begun in await take(signals.takeOut(), &part) {
                    group.addTask {
                        if let events = await carryOut(begun) { signals.post(.happened(events)) }
                    }
                }
                if part.isOver { break }
                if part.run.isEnding { await pacer.stop(isLeaving: part.run.isOnlyLeaving) }
            }
            // Nobody waits for the hold any longer.
            group.cancelAll()
        }
        report(part.ending.map { .finished($0) } ?? .left)
        return (part.run, part.ending)
    }

    /// Accounts synchronized with other values end at once, but with a report, so that its reader learns why.
    private func reportStart(_ run: BulkRun) {
        report(.entered(shared.id))
        report(.started(zip(plan.items, run.standings).map { otherwise[$0.id] == nil ? $1 : .waiting }))
        for (index, item) in plan.items.enumerated() {
            if let ended = otherwise[item.id] { report(.ended(index, .blocked, ended)) }
        }
        // Of a run of its own only what it leaves out is not told yet.
        let records = shared.items.records.filter { shared.isJoined || $0.value.result == .leftOut }
        if !records.isEmpty { report(.recorded(records)) }
    }

    /// What posts signals beside the run's own work, until it is cancelled.
    private func watches(
        stop: RunStop,
        leave: RunStop,
        post: @escaping @Sendable (Signal) -> Void
    ) -> [Task<Void, Never>] {
        [
            Task {
                await stop.pressed()
                if !Task.isCancelled { post(.stop) }
            },
            Task {
                await leave.pressed()
                if !Task.isCancelled { post(.leave) }
            },
            Task {
                for await _ in dependencies.looks() { if shared.asksForLook() { post(.look) } }
            },
        ]
    }

    // MARK: What is to be done

    private func take(_ signals: [Signal], _ part: inout RunPart) async -> [BulkRun.Action] {
        var events: [BulkRun.Event?] = []
        for signal in signals {
            switch signal {
            case .happened(let happened): events += happened
            case .look:
                shared.looks()
                events += await shared.look(&part, report) + [.looked]
            case .stop: events += [.stopped, await shared.stop()]
            case .leave: events.append(.leaving)
            }
        }
        return await apply(events, &part)
    }

    /// Applies events, and what follows from them at once; returns what is to be carried out.
    private func apply(_ events: [BulkRun.Event?], _ part: inout RunPart) async -> [BulkRun.Action] {
        var (next, begun) = (events.compactMap(\.self), [BulkRun.Action]())
        while !next.isEmpty {
            let actions = await takeIn(next, &part)
            for action in actions {
                switch action {
                case .ask, .send: break
                case .hold(let duration):
                    report(.holding(duration))
                    begun.append(action)
                case .finish(let reason): await finish(reason, &part)
                case .leave: part.isLeft = true
                }
            }
            let (taken, more) = await shared.take(actions, &part, report)
            begun += taken
            next = more
        }
        return begun
    }

    /// Applies events, all of them before anything is taken: what one of them would begin, another has perhaps taken away.
    private func takeIn(_ events: [BulkRun.Event], _ part: inout RunPart) async -> [BulkRun.Action] {
        var (queue, actions) = (events[...], [BulkRun.Action]())
        while let event = queue.popFirst() {
            if event == .held { report(.resumed) }
            if let index = event.index { part.ours.remove(index) }
            if let failed = await shared.note(event) { queue.append(failed) }
            actions += part.run.apply(event)
            for index in part.run.skipped { report(.ended(index, .skipped, .untried)) }
            if !part.run.skipped.isEmpty, let failed = await shared.skip(part.run.skipped) { queue.append(failed) }
        }
        return actions
    }

    /// Ends the run, unless others still have some of it; then what they did is taken in one last time.
    private func finish(_ reason: BulkRun.Ending, _ part: inout RunPart) async {
        part.ending = await shared.finish(reason)
        guard part.ending != nil else { return }
        for event in await shared.look(&part, report) { _ = part.run.apply(event) }
    }

    /// Carries out what was begun; returns the events that follow, or nil if there are none.
    private func carryOut(_ action: BulkRun.Action) async -> [BulkRun.Event]? {
        switch action {
        case .ask(let index):
            report(.began(index))
            return await ask(index)
        case .send(let index):
            report(.began(index))
            return await send(index)
        case .hold(let duration):
            // If it is cancelled, the run is over.
            try? await dependencies.timekeeper.sleep(for: duration)
            return [.held]
        case .finish, .leave: return nil
        }
    }
}

extension [RunItem] {
    /// What is written down of those that have ended.
    package var records: [Int: RunRecord] {
        reduce(into: [:]) { records, item in
            if case .ended(let record) = item.standing { records[item.place] = record }
        }
    }
}

/// What a process has of a run.
struct RunPart: Sendable {
    var run: BulkRun
    /// The accounts that are under way here, until what came of them is taken in.
    var ours: Set<Int> = []
    var ending: BulkRun.Ending?
    var isLeft = false
    var isOver: Bool { ending != nil || isLeft }

    init(_ run: BulkRun) { self.run = run }
}

extension BulkRun.Event {
    /// The account that is no longer under way in this process.
    fileprivate var index: Int? {
        switch self {
        case .ended(let index, _), .unreachable(let index, _), .quarantined(let index, _), .unbegun(let index),
            .full(let index), .heldElsewhere(let index, _):
            index
        case .started, .held, .stopped, .elsewhere, .endedElsewhere, .freed, .looked, .shared, .over, .storeFailed,
            .leaving:
            nil
        }
    }
}
