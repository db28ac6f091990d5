package import Accounts
package import FoundationEssentials
import GRDB
package import Synchronizing

extension AccountStore: SystemRegistry {
    /// All systems by name.
    package func systems() async throws(StoreFailure) -> [ProvisioningSystem] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM systems ORDER BY name").map(ProvisioningSystem.init)
        }
    }

    /// Registers a system.
    package func add(_ system: ProvisioningSystem, sameVendor: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            let names = try String.fetchAll(database, sql: "SELECT name FROM systems").map { SystemName($0) }
            guard !names.contains(system.name) else { return .nameTaken }
            if let other = names.first(where: { $0.squashed == system.name.squashed }) { return .nameLike(other) }
            let other = try database.first(.systems, "WHERE claim_key = ?", [system.claimKey])
            if let other, !sameVendor { return .vendorTaken(by: SystemName(try other.text("name"))) }
            try database.execute(
                sql: "INSERT INTO systems (name, claim_key, registration, revision) VALUES (?, ?, ?, 1)",
                arguments: [system.name.rawValue, system.claimKey, try SystemRecord(system).json()]
            )
            return try Self.current(database, system.name)
        }
    }

    /// Replaces a registration.
    package func update(_ system: ProvisioningSystem) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            guard let old = try ProvisioningSystem.fetch(database, system.name) else { return .unknown }
            if old.claimKey != system.claimKey {
                let uses = try Self.uses(database, system.name)
                guard uses.links == 0, uses.attempts == 0 else {
                    return .inUse(links: uses.links, attempts: uses.attempts)
                }
            }
            try database.execute(
                sql: """
                    UPDATE systems SET claim_key = ?, registration = ?, pause = NULL, pause_reason = NULL, disabled = 0, revision = revision + 1,
                        exists_proved = exists_proved AND ?
                    WHERE name = ?
                    """,
                arguments: [
                    system.claimKey, try SystemRecord(system).json(), old.endpoints.exists == system.endpoints.exists,
                    system.name.rawValue,
                ]
            )
            try database.execute(sql: "DELETE FROM definitions WHERE system = ?", arguments: [system.name.rawValue])
            return try Self.current(database, system.name)
        }
    }

    /// Forgets a system that was never used.
    package func remove(_ name: SystemName) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            guard let system = try ProvisioningSystem.fetch(database, name) else { return .unknown }
            let uses = try Self.uses(database, name)
            guard uses.links == 0, uses.attempts == 0 else { return .inUse(links: uses.links, attempts: uses.attempts) }
            try database.execute(sql: "DELETE FROM systems WHERE name = ?", arguments: [name.rawValue])
            return .done(system)
        }
    }

    /// Hides a system, or shows it again.
    package func setDisabled(_ name: SystemName, _ isDisabled: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await write { database in
            guard try ProvisioningSystem.fetch(database, name) != nil else { return .unknown }
            try database.execute(
                sql: "UPDATE systems SET disabled = ?, revision = revision + 1 WHERE name = ?",
                arguments: [isDisabled, name.rawValue]
            )
            return try Self.current(database, name)
        }
    }

    /// Pauses a system, or lifts the pause.
    package func setPause(_ name: SystemName, _ reason: Reason?) async throws(StoreFailure) {
        try await write { database in
            try database.execute(
                sql: "UPDATE systems SET pause = NULL, pause_reason = ? WHERE name = ?",
                arguments: [try reason?.stored.json(), name.rawValue]
            )
        }
    }

    /// Remembers that exists can be believed.
    package func setExistsProved(_ name: SystemName) async throws(StoreFailure) {
        try await write { database in
            try database.execute(sql: "UPDATE systems SET exists_proved = 1 WHERE name = ?", arguments: [name.rawValue])
        }
    }

    /// The definitions that a system answered last.
    package func definitions(of name: SystemName) async throws(StoreFailure) -> SyncOptionDefinitions? {
        try await read { try SyncOptionDefinitions.fetch($0, name) }
    }

    /// Keeps what a system answered.
    package func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) async throws(StoreFailure) -> SyncOptionDefinitions {
        try await write { database in
            let old = try SyncOptionDefinitions.fetch(database, name)
            let revision = old.map { $0.fields == fields ? $0.revision : $0.revision + 1 } ?? 1
            try database.execute(
                sql: "INSERT OR REPLACE INTO definitions (system, fields, fetched, revision) VALUES (?, ?, ?, ?)",
                arguments: [name.rawValue, try fields.json(), fetched.timeIntervalSinceReferenceDate, revision]
            )
            return SyncOptionDefinitions(fields: fields, fetched: fetched, revision: revision)
        }
    }

    private static func current(_ database: Database, _ name: SystemName) throws -> RegistryVerdict {
        try ProvisioningSystem.fetch(database, name).map(RegistryVerdict.done) ?? .unknown
    }

    private static func uses(_ database: Database, _ name: SystemName) throws -> (links: Int, attempts: Int) {
        (
            try Int.fetchOne(database, sql: "SELECT count(*) FROM links WHERE system = ?", arguments: [name.rawValue])
                ?? 0,
            try Int.fetchOne(database, sql: "SELECT count(*) FROM log WHERE system = ?", arguments: [name.rawValue])
                ?? 0
        )
    }
}
