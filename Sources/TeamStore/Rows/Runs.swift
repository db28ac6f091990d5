import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

extension StoredRun {
    /// The runs that a clause selects, each with its items counted; two statements more, however many there are.
    static func fetch(_ session: Session, _ clause: String, _ values: [(any Storable)?]) throws -> [StoredRun] {
        var runs = try rows(session, clause, values)
        guard !runs.isEmpty else { return [] }
        let places = Dictionary(uniqueKeysWithValues: runs.enumerated().map { ($0.element.id, $0.offset) })
        let numbers = ArrayValue(runs.map(\.id))
        try session.eachResult(of: numbers) { row in
            guard let place = places[try row.run("run")] else { return }
            runs[place].counts[try row.word("result")] = try row.number("items")
        }
        try session.eachUnderWay(of: numbers) { row in
            guard let place = places[try row.run("run")] else { return }
            (runs[place].underWay, runs[place].workers) = (try row.number("items"), try row.number("workers"))
        }
        try session.approvals(of: numbers) { id, approval in
            if let place = places[id] { runs[place].approval = approval }
        }
        return runs
    }

    private static func rows(_ session: Session, _ clause: String, _ values: [(any Storable)?]) throws -> [StoredRun] {
        try session.map(.runs, "SELECT \(columns) FROM runs \(clause)", values, StoredRun.init)
    }

    static func fetch(_ session: Session, _ id: RunID) throws -> StoredRun? {
        // After whoever has foreseen more than this, all of it is there already.
        if !session.hasAnswers { try session.foresee { try ask(session, id) } }
        return try fetch(session, one, [id]).first
    }

    /// What `fetch` asks.
    static func ask(_ session: Session, _ id: RunID) throws {
        let numbers = ArrayValue([id])
        _ = try rows(session, one, [id])
        try session.eachResult(of: numbers) { _ in }
        try session.eachUnderWay(of: numbers) { _ in }
        try session.approvals(of: numbers) { _, _ in }
    }

    private static let one = "WHERE number = $1::bigint"
}

extension Session {
    fileprivate func eachResult(of runs: ArrayValue, _ body: (StoredRow) throws -> Void) throws {
        try forEach(
            .runItems,
            """
            SELECT run, result, count(*) AS items FROM run_items
            WHERE run = ANY($1::bigint[]) AND result IS NOT NULL GROUP BY run, result
            """,
            [runs],
            body
        )
    }

    fileprivate func eachUnderWay(of runs: ArrayValue, _ body: (StoredRow) throws -> Void) throws {
        try forEach(
            .runItems,
            """
            SELECT run_items.run, count(*) AS items, count(DISTINCT workers.id)
                FILTER (WHERE workers.ended IS NULL AND workers.lease_until > clock_timestamp()) AS workers
            FROM run_items JOIN workers ON workers.id = run_items.owner
            WHERE run_items.run = ANY($1::bigint[]) AND run_items.owner IS NOT NULL GROUP BY run_items.run
            """,
            [runs],
            body
        )
    }
}

extension Session {
    /// Writes a new run down with its items, one statement for each portion, and what is known of some of them.
    func begin(_ run: NewRun, at moment: Moment) throws -> RunID {
        let values = try run.values(at: moment)
        let sql = "\(values.insertion(into: .runs)) RETURNING number"
        let rows = try map(.runs, sql, values.map(\.value)) { try $0.run("number") }
        guard let id = rows.first else { throw Damage(.runs, "number", row: "") }
        for portion in run.portions {
            try self.run(
                """
                INSERT INTO run_items (run, place, account) SELECT $1::bigint, $2::bigint + found.place - 1, found.account
                FROM unnest($3::text[]) WITH ORDINALITY AS found(account, place)
                """,
                [id, portion.lowerBound, ArrayValue(Array(run.accounts[portion]))]
            )
        }
        try end(run.records, of: id, owners: [])
        return id
    }

