package import Accounts
package import Synchronizing

extension MemoryStore: RunStore {
    package func begin(_ run: NewRun, at moment: Moment) throws(StoreFailure) -> RunID {
        try write(.run) { $0.begin(run, at: moment) }
    }

    package func runs(limit: Int) throws(StoreFailure) -> [StoredRun] {
        try disk.transaction { contents in contents.runs.reversed().prefix(limit).map(contents.stored) }
    }

    package func openRuns() throws(StoreFailure) -> [StoredRun] {
        try disk.transaction { contents in contents.runs.map(contents.stored).filter { !$0.isOver } }
    }

    package func run(_ id: RunID) throws(StoreFailure) -> StoredRun? {
        try disk.transaction { contents in contents.place(of: id).map { contents.stored(contents.runs[$0]) } }
    }

    package func plan(of id: RunID) throws(StoreFailure) -> String? {
        try disk.transaction { contents in contents.place(of: id).map { contents.runs[$0].new.plan } }
    }

    package func changes(of id: RunID, after version: Int) throws(StoreFailure) -> RunChanges? {
        try disk.transaction { $0.changes(of: id, after: version, for: owner) }
    }

    package func placesSent(of id: RunID) throws(StoreFailure) -> Set<Int> {
        try disk.transaction { contents in contents.placesSent(of: id) }
    }

    package func take(
        _ places: [Int],
        of id: RunID,
        within limits: RunLimits,
        at moment: Moment
    ) throws(StoreFailure) -> TakeVerdict {
        try write(.run) { contents throws(StoreFailure) in
            try contents.take(places, of: id, within: limits, at: moment, owner: owner)
        }
    }

    package func giveBack(_ place: Int, of id: RunID) throws(StoreFailure) {
        try write(.run) { $0.giveBack(place, of: id, owner: owner) }
    }

    package func end(_ records: [Int: RunRecord], of id: RunID) throws(StoreFailure) {
        try write(.run) { $0.end(records, of: id, owner: owner) }
    }

    package func stop(_ id: RunID, by: String, at moment: Moment) throws(StoreFailure) {
        try write(.run) { $0.stop(id, by: by, at: moment) }
    }

    package func finish(
        _ id: RunID,
        _ ending: BulkRun.Ending,
        at moment: Moment
    ) throws(StoreFailure) -> StoredRun? {
        try write(.run) { $0.finish(id, ending, at: moment) }
    }

    package func reserveTurn(
        on system: SystemName,
        every interval: Duration,
        longest: Duration,
        at moment: Moment
    ) throws(StoreFailure) -> Duration? {
        try write(.turn) { $0.reserveTurn(on: system, every: interval, longest: longest, at: moment) }
    }

    package func holdOff(_ system: SystemName, for time: Duration, at moment: Moment) throws(StoreFailure) {
        try write(.turn) { $0.holdOff(system, for: time, at: moment) }
    }

    package func hold(_ system: SystemName, for time: Duration, at moment: Moment) throws(StoreFailure) {
        try write(.turn) { $0.hold(system, for: time, at: moment) }
    }

    package func hold(on system: SystemName, at moment: Moment) throws(StoreFailure) -> Duration {
        try disk.transaction { contents in contents.hold(on: system, at: moment) }
    }

    package func release(_ system: SystemName) throws(StoreFailure) { try write(.turn) { $0.release(system) } }
}
