import Accounts

extension ListedAccount {
    /// The Provisioning Sync Status on a system, with the reason if the account's own data blocks it.
    func stateAndReason(on system: SystemName) -> String {
        if let link = links[system] { return link.state.rawValue }
        guard let fault else { return SyncState.notSynchronized.rawValue }
        return "\(SyncState.blocked.rawValue) (\(fault.rawValue))"
    }

    func status(on system: SystemName) -> String {
        stateAndReason(on: system) + (links[system]?.externalID.map { " as \($0)" } ?? "")
    }
}
