import Accounts
import GRDB
import StoredForms

extension ProvisioningSystem {
    static func fetch(_ database: Database, _ name: SystemName) throws -> ProvisioningSystem? {
        try database.first(.systems, "WHERE name = ?", [name]).map(ProvisioningSystem.init)
    }
}

extension SyncOptionDefinitions {
    static func fetch(_ database: Database, _ system: SystemName) throws -> SyncOptionDefinitions? {
        try database.first(.definitions, "WHERE system = ?", [system]).map(SyncOptionDefinitions.init)
    }
}
