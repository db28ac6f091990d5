package import Accounts
import FoundationEssentials
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: RunStore {
    package func begin(_ run: NewRun, at moment: Moment) async throws(StoreFailure) -> RunID {
        try await write { database in
            try database.insert(try run.values(at: moment), into: .runs)
            let id = RunID(rawValue: Int(database.lastInsertedRowID))
            try database.insertItems(of: run, id)
            return id
        }
    }

    package func runs(limit: Int) async throws(StoreFailure) -> [StoredRun] {
        let owner = owner
        return try await read { database in
            try StoredRun.fetch(database, "ORDER BY number DESC LIMIT $1", [limit], isAlive: owner.isAlive)
        }
    }

    package func openRuns() async throws(StoreFailure) -> [StoredRun] {
        let owner = owner
        return try await read { database in
            try StoredRun.fetch(database, "WHERE ending IS NULL ORDER BY number", [], isAlive: owner.isAlive)
        }
    }

    package func run(_ id: RunID) async throws(StoreFailure) -> StoredRun? {
        let owner = owner
        return try await read { try Self.run($0, id, owner) }
    }

    private static func run(_ database: Database, _ id: RunID, _ owner: Owner) throws -> StoredRun? {
        try StoredRun.fetch(database, "WHERE number = $1", [id.rawValue], isAlive: owner.isAlive).first
    }

    package func changes(of id: RunID, after version: Int) async throws(StoreFailure) -> RunChanges? {
        let owner = owner
        return try await read { database in
            guard let run = try Self.run(database, id, owner) else { return nil }
            let items = try database.map(
                .runItems,
                "SELECT * FROM run_items WHERE run = $1 AND ($2 = 0 OR version > $2) ORDER BY place",
                [id.rawValue, version]
            ) { try RunItem(row: $0, owners: [owner.name]) }
            return RunChanges(run: run, items: items, version: try database.version())
        }
    }

    package func take(
        _ places: [Int],
        of id: RunID,
        within limits: RunLimits,
        at moment: Moment
    ) async throws(StoreFailure) -> TakeVerdict {
        try owner.hold()
        let owner = owner
        return try await write { database in
            guard let run = try Self.run(database, id, owner) else {
                throw StoreFailure.misused(reason: "run \(id.rawValue)")
            }
            guard run.stop == nil, !run.isOver else { return .over(run) }
            let pace = try Pace.fetch(database, run.system)
            let hold = pace.hold(at: moment)
            guard hold == .zero else { return .holding(hold) }
            let most = pace.isHeld ? 1 : limits.inFlight
            let room = most - (try database.countTaken(on: run.system, isAlive: owner.isAlive))
            guard room > 0 else { return .taken([]) }
            let found = try database.map(
                .runItems,
                """
                SELECT run_items.place FROM json_each($1) AS wanted
                    CROSS JOIN run_items ON run_items.run = $2 AND run_items.place = wanted.value
                WHERE owner IS NULL AND result IS NULL ORDER BY wanted.key LIMIT $3
                """,
                [try places.once.json(), id.rawValue, room]
            ) { try $0.number("place") }
            guard !found.isEmpty else { return .taken([]) }
            try database.execute(
                sql: """
                    UPDATE run_items SET owner = ?1, version = (SELECT changes + 1 FROM workspace)
                    WHERE run = ?2 AND place IN (SELECT value FROM json_each(?3))
                    """,
                arguments: [owner.name, id.rawValue, try found.json()]
            )
            return .taken(found)
        }
    }

    package func giveBack(_ place: Int, of id: RunID) async throws(StoreFailure) {
        let owner = owner.name
        try await write { database in
            try database.execute(
                sql: """
                    UPDATE run_items SET owner = NULL, version = (SELECT changes + 1 FROM workspace)
                    WHERE run = ? AND place = ? AND owner = ?
                    """,
                arguments: [id.rawValue, place, owner]
            )
        }
    }

    package func end(_ records: [Int: RunRecord], of id: RunID) async throws(StoreFailure) {
        let owner = owner.name
        try await write { try $0.endItems(records, of: id, owner: owner) }
    }

    package func finish(
        _ id: RunID,
        _ ending: BulkRun.Ending,
        at moment: Moment
    ) async throws(StoreFailure) -> StoredRun? {
        let owner = owner
        return try await write { database in
            try database.execute(
                sql: """
                    UPDATE runs SET ending = ?1, ended = ?2 WHERE number = ?3 AND ending IS NULL
                        AND NOT EXISTS (SELECT 1 FROM run_items WHERE owner IS NOT NULL AND run = ?3)
                    """,
                arguments: [try ending.stored.json(), moment.wall.timeIntervalSinceReferenceDate, id.rawValue]
            )
            return try Self.run(database, id, owner)
        }
    }

    // MARK: A vendor's limits

    package func reserveTurn(
        on system: SystemName,
        every interval: Duration,
        longest: Duration,
        at moment: Moment
    ) async throws(StoreFailure) -> Duration? {
        guard interval > .zero else {
            // There is nothing to reserve, and only the vendor can have asked to wait.
            let wait = try await read { try Pace.fetch($0, system).wait(at: moment) }
            return wait <= longest ? wait : nil
        }
        return try await write { database in
            var pace = try Pace.fetch(database, system)
            let wait = pace.wait(at: moment)
            guard wait <= longest else { return nil }
            pace.setTurn(in: wait + interval, at: moment)
            try pace.put(database)
            return wait
        }
    }

    package func holdOff(_ system: SystemName, for time: Duration, at moment: Moment) async throws(StoreFailure) {
        try await changePace(of: system) { $0.setTurn(in: max(time, $0.wait(at: moment)), at: moment) }
    }

    package func hold(_ system: SystemName, for time: Duration, at moment: Moment) async throws(StoreFailure) {
        try await changePace(of: system) { $0.setHold(for: max(time, $0.hold(at: moment)), at: moment) }
    }

    package func hold(on system: SystemName, at moment: Moment) async throws(StoreFailure) -> Duration {
        try await read { try Pace.fetch($0, system).hold(at: moment) }
    }

    package func release(_ system: SystemName) async throws(StoreFailure) {
        // Said after each answer of the vendor: most of the time there is nothing to write.
        guard try await read({ try Pace.fetch($0, system).isHeld }) else { return }
        try await changePace(of: system) { $0.release() }
    }

    private func changePace(
        of system: SystemName,
        _ change: @escaping @Sendable (inout Pace) -> Void
    ) async throws(StoreFailure) {
        try await write { database in
            var pace = try Pace.fetch(database, system)
            change(&pace)
            try pace.put(database)
        }
    }
}
