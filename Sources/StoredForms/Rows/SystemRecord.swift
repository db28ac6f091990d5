package import Accounts
import FoundationEssentials
import Synchronizing

/// A registration as it is stored; secrets are stored as references.
package struct SystemRecord: Codable, Sendable {
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

    package init(_ system: ProvisioningSystem) {
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

extension SystemRecord {
    fileprivate static let known = Remembered<String, SystemRecord>()

    /// Whether the numbers are within what a registration may have; calculating with others could fail.
    fileprivate var isUsable: Bool {
        (0...86_400).contains(deadlineSeconds) && (0...1_000_000).contains(ratePerSecond)
            && (1...1_000_000).contains(inFlight)
    }
}

extension ProvisioningSystem {
    package init(row: StoredRow) throws {
        let record = try row.json("registration", SystemRecord.known)
        let settings = record.settings.compactMapValues { SecretReference($0) }
        guard let apiKey = SecretReference(record.apiKey), settings.count == record.settings.count, record.isUsable
        else { throw row.damage("registration") }
        self.init(
            name: try row.word("name"),
            vendor: record.vendor,
            applicationID: record.applicationID,
            apiKey: apiKey,
            settings: settings,
            endpoints: record.endpoints,
            dialect: record.dialect,
            isSafeToRepeat: record.isSafeToRepeat,
            allowsHTTP: record.allowsHTTP,
            caFile: record.caFile,
            // Values that an older version accepted are limited to today's bounds.
            deadline: .seconds(min(record.deadlineSeconds, ProvisioningSystem.longestDeadline)),
            ratePerSecond: record.ratePerSecond.clamped(to: ProvisioningSystem.rates),
            inFlight: record.inFlight.clamped(to: ProvisioningSystem.inFlights),
            isDisabled: try row.flag("disabled"),
            pause: try row.reason("pause_reason", before: "pause"),
            isExistsProved: try row.flag("exists_proved"),
            revision: try row.number("revision")
        )
    }
}

extension Comparable {
    fileprivate func clamped(to range: ClosedRange<Self>) -> Self { min(max(self, range.lowerBound), range.upperBound) }
}

private let knownFields = Remembered<String, [FieldDefinition]>()

extension SyncOptionDefinitions {
    package init(row: StoredRow) throws {
        self.init(
            fields: try row.json("fields", knownFields),
            fetched: try row.date("fetched"),
            revision: try row.number("revision")
        )
    }
}
