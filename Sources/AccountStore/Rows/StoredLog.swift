import Accounts
import GRDB
import Synchronizing

extension Database {
    /// Adds an entry about a link to the history.
    func log(
        _ event: LogEntry.Event,
        _ link: Link,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String
    ) throws {
        try insert(
            [
                "event": event, "attempt": link.attempt, "account": link.account, "system": link.system,
                "generation": link.generation, "state": link.state, "external_id": externalID, "finding": finding,
                "detail": "", "reason": try reason?.stored.json(), "at": try moment.json(), "by": by,
            ],
            into: .log
        )
    }
}

extension LogEntry {
    init(row: StoredRow) throws {
        self.init(
            number: Int64(try row.number("number")),
            event: try row.word("event"),
            attempt: try row.optionalWord("attempt"),
            account: try row.word("account"),
            system: try row.word("system"),
            generation: try row.number("generation"),
            state: try row.word("state"),
            externalID: try row.optionalWord("external_id"),
            reason: try row.reason(),
            at: try row.moment("at"),
            by: try row.text("by")
        )
    }
}
