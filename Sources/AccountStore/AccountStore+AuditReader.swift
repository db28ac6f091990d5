import GRDB
package import Synchronizing

extension AccountStore: AuditReader {
    package func logHead() async throws(StoreFailure) -> LogHead? {
        try await read { database in
            let end = try database.logEnd()
            return end.number == 0 ? nil : end
        }
    }

    package func logLines(after number: Int64, most: Int) async throws(StoreFailure) -> [LogChain.Line] {
        try await read { try $0.logLines(after: number, most: most) }
    }
}
