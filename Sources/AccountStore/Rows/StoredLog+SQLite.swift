import Accounts
import GRDB
import StoredForms
import Synchronizing

extension Database {
    /// Adds an entry about a link to the history; `intended` is what an intent is about, as it is stored.
    func log(
        _ event: LogEntry.Event,
        _ link: Link,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String,
        intended: String? = nil
    ) throws {
        let entry = try NewEntry(
            event,
            link,
            externalID: externalID,
            finding: finding,
            reason: reason,
            at: moment,
            by: by,
            intended: intended
        )
        try insert(entry.values(after: try sealedEnd()).values, into: .log)
    }

    /// The end of the chain; lines of an earlier version behind it have no hash yet.
    func logEnd() throws -> LogHead {
        let sql = "SELECT number, hash FROM log WHERE hash <> '' ORDER BY number DESC LIMIT 1"
        return try map(.log, sql, [], LogHead.init).first ?? .beginning(try first(.workspace))
    }

    /// The end of the chain, to which the next line is added, after every line was given its hash.
    func sealedEnd() throws -> LogHead {
        var end = try logEnd()
        for line in try logLines(after: end.number, most: .max) {
            end = LogHead(number: line.number, hash: LogChain.hash(line.number, line.parts, after: end.hash))
            try execute(sql: "UPDATE log SET hash = ? WHERE number = ?", arguments: [end.hash, end.number])
        }
        return end
    }

    func logLines(after number: Int64, most: Int) throws -> [LogChain.Line] {
        try map(
            .log,
            "\(LogChain.Line.selection) WHERE log.number > ? ORDER BY log.number LIMIT ?",
            [number, most],
            LogChain.Line.init
        )
    }
}
