package import AccountFiles
import AccountStore
package import Accounts
package import FoundationEssentials
import Pulling
import Synchronizing

extension Workspace {
    /// Reads the BSS's accounts and takes them in, in one transaction.
    package func pull(
        _ wish: PullWish = PullWish(),
        now: Date = Date(),
        watch: PullWatch = PullWatch()
    ) async throws(PullFailure) -> Pulled {
        guard seesAll else { throw .store(.server(path: location.shown, .scope)) }
        let connected: BSSConnection?
        let state: PullState
        let mine: StageFile?
        do throws(StoreFailure) {
            (connected, state) = (try await bss.bss(), try await bss.pullState())
            mine = connected == nil ? nil : try StageFile(directory: location.path, of: wish.stage)
        } catch {
            throw .store(error)
        }
        guard let connection = connected else { throw .notConnected }
        guard let stage = mine else { throw .underWay }
        let read = try await read(wish, state, connection, into: stage, now: now, watch: watch)
        let (taken, next) = try await takeIn(read, wish, state, connection, from: stage, watch: watch)
        var pulled = taken
        guard !wish.isDryRun, pulled.plan.held == nil else { return pulled }
        if read.reading.began < now, !wish.letsThrough {
            // What a pull had read that was cut off may be old by now.
            let since = try await self.read(PullWish(), next, connection, into: stage, now: now, watch: watch)
            let (changes, _) = try await takeIn(since, PullWish(), next, connection, from: stage, watch: watch)
            pulled = pulled.followed(by: changes)
        }
        guard connection.verifiesByOrders, pulled.plan.held == nil else { return pulled }
        do throws(StoreFailure) {
            pulled.verified = try await verify(VerifyWish(most: Self.mostPerPull), by: connection, watch: watch)
        } catch {
            throw .store(error)
        }
        return pulled
    }

    private func read(
        _ wish: PullWish,
        _ state: PullState,
        _ connection: BSSConnection,
        into stage: StageFile,
        now: Date,
        watch: PullWatch
    ) async throws(PullFailure) -> Pull.Read {
        do {
            if wish.letsThrough {
                // What another machine holds waits there; a pull that did not end may have taken its place.
                guard state.held != nil, let held = try stage.ended(connection.identity) else {
                    throw PullFailure.nothingHeld
                }
                return held
            }
            if state.held == nil, let left = try stage.ended(connection.identity), left.isOfUse(state, wish, at: now) {
                return left
            }
            let reader = try reader(of: connection, onWait: watch.waiting)
            return try await Pull(
                reader,
                into: stage,
                members: connection.members,
                unless: watch.isStopped,
                watch.reading
            )
            .run(state, of: connection, all: wish.all || state.isCompleteReadDue(at: now), now: now)
        } catch let problem as BSSProblem {
            throw .bss(problem, connection)
        } catch let failure as StoreFailure {
            throw .store(failure)
        } catch let failure as PullFailure {
            throw failure
        } catch Pull.Failure.bss(let problem) {
            throw .bss(problem, connection)
        } catch Pull.Failure.store(let failure) {
            throw .store(failure)
        } catch {
            throw .stopped
        }
    }

    private func takeIn(
        _ read: Pull.Read,
        _ wish: PullWish,
        _ state: PullState,
        _ connection: BSSConnection,
        from stage: StageFile,
        watch: PullWatch
    ) async throws(PullFailure) -> (Pulled, PullState) {
        var next = state
        next.take(read)
        do {
            let rows = try StagedRows(
                stage,
                members: connection.members,
                isCompleteRead: read.isComplete,
                asOf: read.reading.began,
                watch: ImportWatch(unless: watch.isStopped, watch.importing)
            )
            let limits = wish.letsThrough && !wish.isDryRun ? nil : connection.limits
            let plan =
                wish.isDryRun
                ? try await planImport(of: rows, limits: limits, now: read.reading.began)
                : try await Self.importing(
                    rows,
                    named: connection.name,
                    into: accounts,
                    limits: limits,
                    keeping: next,
                    now: read.reading.began
                )
            guard let plan else { throw PullFailure.stopped }
            let pulled = Pulled(
                connection: connection,
                plan: plan,
                rows: try stage.count(),
                wasForAll: read.reading.kind == .all,
                isComplete: read.isComplete,
                asOf: read.reading.began
            )
            if wish.letsThrough && wish.isDryRun {
                // What is held was looked at, and still waits.
            } else if plan.held == nil || wish.isDryRun {
                try stage.clear()
            } else {
                var held = state
                held.held = plan.held.map {
                    PullState.Held(
                        at: read.reading.began,
                        counts: Dictionary($0.parts.map { ($0.kind.rawValue, $0.count) }, uniquingKeysWith: max)
                    )
                }
                try await bss.setPullState(held)
            }
            return (pulled, next)
        } catch let failure as StoreFailure {
            throw .store(failure)
        } catch let failure as PullFailure {
            throw failure
        } catch {
            throw .store(.misused(reason: "\(error)"))
        }
    }
}

extension PullWish {
    /// A dry run leaves alone what waits to be taken in or let through, and may look at it.
    fileprivate var stage: StageFile.Kind { isDryRun && !letsThrough ? .dryRun : .pull }
}

extension BSSConnection {
    /// What a pull may change without a person having looked at it.
    package var limits: SurpriseLimits {
        let usual = SurpriseLimits()
        return SurpriseLimits(accounts: mostAccounts ?? usual.accounts, percent: mostPercent ?? usual.percent)
    }
}

extension Pull.Read {
    /// Whether it was read, and not taken in because the process ended.
    fileprivate func isOfUse(_ state: PullState, _ wish: PullWish, at now: Date) -> Bool {
        guard reading.kind == .all || !wish.all, state.pulled.map({ $0 < reading.began }) ?? true else { return false }
        return (0...Reading.longestPause).contains(now.timeIntervalSince(reading.began))
    }
}

extension PullState {
    /// How far the BSS is read once this has been taken in.
    mutating func take(_ read: Pull.Read) {
        watermark = [watermark, read.reading.greatest].compactMap(\.self).max()
        pulled = read.reading.began
        if read.isComplete { complete = read.reading.began }
        filtersByUpdate = read.filtersByUpdate ?? filtersByUpdate
        held = nil
    }
}
