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
        try insert(entry.values(after: try logEnd()).values, into: .log)
    }

    /// The end of the chain, to which the next line is added.
    func logEnd() throws -> LogHead {
        let last = try map(.log, "SELECT number, hash FROM log ORDER BY number DESC LIMIT 1", [], LogHead.init).first
        return try last ?? .beginning(try first(.workspace))
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
