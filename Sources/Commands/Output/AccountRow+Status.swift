import Accounts

extension AccountRow {
    /// The Provisioning Sync Status on a system, with the reason if the account's own data blocks it.
    func stateAndReason(on system: SystemName) -> String {
        let state = state(on: system)
        guard state == .blocked, let fault = AccountFault(account) else { return state.rawValue }
        return "\(state.rawValue) (\(fault.rawValue))"
    }

    func status(on system: SystemName) -> String {
        stateAndReason(on: system) + (links[system]?.externalID.map { " as \($0)" } ?? "")
    }
}
