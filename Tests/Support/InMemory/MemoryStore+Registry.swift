package import Accounts
package import FoundationEssentials
package import Synchronizing

extension MemoryStore: SystemRegistry {
    /// All systems by name.
    package func systems() throws(StoreFailure) -> [ProvisioningSystem] {
        try disk.transaction { $0.systems.values.sorted { $0.name < $1.name } }
    }

    /// Registers a system.
    package func add(_ system: ProvisioningSystem, sameVendor: Bool) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.add(system, sameVendor: sameVendor) }
    }

    /// Replaces a registration.
    package func update(_ system: ProvisioningSystem) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.update(system) }
    }

    /// Forgets a system that was never used.
    package func remove(_ name: SystemName) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.remove(name) }
    }

    /// Hides a system, or shows it again.
    package func setDisabled(_ name: SystemName, _ isDisabled: Bool) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.setDisabled(name, isDisabled) }
    }

    /// Pauses a system, or lifts the pause.
    package func setPause(_ name: SystemName, _ reason: Reason?) throws(StoreFailure) {
        try write(.registry) { $0.systems[name]?.pause = reason }
    }

    /// Remembers that exists can be believed.
    package func setExistsProved(_ name: SystemName) throws(StoreFailure) {
        try write(.registry) { $0.systems[name]?.isExistsProved = true }
    }

    /// The definitions that a system answered last.
    package func definitions(of name: SystemName) throws(StoreFailure) -> SyncOptionDefinitions? {
        try disk.transaction { $0.definitions[name] }
    }

    /// Keeps what a system answered.
    package func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) throws(StoreFailure) -> SyncOptionDefinitions {
        try write(.registry) { contents throws(StoreFailure) in
            try contents.keep(fields, of: name, fetched: fetched)
        }
    }
}
