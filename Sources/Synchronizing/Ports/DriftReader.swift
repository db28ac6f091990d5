package import Accounts

/// The port to what is compared with vendors: the links of accounts that are or may be there; read-only.
///
/// Only linked accounts are read, some at a time and by an index, so that a million of them need no memory.
package protocol DriftReader: Sendable {
    /// Some linked accounts in an order of their own: the first ones, or those after a link; none at the end.
    func linkedAccounts(
        after link: Link.ID?,
        on system: SystemName?,
        limit: Int
    ) async throws(StoreFailure) -> [LinkedAccount]

    /// What is known of one account on each system where it is or may be.
    func linkedAccounts(of account: AccountID) async throws(StoreFailure) -> [LinkedAccount]

    /// Which of these ids any link at the vendor of a system has, each folded.
    func knownIDs(among ids: [ExternalID], on system: SystemName) async throws(StoreFailure) -> Set<String>
}
