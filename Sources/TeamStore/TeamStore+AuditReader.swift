import StoredForms
package import Synchronizing

extension TeamStore: AuditReader {
    package func logHead() async throws(StoreFailure) -> LogHead? {
        try await read { session in
            try session.map(.log, "SELECT number, hash FROM log ORDER BY number DESC LIMIT 1", [], LogHead.init).first
        }
    }

    package func logLines(after number: Int64, most: Int) async throws(StoreFailure) -> [LogChain.Line] {
        try await read { session in
            try session.map(
                .log,
                "\(LogChain.Line.selection) WHERE log.number > $1::bigint ORDER BY log.number LIMIT $2::bigint",
                [Int(number), most],
                LogChain.Line.init
            )
        }
    }
}
