package import Accounts

/// The port to what a form, a plan or a request is made from; read-only, and each call sees the store at one moment.
package protocol SituationReader: Sendable {
    /// The identity of the workspace, assigned once, when it was created.
    func workspace() async throws(StoreFailure) -> WorkspaceID

    /// The states of all accounts that have a link on a system.
    func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState]

    /// All that is known about an account on a system; nil if the account, the system or its definitions are unknown.
    func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation?

    /// What was written down before an attempt was sent; nil if there is no such attempt.
    func intent(of attempt: AttemptID) async throws(StoreFailure) -> Intent?

    /// Which resellers the vendor has, or may have, under which id in a field, and which ids were in requests that it
    /// refused: the last thousand of them.
    func knownResellerIDs(in field: FieldID, on system: SystemName) async throws(StoreFailure) -> KnownResellerIDs

    /// The situations of several accounts, in order; unknown ones are omitted.
    func situations(of accounts: [AccountID], on system: SystemName) async throws(StoreFailure) -> [Situation]

    /// The parents of several accounts in the BSS, nil where there is none; unknown accounts are omitted.
    func parents(of accounts: [AccountID]) async throws(StoreFailure) -> [AccountID: AccountID?]
}

extension SituationReader {
    /// The default: one read for each account; a store that can do better should.
    package func situations(
        of accounts: [AccountID],
        on system: SystemName
    ) async throws(StoreFailure) -> [Situation] {
        var situations: [Situation] = []
        for account in accounts {
            if let situation = try await situation(of: account, on: system) { situations.append(situation) }
        }
        return situations
    }
}
