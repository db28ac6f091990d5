package import Accounts
package import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: SystemRegistry {
    package func systems() async throws(StoreFailure) -> [ProvisioningSystem] {
        try await read { try $0.all(.systems, "ORDER BY name").map(ProvisioningSystem.init) }
    }

    package func system(named name: SystemName) async throws(StoreFailure) -> ProvisioningSystem? {
        try await read { try ProvisioningSystem.fetch($0, name) }
    }

    package func add(_ system: ProvisioningSystem, sameVendor: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await write { session in
            // Two names that are alike see nothing of each other, so one is added at a time.
            try session.run("LOCK TABLE systems IN SHARE ROW EXCLUSIVE MODE")
            let names = try session.systemNames()
            guard !names.contains(system.name) else { return .nameTaken }
            if let other = names.first(where: { $0.squashed == system.name.squashed }) { return .nameLike(other) }
            let other = try session.first(.systems, "WHERE claim_key = $1 ORDER BY name", [system.claimKey])
            if let other, !sameVendor { return .vendorTaken(by: try other.word("name")) }
            try session.insert(
                [
                    "name": system.name, "claim_key": system.claimKey,
                    "registration": try SystemRecord(system).json(), "revision": 1,
                ],
                into: .systems
            )
            return try Self.current(session, system.name)
        }
    }

    package func update(_ system: ProvisioningSystem) async throws(StoreFailure) -> RegistryVerdict {
        try await write { session in
            guard let old = try ProvisioningSystem.fetch(session, system.name, .own) else { return .unknown }
            if old.claimKey != system.claimKey {
                if let inUse = try Self.uses(session, system.name) { return inUse }
            }
            try session.run(
                """
                UPDATE systems SET claim_key = $1, registration = $2, pause = NULL, pause_reason = NULL,
                    disabled = false, revision = revision + 1, exists_proved = exists_proved AND $3::boolean
                WHERE name = $4
                """,
                [
                    system.claimKey, try SystemRecord(system).json(), old.endpoints.exists == system.endpoints.exists,
                    system.name,
                ]
            )
            try session.run("DELETE FROM definitions WHERE system = $1", [system.name])
            return try Self.current(session, system.name)
        }
    }

    package func remove(_ name: SystemName) async throws(StoreFailure) -> RegistryVerdict {
        try await write { session in
            guard let system = try ProvisioningSystem.fetch(session, name, .own) else { return .unknown }
            if let inUse = try Self.uses(session, name) { return inUse }
            try session.run("DELETE FROM systems WHERE name = $1", [name])
            return .done(system)
        }
    }

    package func setDisabled(_ name: SystemName, _ isDisabled: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await write { session in
            let rows = try session.run(
                "UPDATE systems SET disabled = $1::boolean, revision = revision + 1 WHERE name = $2 RETURNING name",
                [isDisabled, name]
            )
            return rows.count == 0 ? .unknown : try Self.current(session, name)
        }
    }

    package func setPause(_ name: SystemName, _ reason: Reason?) async throws(StoreFailure) {
        try await write { session in
            _ = try session.run(
                "UPDATE systems SET pause = NULL, pause_reason = $1 WHERE name = $2",
                [try reason?.stored.json(), name]
            )
        }
    }

    package func setExistsProved(_ name: SystemName) async throws(StoreFailure) {
        try await write { _ = try $0.run("UPDATE systems SET exists_proved = true WHERE name = $1", [name]) }
    }

    package func definitions(of name: SystemName) async throws(StoreFailure) -> SyncOptionDefinitions? {
        try await read { try SyncOptionDefinitions.fetch($0, name) }
    }

    package func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) async throws(StoreFailure) -> SyncOptionDefinitions {
        try await write { session in
            // Where there are none yet, only the system's row can be locked.
            _ = try ProvisioningSystem.fetch(session, name, .own)
            let old = try SyncOptionDefinitions.fetch(session, name, .own)
            let revision = old.map { $0.fields == fields ? $0.revision : $0.revision + 1 } ?? 1
            try session.put(
                [
                    "system": name, "fields": try fields.json(), "fetched": fetched.timeIntervalSinceReferenceDate,
                    "revision": revision,
                ],
                into: .definitions,
                key: ["system"]
            )
            return SyncOptionDefinitions(fields: fields, fetched: fetched, revision: revision)
        }
    }

    private static func current(_ session: Session, _ name: SystemName) throws -> RegistryVerdict {
        try ProvisioningSystem.fetch(session, name).map(RegistryVerdict.done) ?? .unknown
    }

    /// Returns `inUse` if the system is in use, otherwise nil.
    private static func uses(_ session: Session, _ name: SystemName) throws -> RegistryVerdict? {
        func count(_ table: StoredTable) throws -> Int {
            try session.count("SELECT count(*) FROM \(table.rawValue) WHERE system = $1", [name])
        }
        let (links, attempts) = (try count(.links), try count(.log))
        return links == 0 && attempts == 0 ? nil : .inUse(links: links, attempts: attempts)
    }
}
