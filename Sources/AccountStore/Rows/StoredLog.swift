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
        let (end, reason, at) = (try logEnd(), try reason?.stored.json(), try moment.json())
        let intended = event == .intent ? try intended(link.attempt) : nil
        let parts: [String?] = [
            event.rawValue, link.attempt?.rawValue, link.account.rawValue, link.system.rawValue, "\(link.generation)",
            link.state.rawValue, externalID?.rawValue, finding?.rawValue, "", reason, at, by, intended?.intent,
            intended?.hash,
        ]
        try insert(
            [
                "number": end.number + 1, "event": event, "attempt": link.attempt, "account": link.account,
                "system": link.system, "generation": link.generation, "state": link.state, "external_id": externalID,
                "finding": finding, "detail": "", "reason": reason, "at": at, "by": by,
                "hash": LogChain.hash(end.number + 1, parts, after: end.hash),
            ],
            into: .log
        )
    }
}

extension Database {
    /// What an attempt is about, as it is stored.
    fileprivate func intended(_ attempt: AttemptID?) throws -> (intent: String, hash: String)? {
        try first(.attempts, "WHERE attempt = ?", [attempt])
            .map { (try $0.text("intent"), try $0.text("request_hash")) }
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