    /// The same at the end of the transaction, together with others of the run.
    func endLater(_ records: [Int: RunRecord], of id: RunID, owners: [String]) {
        guard !records.isEmpty else { return }
        ends[EndsOfRun(run: id, owners: owners), default: [:]].merge(records) { first, _ in first }
    }

    /// Writes down what was left for the end of the transaction; runs in their order.
    func finishEnds() throws {
        for (key, records) in ends.sorted(by: { $0.key.run.rawValue < $1.key.run.rawValue }) {
            try end(records, of: key.run, owners: key.owners)
        }
        ends = [:]
    }

    /// Writes down what came of items that `owners` or nobody has, and that have not ended.
    func end(_ records: [Int: RunRecord], of id: RunID, owners: [String]) throws {
        let records = records.sorted { $0.key < $1.key }
        for portion in records.portions(of: NewRun.portion) { try end(portion, of: id, owners: owners) }
    }

    private func end(
        _ records: ArraySlice<(key: Int, value: RunRecord)>,
        of id: RunID,
        owners: [String]
    ) throws {
        let places = ArrayValue(records.map(\.key))
        // In their order, so that two processes that skip the same items wait for each other one way round only.
        try runLater(
            "SELECT 1 FROM run_items WHERE run = $1::bigint AND place = ANY($2::bigint[]) ORDER BY place FOR UPDATE",
            [id, places],
            counts: false
        )
        try runLater(
            """
            UPDATE run_items SET owner = NULL, result = found.result, reason = found.reason,
                external_id = found.id, at = found.at, by = found.by, counts = found.counts, written_in = pg_current_xact_id()
            FROM unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $9::boolean[])
                AS found(place, result, reason, id, at, by, counts)
            WHERE run_items.run = $1::bigint AND run_items.place = found.place AND run_items.place = ANY($2::bigint[])
                AND run_items.result IS NULL
                AND (run_items.owner IS NULL OR run_items.owner = ANY($8::text[]))
            """,
            [
                id, places, ArrayValue(records.map(\.value.result)),
                ArrayValue(try records.map { try $0.value.reason?.stored.json() }),
                ArrayValue(records.map(\.value.externalID)),
                ArrayValue(records.map(\.value.at.timeIntervalSinceReferenceDate)), ArrayValue(records.map(\.value.by)),
                ArrayValue(owners), ArrayValue(records.map { $0.value.counts ? "t" : "f" }),
            ]
        )
    }

    /// Takes items of a run, as many as there is room for at its system.
    ///
    /// The row of the system's hold decides who counts first; so two processes never both see the last place. An item
    /// that another transaction is just taking is left out, and not waited for.
    func take(
        _ places: [Int],
        of id: RunID,
        _ run: (system: SystemName, isOpen: Bool),
        within limits: RunLimits,
        owner: String
    ) throws -> TakeVerdict {
        guard run.isOpen else {
            guard let over = try StoredRun.fetch(self, id) else { throw Damage(.runs, "number", row: "") }
            return .over(over)
        }
        let hold = try lockHold(on: run.system)
        if let left = hold.left { return .holding(left) }
        let room = (hold.isHeld ? 1 : limits.inFlight) - (try countTaken(on: run.system))
        guard room > 0 else { return .taken([]) }
        // As a sub-select with LIMIT the inner part might be executed several times, and take more than that.
        let rows = try map(
            .runItems,
            """
            WITH free AS MATERIALIZED (
                SELECT run_items.place FROM unnest($2::bigint[]) WITH ORDINALITY AS wanted(place, number)
                    JOIN run_items ON run_items.run = $1::bigint AND run_items.place = wanted.place
                -- As a key of the index as well, whatever the planner takes the table's size for.
                WHERE run_items.place = ANY($2::bigint[]) AND run_items.owner IS NULL AND run_items.result IS NULL
                ORDER BY wanted.number LIMIT $3::bigint FOR UPDATE OF run_items SKIP LOCKED
            )
            UPDATE run_items SET owner = $4, written_in = pg_current_xact_id()
            FROM free WHERE run_items.run = $1::bigint AND run_items.place = free.place RETURNING run_items.place
            """,
            [id, ArrayValue(places.once), room, owner]
        ) { try $0.number("place") }
        return .taken(places.once.filter(Set(rows).contains))
    }

