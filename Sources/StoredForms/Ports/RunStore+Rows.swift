import Accounts
import FoundationEssentials
package import Synchronizing

extension RunStore where Self: RowStore {
    package func plan(of id: RunID) async throws(StoreFailure) -> String? {
        try await readRows { rows in
            try rows.map(.runs, "SELECT plan FROM runs WHERE number = $1", [id]) { try $0.text("plan") }.first
        }
    }

    package func placesSent(of id: RunID) async throws(StoreFailure) -> Set<Int> {
        let states = SyncState.allCases.filter { !RunItem.isStillToBeSent($0) }.map { "'\($0.rawValue)'" }
            .joined(separator: ", ")
        // By the sign SQLite finds them among those that are taken, and not among all of the run.
        let sql = """
            SELECT run_items.place FROM run_items JOIN runs ON runs.number = run_items.run
                JOIN links ON links.account = run_items.account AND links.system = runs.system
            WHERE +run_items.run = $1 AND run_items.owner IS NOT NULL AND links.state IN (\(states))
            """
        return try await readRows { rows in Set(try rows.map(.runItems, sql, [id]) { try $0.number("place") }) }
    }

    package func stop(_ id: RunID, by: String, at moment: Moment) async throws(StoreFailure) {
        try await writeRows { rows in
            _ = try rows.change(
                """
                UPDATE runs SET stopped_by = $1, stopped_at = $2
                WHERE number = $3 AND stopped_by IS NULL AND ending IS NULL
                """,
                [by, moment.wall.timeIntervalSinceReferenceDate, id]
            )
        }
    }
}

extension BookRows {
    /// The records of the items of dead processes whose accounts are in doubt, by their places; `owned` is the condition
    /// that an item is one of theirs.
    package func recordsInDoubt(
        _ owned: String,
        _ values: [(any Storable)?],
        at moment: Moment,
        by: String
    ) throws -> [RunID: [Int: RunRecord]] {
        var records: [RunID: [Int: RunRecord]] = [:]
        try forEach(
            .runItems,
            """
            SELECT run_items.run, run_items.place, runs.begun, links.*
            FROM run_items JOIN runs ON runs.number = run_items.run
                JOIN links ON links.account = run_items.account AND links.system = runs.system
            WHERE \(owned) AND links.state = 'in doubt'
            """,
            values
        ) { row in
            let link = try Link(row: StoredRow(.links, row.columns))
            let (run, place, begun) = (try row.run("run"), try row.number("place"), try row.date("begun"))
            // It counts if the account was not in doubt before the run.
            records[run, default: [:]][place] = RunRecord(
                .inDoubt,
                reason: link.reason,
                at: moment.wall,
                by: by,
                counts: link.changed >= begun
            )
        }
        return records
    }
}
