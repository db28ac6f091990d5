package import Accounts
import Synchronization

/// What every front end asks of the accounts.
extension AccountDirectory {
    /// The end customer that is to be synchronized after an account: the reseller's first one, or the next after a
    /// customer; nil if there is none.
    package func nextCustomer(
        after account: Account,
        on system: SystemName
    ) async throws(StoreFailure) -> Account? {
        let isReseller = account.kind == .reseller
        guard let reseller = isReseller ? account.id : account.parent else { return nil }
        let next = try await nextCustomer(of: reseller, after: isReseller ? nil : account.code, on: system)
        guard let next else { return nil }
        return try await row(id: next)?.account
    }

    /// The ids of the accounts that a query selects, in its order.
    package func ids(of query: AccountQuery) async throws(StoreFailure) -> [AccountID] {
        let found = Mutex<[AccountID]>([])
        try await eachListedPortion(of: query) { rows in
            found.withLock { $0 += rows.indices.map { AccountID(rows.text(.id, at: $0)) } }
            return true
        }
        return found.withLock { $0 }
    }
}
