package import Accounts
package import Synchronizing

extension Link {
    /// The values of an entry about the link in the history.
    package func logged(
        _ event: LogEntry.Event,
        externalID: ExternalID?,
        finding: Probe.Answer?,
        reason: Reason?,
        at moment: Moment,
        by: String
    ) throws -> StoredValues {
        [
            "event": event, "attempt": attempt, "account": account, "system": system,
            "generation": generation, "state": state, "external_id": externalID, "finding": finding,
            "detail": "", "reason": try reason?.stored.json(), "at": try moment.json(), "by": by,
        ]
    }
}

extension LogEntry {
    package init(row: StoredRow) throws {
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
