package import Accounts

/// The port to the accounts of a workspace: browsing a million of them, and importing files.
///
/// Each reading call sees the store at one moment; writers in all processes are serialized. An `AccountKey` belongs to
/// the store and means nothing outside it: hand it back to the store, which can read a page of rows faster with it.
package protocol AccountDirectory: Sendable {
    /// The accounts that a query selects, in its order, with only what a list needs to move among them.
    func list(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing

    /// The first of those that a query of the tree selects, found among the first accounts of the book, in the time of a
    /// frame; nil if none is there, or if the store would not find them sooner than `list` finds all.
    func firstLook(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing?

    /// Hands over the accounts that a query selects, in its order and as they are at one moment, portion by portion, the
    /// first one at once; ends early if `body` returns false.
    ///
    /// A tree has no resellers in it that do not match themselves.
    func eachPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable ([AccountRow]) -> Bool
    ) async throws(StoreFailure)

    /// The same with no more of each account than a list in columns shows.
    func eachListedPortion(
        of query: AccountQuery,
        _ body: @escaping @Sendable (ListedPortion) -> Bool
    ) async throws(StoreFailure)

    /// What a list shows of some accounts, in the order of the keys; accounts that are gone are omitted.
    func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow]

    /// The account with a code, with its links.
    func row(code: AccountCode) async throws(StoreFailure) -> AccountRow?

    /// The account with an id, with its links.
    func row(id: AccountID) async throws(StoreFailure) -> AccountRow?

    /// How many accounts are in each state on a system.
    ///
    /// Accounts without a link are *blocked* if their own data would block them, otherwise *not synchronized*.
    func counts(on system: SystemName) async throws(StoreFailure) -> [SyncState: Int]

    /// The other accounts that use an email, as their own or as it was sent to the system; compared folded. At most 20.
    func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) async throws(StoreFailure) -> [AccountOnSystem]

    /// The same for several emails at once, none of them empty: each with the other accounts that use it, at most 20.
    func emailUses(
        of accounts: [AccountID: String],
        on system: SystemName
    ) async throws(StoreFailure) -> [AccountID: [AccountOnSystem]]

    /// The resellers synchronized on a system that match all words of a text, as in a filter; ordered by code.
    func parents(
        on system: SystemName,
        matching text: String,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem]

    /// The next end customer of a reseller, by code, that is not synchronized on a system and has nothing at fault; the
    /// first without `code`.
    func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) async throws(StoreFailure) -> AccountID?

    /// Returns what `body` makes of the accounts at one moment; writes nothing. A store may run `body` more than once.
    func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value

    /// Plans changes to the accounts and writes them in the same transaction: no other writer comes between, and
    /// everything is written or nothing.
    ///
    /// If the transaction fails, a store may run `change` again on what another writer left. Only the last run counts,
    /// so it must have no other effects. If it returns nil, nothing is written.
    func changeAccounts<Plan: Sendable>(
        _ change: @escaping @Sendable (any AccountWriter<StoreFailure>) throws(StoreFailure) -> Plan?
    ) async throws(StoreFailure) -> Plan?

    /// A number that grows with every change to the workspace by any process; cheap to ask for.
    func version() async throws(StoreFailure) -> Int
}

extension AccountDirectory {
    /// The default: nothing is found sooner.
    package func firstLook(_ query: AccountQuery) async throws(StoreFailure) -> AccountListing? { nil }

    /// Changes accounts that fit into memory: `plan` returns those to write, parents first.
    ///
    /// Returns nil if it was stopped; nothing is written then.
    package func changeAccounts<Plan: Sendable>(
        unless isStopped: @escaping @Sendable () -> Bool,
        _ plan: @escaping @Sendable (any AccountWriter<StoreFailure>) throws(StoreFailure) -> ([Account], Plan)
    ) async throws(StoreFailure) -> Plan? {
        try await changeAccounts { writer throws(StoreFailure) in
            let (accounts, made) = try plan(writer)
            for portion in accounts.portions(of: 1_000) {
                guard !isStopped() else { return nil }
                try writer.write(Array(portion))
            }
            return isStopped() ? nil : made
        }
    }

    /// Writes accounts without checking what is there already, to furnish a workspace.
    package func write(_ accounts: [Account]) async throws(StoreFailure) {
        _ = try await changeAccounts(unless: { false }, { _ throws(StoreFailure) in (accounts, true) })
    }
}
