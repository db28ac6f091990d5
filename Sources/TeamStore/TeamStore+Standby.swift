import StoredForms
package import Synchronizing

extension TeamStore {
    package func isStandby() async throws(StoreFailure) -> Bool {
        try await read { try $0.run("SELECT pg_is_in_recovery() AS follows")[0].value("follows").isTrue }
    }
}
