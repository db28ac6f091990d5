package import Accounts
import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: RunStore {
    package func begin(_ run: NewRun, at moment: Moment) async throws(StoreFailure) -> RunID {
        try await write { try $0.begin(run, at: moment) }
    }

    package func runs(limit: Int) async throws(StoreFailure) -> [StoredRun] {
        try await read { try StoredRun.fetch($0, "ORDER BY number DESC LIMIT $1::bigint", [limit]) }
    }

    package func openRuns() async throws(StoreFailure) -> [StoredRun] {
        try await read { try StoredRun.fetch($0, "WHERE ending IS NULL ORDER BY number", []) }
    }

    package func run(_ id: RunID) async throws(StoreFailure) -> StoredRun? {
        try await read { try StoredRun.fetch($0, id) }
    }

    package func changes(of id: RunID, after version: Int) async throws(StoreFailure) -> RunChanges? {
        let owners = lease.names
        return try await read(isRoutine: true) { session in
            try session.foresee {
                try StoredRun.ask(session, id)
                try session.eachItem(of: id, after: version) { _ in }
                _ = try session.first(.workspace)
            }
            guard let run = try StoredRun.fetch(session, id) else { return nil }
            var items: [RunItem] = []
            try session.eachItem(of: id, after: version) { items.append(try RunItem(row: $0, owners: owners)) }
            return RunChanges(run: run, items: items, version: try session.version())
        }
    }

    package func take(
        _ places: [Int],
        of id: RunID,
        within limits: RunLimits,
        at moment: Moment
    ) async throws(StoreFailure) -> TakeVerdict {
        let (lease, hints) = (lease, hints)
        let system = hints.system(of: id)
        // A process that was stopped in the middle of this is ended by the server after 10 s, and must not end the run.
        let isPatient: @Sendable (Session) throws -> Void = {
            try $0.runLater("SET LOCAL lock_timeout = '12s'", counts: false)
        }
        let body: @Sendable (Session) throws -> (TakeVerdict, String) = { session in
            if system == nil { try isPatient(session) }
            let owner = try lease.hold(session)
            guard let run = try session.openRun(id) else { throw StoreFailure.misused(reason: "run \(id.rawValue)") }
            if system == nil { try session.makeHold(on: run.system) }
            hints.keep(run.system, of: id)
            return (try session.take(places, of: id, run, within: limits, owner: owner), owner)
        }
        let (verdict, owner) =
            if let system {
                try await writeJointly(
                    // The room is that of a system, over all runs.
                    about: .init(decided: ["room at \(system)"]),
                    JointWrites.Steps(
                        asksFirst: { session in try session.foresee { _ = try lease.isHeld(session) } },
                        asksLast: { session in
                            try isPatient(session)
                            try session.foreseeTaking(of: id, on: system)
                        }
                    ),
                    body
                )
            } else {
                try await write(isRoutine: true, body)
            }
        lease.entered(owner)
        return verdict
    }

    package func giveBack(_ place: Int, of id: RunID) async throws(StoreFailure) {
        let owners = lease.names
        try await write(isRoutine: true) { session in
            _ = try session.run(
                """
                UPDATE run_items SET owner = NULL, written_in = pg_current_xact_id()
                WHERE run = $1::bigint AND place = $2::bigint AND owner = ANY($3::text[])
                """,
                [id, place, ArrayValue(owners)]
            )
        }
    }

    package func end(_ records: [Int: RunRecord], of id: RunID) async throws(StoreFailure) {
        // Under an earlier name, too: what came of an item is welcome however late it is known.
        let owners = lease.names
        // Items are decided about by whoever has them, and locked behind the accounts.
        // Those of several calls are one statement.
        let items = records.keys.map { "item \($0) of \(id.rawValue)" }
        try await writeJointly(about: .init(decided: Set(items))) { $0.endLater(records, of: id, owners: owners) }
    }

    package func finish(
        _ id: RunID,
        _ ending: BulkRun.Ending,
        at moment: Moment
    ) async throws(StoreFailure) -> StoredRun? {
        try await write { session in
            // Whoever is just taking items is waited for, and seen by the next statement.
            let lines = "SELECT 1 FROM runs WHERE number = $1::bigint AND ending IS NULL \(Lock.own.rawValue)"
            if try session.run(lines, [id]).count > 0, try session.count(Self.taken, [id]) == 0 {
                try session.run(
                    "UPDATE runs SET ending = $1, ended = $2::float8 WHERE number = $3::bigint",
                    [try ending.stored.json(), moment.wall.timeIntervalSinceReferenceDate, id]
                )
            }
            return try StoredRun.fetch(session, id)
        }
    }

    private static let taken = "SELECT count(*) FROM run_items WHERE run = $1::bigint AND owner IS NOT NULL"

    // MARK: A vendor's limits, on the server's clock

    package func reserveTurn(
        on system: SystemName,
        every interval: Duration,
        longest: Duration,
        at moment: Moment
    ) async throws(StoreFailure) -> Duration? {
        guard interval > .zero else {
            // There is nothing to reserve, and only the vendor can have asked to wait.
            let wait = try await read { session in
                try session.run("SELECT \(Self.wait) AS wait FROM paces WHERE system = $1", [system]).first?.integer
            }
            let left = Duration.microseconds(max(0, wait ?? 0))
            return left <= longest ? left : nil
        }
        return try await writeQuietly { session in
            // What is returned is the turn after this one; nothing is returned, and changed, if the wait is too long.
            let wait = try session
                .run(
                    """
                    INSERT INTO paces (system, next_turn)
                    VALUES ($1, clock_timestamp() + make_interval(secs => $2::float8))
                    ON CONFLICT (system) DO UPDATE
                        SET next_turn = greatest(paces.next_turn, clock_timestamp()) + make_interval(secs => $2::float8)
                        WHERE paces.next_turn <= clock_timestamp() + make_interval(secs => $3::float8)
                    RETURNING \(Self.wait) - round($2::float8 * 1e6)::bigint AS wait
                    """,
                    [system, interval.seconds, longest.seconds]
                )
                .first?
                .integer
            return wait.map { .microseconds(max(0, $0)) }
        }
    }

    package func begins(
        on system: SystemName,
        every interval: Duration,
        at moment: Moment
    ) async throws(StoreFailure) -> Duration {
        guard interval > .zero else { return .zero }
        // Not behind what this process writes.
        let line = lease.line
        return try await told { try await line.use { try $0.writeQuietly(Self.begin(on: system, every: interval)) } }
    }

    private static func begin(on system: SystemName, every interval: Duration) -> (Session) throws -> Duration {
        { session in
            // A time that is far off is from before the server's clock was put back.
            let wait = try session
                .run(
                    """
                    UPDATE paces SET began = CASE WHEN began > clock_timestamp() + make_interval(secs => 600 + 256 * $2::float8)
                        THEN clock_timestamp()
                        ELSE greatest(began + make_interval(secs => $2::float8), clock_timestamp()) END
                    WHERE system = $1
                    RETURNING greatest(0, ceil(extract(epoch FROM began - clock_timestamp()) * 1e6))::bigint AS wait
                    """,
                    [system, interval.seconds]
                )
                .first?
                .integer
            return .microseconds(wait ?? 0)
        }
    }

    /// The time until the next turn, in microseconds.
    private static let wait = "ceil(extract(epoch FROM next_turn - clock_timestamp()) * 1e6)::bigint"

    package func holdOff(_ system: SystemName, for time: Duration, at moment: Moment) async throws(StoreFailure) {
        try await writeQuietly { session in
            _ = try session.run(
                """
                INSERT INTO paces (system, next_turn)
                VALUES ($1, clock_timestamp() + make_interval(secs => $2::float8))
                ON CONFLICT (system) DO UPDATE SET next_turn = greatest(paces.next_turn, excluded.next_turn)
                """,
                [system, time.seconds]
            )
        }
    }

    package func hold(_ system: SystemName, for time: Duration, at moment: Moment) async throws(StoreFailure) {
        try await write { session in
            _ = try session.run(
                """
                INSERT INTO holds (system, held_until)
                VALUES ($1, clock_timestamp() + make_interval(secs => $2::float8))
                ON CONFLICT (system) DO UPDATE SET held_until = greatest(holds.held_until, excluded.held_until)
                """,
                [system, time.seconds]
            )
        }
    }

    package func hold(on system: SystemName, at moment: Moment) async throws(StoreFailure) -> Duration {
        let left = try await read { session in
            try session.run("SELECT \(Self.holdLeft) AS left FROM holds WHERE system = $1", [system]).first?.integer
        }
        return .microseconds(max(0, left ?? 0))
    }

    /// The time for which nothing may be taken, in microseconds; null while it may.
    private static let holdLeft = "ceil(extract(epoch FROM held_until - clock_timestamp()) * 1e6)::bigint"

    package func release(_ system: SystemName) async throws(StoreFailure) {
        // Said after each answer of the vendor: most of the time there is nothing to write.
        let isHeld = try await read { session in
            try session.count("SELECT count(*) FROM holds WHERE system = $1 AND held_until IS NOT NULL", [system]) > 0
        }
        guard isHeld else { return }
        try await write { session in
            _ = try session.run(
                "UPDATE holds SET held_until = NULL WHERE system = $1 AND held_until IS NOT NULL",
                [system]
            )
        }
    }
}
