package import Accounts
package import FoundationEssentials
package import Synchronizing

/// Bulk runs, their items, and the limits of a vendor.
extension Contents {
    /// A run with its items.
    package struct Run: Hashable, Sendable {
        package var id: RunID
        package var new: NewRun
        package var begun: Date
        package var stop: StoredRun.Stop?
        package var ending: BulkRun.Ending?
        package var ended: Date?
        package var items: [Item]
    }

    package struct Item: Hashable, Sendable {
        package var account: AccountID
        /// The process that has taken it.
        package var owner: String?
        package var record: RunRecord?
        /// The workspace's version at which it changed last.
        package var version: Int
    }

    /// When the next request to a system may begin, and until when nothing may be taken.
    package struct Pace: Hashable, Sendable {
        package var next: Moment?
        package var held: Moment?
    }

    func place(of id: RunID) -> Int? { runs.firstIndex { $0.id == id } }

    func stored(_ run: Run) -> StoredRun {
        let holders = run.items.compactMap(\.owner)
        return StoredRun(
            id: run.id,
            system: run.new.system,
            hash: run.new.hash,
            size: run.items.count,
            limits: run.new.limits,
            by: run.new.by,
            begun: run.begun,
            isDetached: run.new.isDetached,
            retryOf: run.new.retryOf,
            stop: run.stop,
            ending: run.ending,
            ended: run.ended,
            counts: run.items.reduce(into: [:]) { counts, item in
                if let record = item.record { counts[record.result, default: 0] += 1 }
            },
            underWay: holders.count,
            workers: owners.intersection(holders).count
        )
    }

    mutating func begin(_ run: NewRun, at moment: Moment) -> RunID {
        let id = RunID(rawValue: runs.count + 1)
        let items = run.accounts.enumerated()
            .map { Item(account: $0.element, record: run.records[$0.offset], version: changes + 1) }
        runs.append(Run(id: id, new: run, begun: moment.wall, items: items))
        return id
    }

    func changes(of id: RunID, after version: Int, for owner: String) -> RunChanges? {
        guard let run = runs.first(where: { $0.id == id }) else { return nil }
        let items = run.items.enumerated().filter { version == 0 || $0.element.version > version }
            .map { place, item in
                let held = item.owner.map { RunItem.Standing.taken(isOurs: $0 == owner) }
                return RunItem(
                    place: place,
                    account: item.account,
                    standing: item.record.map(RunItem.Standing.ended) ?? held ?? .free
                )
            }
        return RunChanges(run: stored(run), items: items, version: changes)
    }

    func placesSent(of id: RunID) -> Set<Int> {
        guard let run = runs.first(where: { $0.id == id }) else { return [] }
        let places = run.items.indices.filter { place in
            let item = run.items[place]
            guard item.owner != nil, let link = link(item.account, run.new.system) else { return false }
            return !RunItem.isStillToBeSent(link.state)
        }
        return Set(places)
    }

    mutating func take(
        _ places: [Int],
        of id: RunID,
        within limits: RunLimits,
        at moment: Moment,
        owner: String
    ) throws(StoreFailure) -> TakeVerdict {
        guard let run = place(of: id) else { throw .misused(reason: "no such run") }
        let system = runs[run].new.system
        guard runs[run].ending == nil, runs[run].stop == nil else { return .over(stored(runs[run])) }
        let held = paces[system]?.held
        if let left = held.flatMap({ left(until: $0, at: moment) }) { return .holding(left) }
        let taken = runs.filter { $0.new.system == system }.flatMap(\.items)
            .count { $0.owner.map(owners.contains) ?? false }
        var room = (held == nil ? limits.inFlight : 1) - taken
        var found: [Int] = []
        for place in places where room > 0 && runs[run].items.indices.contains(place) {
            guard runs[run].items[place].owner == nil, runs[run].items[place].record == nil else { continue }
            (runs[run].items[place].owner, runs[run].items[place].version) = (owner, changes + 1)
            found.append(place)
            room -= 1
        }
        return .taken(found)
    }

    mutating func giveBack(_ place: Int, of id: RunID, owner: String) {
        guard let run = self.place(of: id), runs[run].items.indices.contains(place),
            runs[run].items[place].owner == owner
        else { return }
        (runs[run].items[place].owner, runs[run].items[place].version) = (nil, changes + 1)
    }

    mutating func end(_ records: [Int: RunRecord], of id: RunID, owner: String) {
        guard let run = place(of: id) else { return }
        for (place, record) in records where runs[run].items.indices.contains(place) {
            let item = runs[run].items[place]
            guard item.record == nil, item.owner == nil || item.owner == owner else { continue }
            runs[run].items[place] = Item(account: item.account, record: record, version: changes + 1)
        }
    }

    mutating func stop(_ id: RunID, by: String, at moment: Moment) {
        guard let run = place(of: id), runs[run].stop == nil, runs[run].ending == nil else { return }
        runs[run].stop = StoredRun.Stop(by: by, at: moment.wall)
    }

    mutating func finish(_ id: RunID, _ ending: BulkRun.Ending, at moment: Moment) -> StoredRun? {
        guard let run = place(of: id) else { return nil }
        if runs[run].ending == nil, runs[run].items.allSatisfy({ $0.owner == nil }) {
            (runs[run].ending, runs[run].ended) = (ending, moment.wall)
        }
        return stored(runs[run])
    }

    /// Frees what the dead had taken; what is in doubt has ended.
    mutating func freeItems(at moment: Moment, by: String) {
        for run in runs.indices {
            for place in runs[run].items.indices {
                var item = runs[run].items[place]
                guard let owner = item.owner, !owners.contains(owner) else { continue }
                (item.owner, item.version) = (nil, changes + 1)
                if let link = link(item.account, runs[run].new.system), link.state == .inDoubt {
                    item.record = RunRecord(
                        .inDoubt,
                        reason: link.reason,
                        at: moment.wall,
                        by: by,
                        counts: link.changed >= runs[run].begun
                    )
                }
                runs[run].items[place] = item
            }
        }
    }

    // MARK: A vendor's limits

    mutating func reserveTurn(
        on system: SystemName,
        every interval: Duration,
        longest: Duration,
        at moment: Moment
    ) -> Duration? {
        let wait = paces[system]?.next.flatMap { left(until: $0, at: moment) } ?? .zero
        guard wait <= longest else { return nil }
        if interval > .zero { paces[system, default: Pace()].next = moment + (wait + interval) }
        return wait
    }

    mutating func holdOff(_ system: SystemName, for time: Duration, at moment: Moment) {
        let wait = paces[system]?.next.flatMap { left(until: $0, at: moment) } ?? .zero
        paces[system, default: Pace()].next = moment + max(wait, time)
    }

    mutating func hold(_ system: SystemName, for time: Duration, at moment: Moment) {
        let wait = paces[system]?.held.flatMap { left(until: $0, at: moment) } ?? .zero
        paces[system, default: Pace()].held = moment + max(wait, time)
    }

    func hold(on system: SystemName, at moment: Moment) -> Duration {
        paces[system]?.held.flatMap { left(until: $0, at: moment) } ?? .zero
    }

    mutating func release(_ system: SystemName) { paces[system]?.held = nil }

    /// The time until a moment; nil once it is over, or after a reboot.
    private func left(until end: Moment, at moment: Moment) -> Duration? {
        guard end.boot == moment.boot, end.uptime > moment.uptime else { return nil }
        return end.uptime - moment.uptime
    }
}
