import Accounts
import GRDB
import Synchronizing

/// The lines of the log with what their hashes are made of, which is every column and, for an intent, what was intended.
extension LogChain.Line {
    /// In the order in which they are hashed; that order stays as it is.
    private static let columns = [
        "event", "attempt", "account", "system", "generation", "state", "external_id", "finding", "detail", "reason",
        "at",
        "by",
    ]
    private static let intended = ["intent", "request_hash"]

    static func fetch(_ database: Database, after number: Int64, most: Int) throws -> [LogChain.Line] {
        let sql = """
            SELECT log.number, log.hash, log.event, log.attempt, log.account, log.system,
                CAST(log.generation AS TEXT) AS generation, log.state, log.external_id, log.finding, log.detail,
                log.reason, log.at, log.by, attempts.intent, attempts.request_hash
            FROM log LEFT JOIN attempts ON attempts.attempt = log.attempt AND log.event = 'intent'
            WHERE log.number > ? ORDER BY log.number LIMIT ?
            """
        return try database.map(.log, sql, [number, most]) { row in
            let attempt = StoredRow(.attempts, row.row)
            return LogChain.Line(
                number: Int64(try row.number("number")),
                parts: try columns.map { try row.optionalText($0) } + intended.map { try attempt.optionalText($0) },
                hash: try row.text("hash")
            )
        }
    }
}

extension Database {
    /// The end of the chain, to which the next line is added.
    func logEnd() throws -> LogHead {
        let last = try map(.log, "SELECT number, hash FROM log ORDER BY number DESC LIMIT 1") { row in
            LogHead(number: Int64(try row.number("number")), hash: try row.text("hash"))
        }
        if let last = last.first { return last }
        let workspace = try first(.workspace)?.text("id") ?? ""
        return LogHead(number: 0, hash: LogChain.start(of: WorkspaceID(workspace)))
    }
}
