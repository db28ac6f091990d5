package import Accounts
package import FoundationEssentials
package import Synchronizing

extension MemoryStore: SystemRegistry {
    package func systems() throws(StoreFailure) -> [ProvisioningSystem] {
        try disk.transaction { $0.systems.values.sorted { $0.name < $1.name } }
    }

    package func system(named name: SystemName) throws(StoreFailure) -> ProvisioningSystem? {
        try disk.transaction { $0.systems[name] }
    }

    package func add(_ system: ProvisioningSystem, sameVendor: Bool) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.add(system, sameVendor: sameVendor) }
    }

    package func update(_ system: ProvisioningSystem) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.update(system) }
    }

    package func remove(_ name: SystemName) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.remove(name) }
    }

    package func setDisabled(_ name: SystemName, _ isDisabled: Bool) throws(StoreFailure) -> RegistryVerdict {
        try write(.registry) { $0.setDisabled(name, isDisabled) }
    }

    package func setPause(_ name: SystemName, _ reason: Reason?) throws(StoreFailure) {
        try write(.registry) { $0.systems[name]?.pause = reason }
    }

    package func setExistsProved(_ name: SystemName) throws(StoreFailure) {
        try write(.registry) { $0.systems[name]?.isExistsProved = true }
    }

    package func definitions(of name: SystemName) throws(StoreFailure) -> SyncOptionDefinitions? {
        try disk.transaction { $0.definitions[name] }
    }

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
