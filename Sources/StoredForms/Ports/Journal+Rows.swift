package import Accounts
package import Synchronizing

extension Journal where Self: RowStore {
    package func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await readRows { rows in
            let clause = "WHERE account = $1 OR $1 IS NULL ORDER BY number DESC LIMIT $2"
            return try rows.all(.log, clause, [account, limit]).map(LogEntry.init)
        }
    }

    package func refusals(on system: SystemName, limit: Int) async throws(StoreFailure) -> [RefusedAttempt] {
        try await readRows { rows in
            let clause = "WHERE event = 'outcome' AND state = 'refused' AND system = $1 ORDER BY number DESC LIMIT $2"
            let lines = try rows.all(.log, clause, [system, limit])
            let entries = try lines.map(LogEntry.init)
            let intents = try rows.rows(.attempts, "attempt", entries.map(\.attempt), Intent.init)
            return try entries.indices.map { place in
                guard let intent = intents[place] else { throw lines[place].damage("attempt") }
                return RefusedAttempt(intent, reason: entries[place].reason, at: entries[place].at.wall)
            }
        }
    }
}

extension AuditReader where Self: RowStore {
    package func logLines(after number: Int64, most: Int) async throws(StoreFailure) -> [LogChain.Line] {
        try await readRows { try $0.logLines(after: number, most: most) }
    }
}

extension BookRows {
    package func logLines(after number: Int64, most: Int) throws -> [LogChain.Line] {
        try map(
            .log,
            "\(LogChain.Line.selection) WHERE log.number > $1 ORDER BY log.number LIMIT $2",
            [Int(number), most],
            LogChain.Line.init
        )
    }
}
