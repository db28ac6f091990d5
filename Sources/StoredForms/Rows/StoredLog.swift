package import Accounts
package import Synchronizing

/// An entry about a link, as it is added to the end of the log.
package struct NewEntry {
    private let event: LogEntry.Event
    private let link: Link
    private let externalID: ExternalID?
    private let finding: Probe.Answer?
    private let reason: String?
    private let at: String
    private let by: String
    /// For an intent what was intended, as it is stored.
    private let intended: String?

    package init(
        _ event: LogEntry.Event,
        _ link: Link,
        externalID: ExternalID?,
        finding: Probe.Answer?,
        reason: Reason?,
        at moment: Moment,
        by: String,
        intended: String?
    ) throws {
        (self.event, self.link, self.externalID, self.finding) = (event, link, externalID, finding)
        (self.reason, at) = (try reason?.stored.json(), try moment.json())
        (self.by, self.intended) = (by, intended)
    }

    private init(_ event: LogEntry.Event, _ link: Link, reason: String?, at: String, by: String) {
        (self.event, self.link, self.reason, self.at, self.by) = (event, link, reason, at, by)
        (externalID, finding, intended) = (nil, nil, nil)
    }

    /// An entry about each of many links, with its reason as `stored` has it.
    package static func all(
        _ event: LogEntry.Event,
        _ links: [Link],
        at moment: Moment,
        by: String,
        stored: (Reason) -> String?
    ) throws -> [NewEntry] {
        let at = try moment.json()
        return links.map { NewEntry(event, $0, reason: $0.reason.flatMap(stored), at: at, by: by) }
    }

    /// The values of the entry behind a line, and the end of the log that it is.
    package func values(after end: LogHead) -> (values: StoredValues, end: LogHead) {
        let number = end.number + 1
        let hash = LogChain.hash(number, parts, after: end.hash)
        return (
            [
                "number": Int(number), "event": event, "attempt": link.attempt, "account": link.account,
                "system": link.system, "generation": link.generation, "state": link.state, "external_id": externalID,
                "finding": finding, "detail": "", "reason": reason, "at": at, "by": by, "hash": hash,
            ],
            LogHead(number: number, hash: hash)
        )
    }

    /// In the order of `LogChain.Line.columns`.
    private var parts: [String?] {
        [
            event.rawValue, link.attempt?.rawValue, link.account.rawValue, link.system.rawValue, "\(link.generation)",
            link.state.rawValue, externalID?.rawValue, finding?.rawValue, "", reason, at, by, intended,
        ]
    }
}

extension NewEntry {
    /// Entries column by column, as they go to a function of the server; its hash has the same parts in the same order, and
    /// takes what was intended from the attempt.
    package static func columns(of entries: [NewEntry]) -> [[String?]] {
        let parts = entries.map(\.parts)
        return kept.map { place in parts.map { $0[place] } }
    }

    /// All parts but the detail, which is empty, and what was intended.
    private static let kept = [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11]
}

extension LogChain.Line {
    /// What a line's hash is made of: every column, and for an intent what was intended; the order stays as it is.
    private static let columns = [
        "event", "attempt", "account", "system", "generation", "state", "external_id", "finding", "detail", "reason",
        "at",
        "by",
    ]

    /// Selects lines, for a clause behind it.
    package static let selection = """
        SELECT log.number, log.hash, log.event, log.attempt, log.account, log.system,
            CAST(log.generation AS TEXT) AS generation, log.state, log.external_id, log.finding, log.detail,
            log.reason, log.at, log.by, attempts.intent
        FROM log LEFT JOIN attempts ON attempts.attempt = log.attempt AND log.event = 'intent'
        """

    package init(row: StoredRow) throws {
        self.init(
            number: Int64(try row.number("number")),
            parts: try Self.columns.map { try row.optionalText($0) }
                + [try StoredRow(.attempts, row.columns).optionalText("intent")],
            hash: try row.text("hash")
        )
    }
}

extension LogHead {
    package init(row: StoredRow) throws {
        self.init(number: Int64(try row.number("number")), hash: try row.text("hash"))
    }

    /// What stands before the first line; `row` is that of the workspace.
    package static func beginning(_ row: StoredRow?) throws -> LogHead {
        guard let row else { throw Damage(.workspace, "id", row: "") }
        return LogHead(number: 0, hash: LogChain.start(of: try row.word("id")))
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
