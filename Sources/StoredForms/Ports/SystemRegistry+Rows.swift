package import Accounts
package import FoundationEssentials
package import Synchronizing

extension SystemRegistry where Self: RowStore {
    package func systems() async throws(StoreFailure) -> [ProvisioningSystem] {
        try await readRows { try $0.all(.systems, "ORDER BY name").map(ProvisioningSystem.init) }
    }

    package func system(named name: SystemName) async throws(StoreFailure) -> ProvisioningSystem? {
        try await readRows { try ProvisioningSystem.fetch($0, name) }
    }

    package func add(_ system: ProvisioningSystem, sameVendor: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await writeRows { rows in
            try rows.lockSystems()
            let names = try rows.systemNames()
            guard !names.contains(system.name) else { return .nameTaken }
            if let other = names.first(where: { $0.squashed == system.name.squashed }) { return .nameLike(other) }
            let other = try rows.first(.systems, "WHERE claim_key = $1 ORDER BY name", [system.claimKey])
            if let other, !sameVendor { return .vendorTaken(by: try other.word("name")) }
            try rows.insert(
                [
                    "name": system.name, "claim_key": system.claimKey,
                    "registration": try SystemRecord(system).json(), "revision": 1,
                ],
                into: .systems
            )
            return try rows.verdict(on: system.name)
        }
    }

    package func update(_ system: ProvisioningSystem) async throws(StoreFailure) -> RegistryVerdict {
        try await writeRows { rows in
            guard let old = try ProvisioningSystem.fetch(rows, system.name, .own) else { return .unknown }
            if old.claimKey != system.claimKey {
                if let inUse = try rows.uses(of: system.name) { return inUse }
            }
            try rows.change(
                """
                UPDATE systems SET claim_key = $1, registration = $2, pause = NULL, pause_reason = NULL,
                    disabled = false, revision = revision + 1, exists_proved = exists_proved AND $3
                WHERE name = $4
                """,
                [
                    system.claimKey, try SystemRecord(system).json(), old.endpoints.exists == system.endpoints.exists,
                    system.name,
                ]
            )
            try rows.change("DELETE FROM definitions WHERE system = $1", [system.name])
            return try rows.verdict(on: system.name)
        }
    }

    package func remove(_ name: SystemName) async throws(StoreFailure) -> RegistryVerdict {
        try await writeRows { rows in
            guard let system = try ProvisioningSystem.fetch(rows, name, .own) else { return .unknown }
            if let inUse = try rows.uses(of: name) { return inUse }
            try rows.change("DELETE FROM systems WHERE name = $1", [name])
            return .done(system)
        }
    }

    package func setDisabled(_ name: SystemName, _ isDisabled: Bool) async throws(StoreFailure) -> RegistryVerdict {
        try await writeRows { rows in
            let sql = "UPDATE systems SET disabled = $1, revision = revision + 1 WHERE name = $2"
            return try rows.change(sql, [isDisabled, name]) == 0 ? .unknown : rows.verdict(on: name)
        }
    }

    package func setPause(_ name: SystemName, _ reason: Reason?) async throws(StoreFailure) {
        try await writeRows { rows in
            _ = try rows.change(
                "UPDATE systems SET pause = NULL, pause_reason = $1 WHERE name = $2",
                [try reason?.stored.json(), name]
            )
        }
    }

    package func setExistsProved(_ name: SystemName) async throws(StoreFailure) {
        try await writeRows { _ = try $0.change("UPDATE systems SET exists_proved = true WHERE name = $1", [name]) }
    }

    package func definitions(of name: SystemName) async throws(StoreFailure) -> SyncOptionDefinitions? {
        try await readRows { try SyncOptionDefinitions.fetch($0, name) }
    }

    package func keep(
        _ fields: [FieldDefinition],
        of name: SystemName,
        fetched: Date
    ) async throws(StoreFailure) -> SyncOptionDefinitions {
        try await writeRows { rows in
            // Where there are none yet, only the system's row can be locked.
            _ = try ProvisioningSystem.fetch(rows, name, .own)
            let old = try SyncOptionDefinitions.fetch(rows, name, .own)
            let revision = old.map { $0.fields == fields ? $0.revision : $0.revision + 1 } ?? 1
            try rows.put(
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
}

extension BookRows {
    fileprivate func verdict(on name: SystemName) throws -> RegistryVerdict {
        try ProvisioningSystem.fetch(self, name).map(RegistryVerdict.done) ?? .unknown
    }

    /// Returns `inUse` if the system is in use, otherwise nil.
    fileprivate func uses(of name: SystemName) throws -> RegistryVerdict? {
        func count(_ table: StoredTable) throws -> Int {
            try self.count("SELECT count(*) FROM \(table.rawValue) WHERE system = $1", [name])
        }
        let (links, attempts) = (try count(.links), try count(.log))
        return links == 0 && attempts == 0 ? nil : .inUse(links: links, attempts: attempts)
    }
}
