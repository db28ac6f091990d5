import Accounts
import FoundationEssentials
import Synchronizing

extension Contents {
    mutating func add(_ system: ProvisioningSystem, sameVendor: Bool) -> RegistryVerdict {
        guard systems[system.name] == nil else { return .nameTaken }
        if let like = systems.keys.first(where: { $0.squashed == system.name.squashed }) { return .nameLike(like) }
        let other = systems.values.filter { $0.claimKey == system.claimKey }.map(\.name).min()
        if let other, !sameVendor { return .vendorTaken(by: other) }
        return .done(register(system, revision: 1, isExistsProved: false))
    }

    mutating func update(_ system: ProvisioningSystem) -> RegistryVerdict {
        guard let old = systems[system.name] else { return .unknown }
        if old.claimKey != system.claimKey, let inUse = uses(system.name) { return inUse }
        definitions[system.name] = nil
        return .done(
            register(
                system,
                revision: old.revision + 1,
                isExistsProved: old.isExistsProved && old.endpoints.exists == system.endpoints.exists
            )
        )
    }

    private mutating func register(
        _ system: ProvisioningSystem,
        revision: Int,
        isExistsProved: Bool
    ) -> ProvisioningSystem {
        var system = system
        (system.revision, system.isExistsProved) = (revision, isExistsProved)
        (system.isDisabled, system.pause) = (false, nil)
        systems[system.name] = system
        return system
    }

    mutating func remove(_ name: SystemName) -> RegistryVerdict {
        guard let system = systems[name] else { return .unknown }
        if let inUse = uses(name) { return inUse }
        (systems[name], definitions[name]) = (nil, nil)
        return .done(system)
    }

    private func uses(_ name: SystemName) -> RegistryVerdict? {
        let links = links.values.count { $0[name] != nil }
        let attempts = log.count { $0.entry.system == name }
        return links == 0 && attempts == 0 ? nil : .inUse(links: links, attempts: attempts)
    }

    mutating func setDisabled(_ name: SystemName, _ isDisabled: Bool) -> RegistryVerdict {
        guard var system = systems[name] else { return .unknown }
        system.isDisabled = isDisabled
        system.revision += 1
        systems[name] = system
        return .done(system)
    }

    mutating func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) throws(StoreFailure) -> SyncOptionDefinitions {
        guard systems[name] != nil else { throw .misused(reason: "no such system") }
        let old = definitions[name]
        let revision = old.map { $0.fields == fields ? $0.revision : $0.revision + 1 } ?? 1
        let new = SyncOptionDefinitions(fields: fields, fetched: fetched, revision: revision)
        definitions[name] = new
        return new
    }
}