    /// A run's system, and whether items of it may be taken: nobody ends it, or asks it to stop, before this is committed.
    func openRun(_ id: RunID) throws -> (system: SystemName, isOpen: Bool)? {
        let lines = "SELECT system, stopped_by IS NULL AND ending IS NULL AS open FROM runs WHERE number = $1::bigint"
        return try map(.runs, "\(lines) \(Lock.shared.rawValue)", [id]) { row in
            (system: try row.word("system") as SystemName, isOpen: try row.flag("open"))
        }
        .first
    }

    /// Asks at once whatever `take` is going to ask before it takes, in the order in which it is locked.
    func foreseeTaking(of id: RunID, on system: SystemName) throws {
        try foresee { _ = try openRun(id) }
        try makeHold(on: system)
        try foresee {
            _ = try lockHold(on: system)
            _ = try countTaken(on: system)
        }
    }

    func makeHold(on system: SystemName) throws {
        try runLater("INSERT INTO holds (system) VALUES ($1) ON CONFLICT (system) DO NOTHING", [system], counts: false)
    }

    /// The items of a run that were written after a version, or all.
    ///
    /// A transaction counts its change as the last thing, so an item is found by who wrote it, and not by when.
    func eachItem(of id: RunID, after version: Int, _ body: (StoredRow) throws -> Void) throws {
        let condition =
            version == 0
            ? "" : "AND written_in = ANY (ARRAY(SELECT written_in FROM commits WHERE version > $2::bigint))"
        try forEach(
            .runItems,
            "SELECT * FROM run_items WHERE run = $1::bigint \(condition) ORDER BY place",
            version == 0 ? [id] : [id, version],
            body
        )
    }

    /// Whether nothing may be taken at a system, or one item as a trial, and for how long; others wait for that.
    private func lockHold(on system: SystemName) throws -> (isHeld: Bool, left: Duration?) {
        let row = try run(
            """
            SELECT held_until IS NOT NULL AS held,
                ceil(extract(epoch FROM held_until - clock_timestamp()) * 1e6)::bigint AS left
            FROM holds WHERE system = $1 FOR NO KEY UPDATE
            """,
            [system]
        )
        .only
        let left = row?.value("left").integer.flatMap { $0 > 0 ? Duration.microseconds($0) : nil }
        return (row?.value("held").isTrue == true, left)
    }

    /// How many items living processes have over all runs of a system.
    private func countTaken(on system: SystemName) throws -> Int {
        try count("SELECT taken_items($1)", [system])
    }

    /// Frees the items of dead processes; those whose accounts are in doubt have ended.
    func freeItems(of dead: [String], at moment: Moment, by: String) throws {
        let items = try map(
            .runItems,
            """
            SELECT run_items.run, run_items.place FROM run_items WHERE owner = ANY($1::text[])
            ORDER BY run, place FOR UPDATE
            """,
            [ArrayValue(dead)]
        ) { (run: try $0.run("run"), place: try $0.number("place")) }
        guard !items.isEmpty else { return }
        let owned = "run_items.owner = ANY($1::text[])"
        for (run, records) in try recordsInDoubt(owned, [ArrayValue(dead)], at: moment, by: by) {
            try end(records, of: run, owners: dead)
        }
        try run(
            "UPDATE run_items SET owner = NULL, written_in = pg_current_xact_id() WHERE owner = ANY($1::text[])",
            [ArrayValue(dead)]
        )
    }
}

/// Whose items of a run end, and under which names of its process.
struct EndsOfRun: Hashable {
    let run: RunID
    let owners: [String]
}
