import Accounts
import FoundationEssentials
package import Synchronizing

extension BulkRun.Result: Storable {}

extension RunID: Storable {
    package var storedValue: StoredValue { .integer(Int64(rawValue)) }
}

extension NewRun {
    /// A run as it is stored when it begins, without its number and its items.
    package func values(at moment: Moment) throws -> StoredValues {
        [
            "system": system, "hash": hash, "size": accounts.count, "limits": try limits.json(), "by": by,
            "begun": moment.wall.timeIntervalSinceReferenceDate, "detached": isDetached, "retry_of": retryOf,
            "plan": plan,
        ]
    }

    /// So many items at a time are written by one statement.
    package static let portion = 2_000

    /// The places of the items, portion by portion.
    package var portions: [Range<Int>] { accounts.indices.portions(of: Self.portion) }
}

extension StoredRun {
    /// What is read of a run: all but its plan, which may be megabytes.
    package static let columns = [
        "number", "system", "hash", "size", "limits", "by", "begun", "detached", "retry_of", "stopped_by", "stopped_at",
        "ending", "ended",
    ]
    .joined(separator: ", ")

    /// Reads a run whose items are counted elsewhere.
    package init(row: StoredRow) throws {
        self.init(
            id: try row.run("number"),
            system: try row.word("system"),
            hash: try row.text("hash"),
            size: try row.number("size"),
            limits: try row.json("limits"),
            by: try row.text("by"),
            begun: try row.date("begun"),
            isDetached: try row.flag("detached"),
            retryOf: try row.optionalNumber("retry_of").map { RunID(rawValue: $0) },
            stop: try row.optionalText("stopped_by").map { Stop(by: $0, at: try row.date("stopped_at")) },
            ending: try row.optionalText("ending") == nil ? nil : row.ending(),
            ended: try row.optionalDate("ended")
        )
    }
}

extension RunItem {
    /// `owners` are the names of the process that asks.
    package init(row: StoredRow, owners: [String]) throws {
        let owner = try row.optionalText("owner")
        self.init(
            place: try row.number("place"),
            account: try row.word("account"),
            standing: try row.optionalText("result") == nil
                ? owner.map { .taken(isOurs: owners.contains($0)) } ?? .free
                : .ended(RunRecord(row: row))
        )
    }
}

extension RunRecord {
    fileprivate init(row: StoredRow) throws {
        self.init(
            try row.word("result"),
            reason: try row.optionalText("reason").map(Reason.init(stored:)),
            externalID: try row.optionalWord("external_id"),
            at: try row.date("at"),
            by: try row.text("by"),
            counts: try row.flag("counts")
        )
    }
}

extension StoredRow {
    package func run(_ column: String) throws(Damage) -> RunID { RunID(rawValue: try number(column)) }

    fileprivate func ending() throws(Damage) -> BulkRun.Ending {
        guard let ending = BulkRun.Ending(try json("ending")) else { throw damage("ending") }
        return ending
    }
}

extension [Int] {
    /// Each number once, in the order in which they come first.
    package var once: [Int] {
        var seen: Set<Int> = []
        return filter { seen.insert($0).inserted }
    }
}
