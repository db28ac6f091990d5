package import Accounts
package import FoundationEssentials
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: SystemRegistry {
    package func systems() async throws(StoreFailure) -> [ProvisioningSystem] {
        try await read { database in
            try database.all(.systems, "ORDER BY name").map(ProvisioningSystem.init)
        }
    }

    package func system(named name: SystemName) async throws(StoreFailure) -> ProvisioningSystem? {
        try await read { try ProvisioningSystem.fetch($0, name) }
    }

    package func add(_ system: ProvisioningSystem, sameVendor: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            let names = try String.fetchAll(database, sql: "SELECT name FROM systems").map { SystemName($0) }
            guard !names.contains(system.name) else { return .nameTaken }
            if let other = names.first(where: { $0.squashed == system.name.squashed }) { return .nameLike(other) }
            let other = try database.first(.systems, "WHERE claim_key = ?", [system.claimKey])
            if let other, !sameVendor { return .vendorTaken(by: try other.word("name")) }
            try database.insert(
                [
                    "name": system.name, "claim_key": system.claimKey,
                    "registration": try SystemRecord(system).json(), "revision": 1,
                ],
                into: .systems
            )
            return try Self.current(database, system.name)
        }
    }

    package func update(_ system: ProvisioningSystem) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            guard let old = try ProvisioningSystem.fetch(database, system.name) else { return .unknown }
            if old.claimKey != system.claimKey {
                if let inUse = try Self.uses(database, system.name) { return inUse }
            }
            try database.execute(
                sql: """
                    UPDATE systems SET claim_key = ?, registration = ?, pause = NULL, pause_reason = NULL, disabled = 0, revision = revision + 1,
                        exists_proved = exists_proved AND ?
                    WHERE name = ?
                    """,
                arguments: [
                    system.claimKey, try SystemRecord(system).json(), old.endpoints.exists == system.endpoints.exists,
                    system.name,
                ]
            )
            try database.execute(sql: "DELETE FROM definitions WHERE system = ?", arguments: [system.name])
            return try Self.current(database, system.name)
        }
    }

    package func remove(_ name: SystemName) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            guard let system = try ProvisioningSystem.fetch(database, name) else { return .unknown }
            if let inUse = try Self.uses(database, name) { return inUse }
            try database.execute(sql: "DELETE FROM systems WHERE name = ?", arguments: [name])
            return .done(system)
        }
    }

    package func setDisabled(_ name: SystemName, _ isDisabled: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            guard try ProvisioningSystem.fetch(database, name) != nil else { return .unknown }
            try database.execute(
                sql: "UPDATE systems SET disabled = ?, revision = revision + 1 WHERE name = ?",
                arguments: [isDisabled, name]
            )
            return try Self.current(database, name)
        }
    }

    package func setPause(_ name: SystemName, _ reason: Reason?) async throws(StoreFailure) {
        try await write { database in
            try database.execute(
                sql: "UPDATE systems SET pause = NULL, pause_reason = ? WHERE name = ?",
                arguments: [try reason?.stored.json(), name]
            )
        }
    }

    package func setExistsProved(_ name: SystemName) async throws(StoreFailure) {
        try await write { database in
            try database.execute(sql: "UPDATE systems SET exists_proved = 1 WHERE name = ?", arguments: [name])
        }
    }

    package func definitions(of name: SystemName) async throws(StoreFailure) -> SyncOptionDefinitions? {
        try await read { try SyncOptionDefinitions.fetch($0, name) }
    }

    package func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) async throws(StoreFailure) -> SyncOptionDefinitions {
        try await write { database in
            let old = try SyncOptionDefinitions.fetch(database, name)
            let revision = old.map { $0.fields == fields ? $0.revision : $0.revision + 1 } ?? 1
            try database.put(
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

    private static func current(_ database: Database, _ name: SystemName) throws -> RegistryVerdict {
        try ProvisioningSystem.fetch(database, name).map(RegistryVerdict.done) ?? .unknown
    }

    /// Returns `inUse` if the system is in use, otherwise nil.
    private static func uses(_ database: Database, _ name: SystemName) throws -> RegistryVerdict? {
        func count(_ table: StoredTable) throws -> Int {
            try Int.fetchOne(
                database,
                sql: "SELECT count(*) FROM \(table.rawValue) WHERE system = ?",
                arguments: [name]
            ) ?? 0
        }
        let (links, attempts) = (try count(.links), try count(.log))
        return links == 0 && attempts == 0 ? nil : .inUse(links: links, attempts: attempts)
    }
}
