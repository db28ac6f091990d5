import Accounts

/// What a bulk run does for one account.
extension BulkRunner {
    // MARK: What an earlier run left in doubt

    func ask(_ index: Int) async -> [BulkRun.Event] {
        let item = plan.items[index]
        do {
            guard await turn(of: index) else { return await unbegun(index) }
            let earlier = try await synchronizer.resolveEarlier(item.id, on: system) { [pacer] in
                await pacer.begin(if: $0)
            }
            guard let (open, resolved) = earlier else {
                return await end(index, .blocked, .differs([.state]))
            }
            if case .stillInDoubt(_, _, .unreachable(.circuitOpen(let wait))) = resolved {
                return [.unreachable(index, wait)]
            }
            if let link = resolved.synchronized, let ended = try await differing(link, item) {
                return await end(index, .blocked, ended)
            }
            return await end(index, resolved.result, .resolved(open, resolved))
        } catch {
            return await end(index, .storeFailed, .untried)
        }
    }

    private func turn(of index: Int) async -> Bool {
        await pacer.turn { [report] in report(.awaitsTurn(index, $0, isReserved: $1)) }
    }

    // MARK: What is sent

    func send(_ index: Int) async -> [BulkRun.Event] {
        let item = plan.items[index]
        do {
            let reading = await portions?.readAgain(item.id) { [report] in report(.progressed(index, .rereading)) }
            let form: SyncForm
            switch try await dependencies.form(of: item, on: system.name) {
            case .ready(let ready): form = ready
            case .differs(let differences): return await end(index, .blocked, .differs(differences))
            }
            if case .unread(let asOf)? = reading { report(.unread(index, asOf: asOf)) }
            let conclusion = await conclude(form, item, index)
            if case .throttledAndStopped = conclusion, await pacer.isLeaving {
                // Others go on with the run, and send it once the vendor lets them.
                return await unbegun(index)
            }
            if let event = conclusion.haltsRun(at: index) {
                return event == .unbegun(index) ? await unbegun(index) : [event]
            }
            if let link = conclusion.synchronizedByOthers, let ended = try await differing(link, item) {
                return await end(index, .blocked, ended)
            }
            return await end(index, conclusion.result, .concluded(form, conclusion))
        } catch {
            return await end(index, .storeFailed, .untried)
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
            pace: { await turn(of: index) },
            begins: { await pacer.begin(if: $0) },
            rests: { await pacer.rest($0) }
        )
        let conclusion = await synchronizer.conclude(beginning, adopts: item.adopts)
        switch conclusion {
        case .throttled(let after), .throttledAndStopped(let after): await pacer.holdOff(after ?? .seconds(60))
        default: break
        }
        return conclusion
    }

    /// Its outcome is in the journal by now, if it was sent; only then is it written into the run.
    private func end(_ index: Int, _ result: BulkRun.Result, _ ended: RunReport.Ended) async -> [BulkRun.Event] {
        report(.ended(index, result, ended))
        let failed = await shared.end(index, result, ended)
        return [.ended(index, result)] + [failed].compactMap(\.self)
    }

    /// Its turn did not come: the run ends, or the turns cannot be had.
    private func unbegun(_ index: Int) async -> [BulkRun.Event] {
        await pacer.failure == nil ? [.unbegun(index)] : [.storeFailed, .unbegun(index)]
    }
}
