import StoredForms
package import Synchronizing

extension TeamStore: AuditReader {
    package func logHead() async throws(StoreFailure) -> LogHead? {
        try await read { session in
            try session.map(.log, "SELECT number, hash FROM log ORDER BY number DESC LIMIT 1", [], LogHead.init).first
        }
    }
}
