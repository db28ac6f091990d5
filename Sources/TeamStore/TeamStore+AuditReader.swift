import StoredForms
package import Synchronizing

extension TeamStore: AuditReader {
    package func logHead() async throws(StoreFailure) -> LogHead? {
        try await read { try $0.logEnd(at: nil) }
    }

    package func logHead(at number: Int64) async throws(StoreFailure) -> LogHead? {
        try await read { try $0.logEnd(at: number) }
    }
}

extension Session {
    /// The last line of the log, or that of a number, whosever account it is about.
    func logEnd(at number: Int64?) throws -> LogHead? {
        try map(.log, "SELECT number, hash FROM log_end($1::bigint)", [number.map { Int($0) }], LogHead.init)
            .first
    }
}
