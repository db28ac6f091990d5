import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: AuditReader {
    package func logHead() async throws(StoreFailure) -> LogHead? {
        try await read { database in
            let end = try database.logEnd()
            return end.number == 0 ? nil : end
        }
    }
}
