package import Accounts

/// The port to the accounts of a workspace: looking through a million of them, and taking in what a file brings.
///
/// Each reading call sees the store at one moment; writers in whatever processes come one after the other. An `AccountKey` is the
/// store's own and says nothing: it is only handed back to the store that gave it, which reads a page of rows faster by it.
package protocol AccountDirectory: Sendable {
    /// The accounts that a query selects, in its order: only what a list needs to move in them.
    func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing

    /// What a list shows of some accounts, in the order of the keys; an account that is gone is left out.
    func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow]

    /// The account with a code, with its links.
    func row(code: AccountCode) async throws(StoreFailure) -> AccountRow?

    /// The account with an id, with its links.
    func row(id: AccountID) async throws(StoreFailure) -> AccountRow?

    /// How many accounts are in each state on a system; those without a link are *blocked* if their own data would block them, else
    /// *not synchronized*.
    func counts(on system: SystemName) async throws(StoreFailure) -> [SyncState: Int]

    /// The other accounts that use an email, as their own or as it was sent to the system; compared folded. At most 20.
    func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) async throws(StoreFailure) -> [AccountOnSystem]

    /// The resellers synchronized on a system in which all words of a text are found as a filter finds them, by code.
    func parents(
        on system: SystemName,
        matching text: String,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem]

    /// The end customer of a reseller that comes next by code, after one or the first, and is not synchronized on a system.
    func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) async throws(StoreFailure) -> AccountID?

    /// All accounts, parents before children, as a file holds them.
    func allAccounts() async throws(StoreFailure) -> [Account]

    /// What is made of the accounts as they are at one moment; nothing is written. A store may run `body` more than once.
    func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value

    /// Writes what a plan makes of the accounts as they are, in the one transaction that it is planned in: nobody comes between, and
    /// it is done whole or not at all.
    ///
    /// A store may run the plan again, on what another writer left, where its transaction did not go through: only the last run counts,
    /// so it must have no effect of its own. It returns the accounts to be written, parents first: new ones, or with a known id what stands in the place of the one
    /// that is there. Returns nil where it was stopped; nothing is written then.
    func changeAccounts<Plan: Sendable>(
        unless isStopped: @escaping @Sendable () -> Bool,
        _ plan: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> ([Account], Plan)
    ) async throws(StoreFailure) -> Plan?

    /// A number that grows with every change to the workspace by whatever process; cheap to ask.
    func version() async throws(StoreFailure) -> Int
}

extension AccountDirectory {
    /// Writes accounts as they are, whatever is there: to furnish a workspace.
    package func write(_ accounts: [Account]) async throws(StoreFailure) {
        _ = try await changeAccounts(unless: { false }, { _ throws(StoreFailure) in (accounts, true) })
    }
}
