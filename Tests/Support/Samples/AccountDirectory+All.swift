package import Accounts
package import Synchronizing

extension AccountDirectory {
    /// All accounts, parents before children.
    package func allAccounts() async throws(StoreFailure) -> [Account] {
        try await rows(list(AccountQuery()).entries.map(\.key)).map(\.account)
    }
}
