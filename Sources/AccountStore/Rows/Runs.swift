import Accounts
import FoundationEssentials
import GRDB
import StoredForms
import Synchronizing

extension StoredRun {
    /// The runs that a clause selects, each with its items counted; two statements more, however many there are.
    static func fetch(
        _ database: Database,
        _ clause: String,
        _ values: [(any Storable)?],
        isAlive: (String) -> Bool
    ) throws -> [StoredRun] {
        var runs = try database.map(.runs, "SELECT \(columns) FROM runs \(clause)", values, StoredRun.init)
        let places = Dictionary(uniqueKeysWithValues: runs.enumerated().map { ($0.element.id, $0.offset) })
        let numbers = try runs.map(\.id.rawValue).json()
        try database.forEach(
            .runItems,
            """
            SELECT run, result, count(*) AS items FROM run_items
            WHERE run IN (SELECT value FROM json_each($1)) AND result IS NOT NULL GROUP BY run, result
            """,
            [numbers]
        ) { row in
            guard let place = places[try row.run("run")] else { return }
            runs[place].counts[try row.word("result")] = try row.number("items")
        }
        try database.forEach(
            .runItems,
            """
            SELECT run, owner, count(*) AS items FROM run_items
            WHERE +run IN (SELECT value FROM json_each($1)) AND owner IS NOT NULL GROUP BY run, owner
            """,
            [numbers]
        ) { row in
            guard let place = places[try row.run("run")] else { return }
            runs[place].underWay += try row.number("items")
            if isAlive(try row.owner()) { runs[place].workers += 1 }
        }
        return runs
    }
}

extension Database {
    /// Writes the items of a new run, one statement for each portion, and what is known of some of them.
    func insertItems(of run: NewRun, _ id: RunID) throws {
        let insert = try cachedStatement(
            sql: """
                INSERT INTO run_items (run, place, account, version)
                SELECT :run, :first + accounts.key, accounts.value, (SELECT changes + 1 FROM workspace)
                FROM json_each(:accounts) AS accounts
                """
        )
        for portion in run.portions {
            let accounts = try run.accounts[portion].map(\.rawValue).json()
            try insert.execute(arguments: ["run": id.rawValue, "first": portion.lowerBound, "accounts": accounts])
        }
        try endItems(run.records, of: id, owner: nil)
    }

    /// Writes down what came of items that `owner` or nobody has, and that have not ended.
    func endItems(_ records: [Int: RunRecord], of id: RunID, owner: String?) throws {
        // One by one, with bound values: a time in JSON need not come out as it went in.
        let update = try cachedStatement(
            sql: """
                UPDATE run_items SET owner = NULL, result = :result, reason = :reason, external_id = :id, at = :at,
                    by = :by, counts = :counts, version = (SELECT changes + 1 FROM workspace)
                WHERE run = :run AND place = :place AND result IS NULL AND (owner IS NULL OR owner = :owner)
                """
        )
        for (place, record) in records.sorted(by: { $0.key < $1.key }) {
            try update.execute(
                arguments: [
                    "result": record.result.rawValue, "reason": try record.reason?.stored.json(),
                    "id": record.externalID?.rawValue, "at": record.at.timeIntervalSinceReferenceDate, "by": record.by,
                    "counts": record.counts,
                    "run": id.rawValue, "place": place, "owner": owner,
                ]
            )
        }
    }

    /// How many items living processes have over all runs of a system.
    func countTaken(on system: SystemName, isAlive: (String) -> Bool) throws -> Int {
        let counts = try map(
            .runItems,
            """
            SELECT owner, count(*) AS items FROM run_items JOIN runs ON runs.number = run_items.run
            WHERE owner IS NOT NULL AND runs.system = $1 GROUP BY owner
            """,
            [system]
        ) { isAlive(try $0.owner()) ? try $0.number("items") : 0 }
        return counts.reduce(0, +)
    }

    /// Frees the items of dead processes; those whose accounts are in doubt have ended.
    func freeItems(of dead: Set<String>, at moment: Moment, by: String) throws {
        let owners = try dead.sorted().json()
        let owned = "run_items.owner IN (SELECT value FROM json_each($1))"
        let inDoubt = try recordsInDoubt(owned, [owners], at: moment, by: by)
        try execute(
            sql: """
                UPDATE run_items SET owner = NULL, version = (SELECT changes + 1 FROM workspace)
                WHERE owner IN (SELECT value FROM json_each(?))
                """,
            arguments: [owners]
        )
        for (run, records) in inDoubt { try endItems(records, of: run, owner: nil) }
    }
}

extension StoredRow {
    /// The process that holds a link or an item; its name is that of a file, so it must be a UUID, as a process names
    /// itself.
    func owner() throws(Damage) -> String {
        let name = try text("owner")
        guard UUID(uuidString: name) != nil else { throw damage("owner") }
        return name
    }
}
