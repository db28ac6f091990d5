import Accounts
import GRDB
import Synchronizing

/// A registration as it is stored; secrets are references.
struct SystemRecord: Codable {
    var vendor: ProvisioningSystem.Vendor
    var applicationID: String
    var apiKey: String
    var settings: [String: String]
    var endpoints: Endpoints
    var dialect: ProvisioningSystem.Dialect
    var isSafeToRepeat: Bool
    var allowsHTTP: Bool
    var caFile: String?
    var deadlineSeconds: Double
    var ratePerSecond: Double
    var inFlight: Int

    init(_ system: ProvisioningSystem) {
        vendor = system.vendor
        applicationID = system.applicationID
        apiKey = "\(system.apiKey)"
        settings = system.settings.mapValues { "\($0)" }
        endpoints = system.endpoints
        dialect = system.dialect
        isSafeToRepeat = system.isSafeToRepeat
        allowsHTTP = system.allowsHTTP
        caFile = system.caFile
        deadlineSeconds = system.deadline.seconds
        ratePerSecond = system.ratePerSecond
        inFlight = system.inFlight
    }
}

extension ProvisioningSystem {
    init(row: Row) throws {
        let record: SystemRecord = try row.json("registration")
        guard let apiKey = SecretReference(record.apiKey) else {
            throw StoreFailure.misused(reason: "unreadable reference")
        }
        self.init(
            name: SystemName(try row.text("name")),
            vendor: record.vendor,
            applicationID: record.applicationID,
            apiKey: apiKey,
            settings: record.settings.compactMapValues { SecretReference($0) },
            endpoints: record.endpoints,
            dialect: record.dialect,
            isSafeToRepeat: record.isSafeToRepeat,
            allowsHTTP: record.allowsHTTP,
            caFile: record.caFile,
            // What an older version let in, or somebody wrote, is used within the bounds that registrations have today.
            deadline: .seconds(min(max(0, record.deadlineSeconds), ProvisioningSystem.longestDeadline)),
            ratePerSecond: record.ratePerSecond.clamped(to: ProvisioningSystem.rates),
            inFlight: record.inFlight.clamped(to: ProvisioningSystem.inFlights),
            isDisabled: row["disabled"],
            pause: row["pause"],
            isExistsProved: row["exists_proved"],
            revision: row["revision"]
        )
    }

    static func fetch(_ database: Database, _ name: SystemName) throws -> ProvisioningSystem? {
        try Row.fetchOne(database, sql: "SELECT * FROM systems WHERE name = ?", arguments: [name.rawValue])
            .map(ProvisioningSystem.init)
    }
}

extension Comparable {
    /// The nearest value in a range.
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self { min(max(self, range.lowerBound), range.upperBound) }
}

extension SyncOptionDefinitions {
    static func fetch(_ database: Database, _ system: SystemName) throws -> SyncOptionDefinitions? {
        guard
            let row = try Row.fetchOne(
                database,
                sql: "SELECT * FROM definitions WHERE system = ?",
                arguments: [system.rawValue]
            )
        else { return nil }
        return SyncOptionDefinitions(
            fields: try row.json("fields"),
            fetched: row.date("fetched"),
            revision: row["revision"]
        )
    }
}
