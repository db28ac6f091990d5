package import Accounts
import Synchronization

extension Synchronizer {
    /// The Reseller IDs of a system, from what was sent to it; nobody is asked.
    package func resellerIDs(
        on system: ProvisioningSystem,
        by definitions: SyncOptionDefinitions
    ) async throws(StoreFailure) -> ResellerIDBook {
        let reading = Mutex(ResellerIDBook.Reading(of: system.name, definitions))
        // In this order resellers come before most of their customers.
        try await dependencies.directory.eachPortion(of: AccountQuery(order: .tree)) { rows in
            reading.withLock { $0.take(rows) }
            return true
        }
        let refused = try await dependencies.journal.refusals(on: system.name, limit: Self.mostEntries)
        var accounts: [AccountID: Account] = [:]
        for attempt in refused where accounts[attempt.intent.account] == nil {
            accounts[attempt.intent.account] = try await dependencies.directory.row(id: attempt.intent.account)?.account
        }
        return reading.withLock { $0 }.book(refused, of: accounts)
    }
}
