import Accounts

/// Executes a bulk run: begins what `BulkRun` asks for, with its concurrency, and reports what happens.
struct BulkRunner: Sendable {
    let synchronizer: Synchronizer
    let dependencies: Dependencies
    let plan: Plan
    let system: ProvisioningSystem
    /// One client for the whole run, so that secrets are read only once.
    let vendor: any ServiceManager
    /// The accounts that were synchronized with values other than the plan's when the run began.
    let otherwise: [AccountID: RunReport.Ended]
    let pacer: Pacer
    /// Reads the accounts again before they are sent; nil if they come from nowhere that could be read.
    let portions: RereadPortions?
    let report: @Sendable (RunReport) -> Void

    func execute(_ run: BulkRun, stop: RunStop) async -> (run: BulkRun, ending: BulkRun.Ending) {
        var run = run
        var ending: BulkRun.Ending?
        let (events, post) = AsyncStream.makeStream(of: BulkRun.Event.self)
        // Accounts synchronized with other values end at once, but with a report, so that its reader learns why.
        report(.started(zip(plan.items, run.standings).map { otherwise[$0.id] == nil ? $1 : .waiting }))
        for (index, item) in plan.items.enumerated() {
            if let ended = otherwise[item.id] { report(.ended(index, .blocked, ended)) }
        }
        let stopping = Task {
            await stop.pressed()
            post.yield(.stopped)
        }
        defer { stopping.cancel() }
        await withDiscardingTaskGroup { group in
            post.yield(.started)
            for await event in events {
                if event == .held { report(.resumed) }
                let actions = run.apply(event)
                for index in run.skipped { report(.ended(index, .skipped, .untried)) }
                for action in actions {
                    switch action {
                    case .ask(let index):
                        report(.began(index))
                        group.addTask { post.yield(await ask(index)) }
                    case .send(let index):
                        report(.began(index))
                        group.addTask { post.yield(await send(index)) }
                    case .hold(let duration):
                        report(.holding(duration))
                        group.addTask {
                            // If it is cancelled, the run is over.
                            try? await dependencies.timekeeper.sleep(for: duration)
                            post.yield(.held)
                        }
                    case .finish(let reason): ending = reason
                    }
                }
                if ending != nil { break }
                if run.isEnding { await pacer.stop() }
            }
            // Nobody waits for the hold any longer.
            group.cancelAll()
        }
        let reason = ending ?? .stopped
        report(.finished(reason))
        return (run, reason)
    }

    // MARK: What an earlier run left in doubt

    private func ask(_ index: Int) async -> BulkRun.Event {
        let item = plan.items[index]
        do {
            guard await pacer.turn() else { return .unbegun(index) }
            guard let (open, resolved) = try await synchronizer.resolveEarlier(item.id, on: system) else {
                return end(index, .blocked, .differs([.state]))
            }
            if case .stillInDoubt(_, _, .unreachable(.circuitOpen(let wait))) = resolved {
                return .unreachable(index, wait)
            }
            if let link = resolved.synchronized, let ended = try await differing(link, item) {
                return end(index, .blocked, ended)
            }
            return end(index, resolved.result, .resolved(open, resolved))
        } catch {
            return end(index, .storeFailed, .untried)
        }
    }

    // MARK: What is sent

    private func send(_ index: Int) async -> BulkRun.Event {
        let item = plan.items[index]
        do {
            let reading = await portions?.readAgain(item.id) { [report] in report(.progressed(index, .rereading)) }
            let form: SyncForm
            switch try await dependencies.form(of: item, on: system.name) {
            case .ready(let ready): form = ready
            case .differs(let differences): return end(index, .blocked, .differs(differences))
            }
            if case .unread(let asOf)? = reading { report(.unread(index, asOf: asOf)) }
            let conclusion = await conclude(form, item, index)
            if let event = conclusion.haltsRun(at: index) { return event }
            if let link = conclusion.synchronizedByOthers, let ended = try await differing(link, item) {
                return end(index, .blocked, ended)
            }
            return end(index, conclusion.result, .concluded(form, conclusion))
        } catch {
            return end(index, .storeFailed, .untried)
        }
    }

    /// The ending of an item that somebody synchronized with values other than the plan's; nil if they are the same.
    private func differing(_ link: Link, _ item: Plan.Item) async throws(StoreFailure) -> RunReport.Ended? {
        guard let definitions = try await dependencies.registry.definitions(of: system.name) else { return nil }
        let differences = try await dependencies.differences(of: item, from: link, by: definitions)
        return differences.isEmpty ? nil : .otherwise(link, differences)
    }

    private func conclude(_ form: SyncForm, _ item: Plan.Item, _ index: Int) async -> Conclusion {
        let (report, pacer) = (report, pacer)
        let beginning = await synchronizer.begin(
            form,
            allowsStorefront: item.allowsStorefront,
            vendor: vendor,
            readsAgain: false,
            progress: { report(.progressed(index, $0)) },
            pace: { await pacer.turn() }
        )
        let conclusion = await synchronizer.conclude(beginning, adopts: item.adopts)
        if case .throttled(let after) = conclusion { await pacer.holdOff(after ?? .seconds(60)) }
        return conclusion
    }

    private func end(_ index: Int, _ result: BulkRun.Result, _ ended: RunReport.Ended) -> BulkRun.Event {
        report(.ended(index, result, ended))
        return .ended(index, result)
    }
}
