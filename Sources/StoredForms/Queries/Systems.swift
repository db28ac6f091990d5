package import Accounts

extension ProvisioningSystem {
    package static func fetch(
        _ rows: some BookRows,
        _ name: SystemName,
        _ lock: Lock = .none
    ) throws -> ProvisioningSystem? {
        try rows.first(.systems, "WHERE name = $1 \(rows.dialect.lock(lock))", [name]).map(ProvisioningSystem.init)
    }
}

extension SyncOptionDefinitions {
    package static func fetch(
        _ rows: some BookRows,
        _ system: SystemName,
        _ lock: Lock = .none
    ) throws -> SyncOptionDefinitions? {
        try rows.first(.definitions, "WHERE system = $1 \(rows.dialect.lock(lock))", [system])
            .map(SyncOptionDefinitions.init)
    }
}
