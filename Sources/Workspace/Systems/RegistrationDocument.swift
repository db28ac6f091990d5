package import Accounts
package import FoundationEssentials
import StrictJSON
import Synchronizing

/// The registration of a provisioning system as JSON: `systems add` reads it and `systems show` writes it; secrets stay
/// references.
package struct RegistrationDocument: Encodable, Hashable, Sendable {
    private var name: String
    private var vendor: String
    private var applicationId: String
    private var apiKey: String
    private var settings: [String: String]
    private var endpoints: Endpoints
    private var dialect: String
    private var safeToRepeat: Bool
    private var allowHttp: Bool
    private var caFile: String?
    private var deadlineSeconds: Double
    private var ratePerSecond: Double
    private var inFlight: Int

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, vendor, applicationId, apiKey, settings, endpoints, dialect, safeToRepeat, allowHttp, caFile
        case deadlineSeconds, ratePerSecond, inFlight
    }

    /// The members of `endpoints`.
    static let endpointNames = [
        "syncOptions", "synchronize", "exists", "fieldsGet", "fieldsValidate", "serviceDefinitions",
        "subscriptionsCreate", "discovery", "customersList",
    ]

    package init(_ system: ProvisioningSystem) {
        name = system.name.rawValue
        vendor = system.vendor.rawValue
        applicationId = system.applicationID
        apiKey = "\(system.apiKey)"
        settings = system.settings.mapValues { "\($0)" }
        endpoints = system.endpoints
        dialect = system.dialect.rawValue
        safeToRepeat = system.isSafeToRepeat
        allowHttp = system.allowsHTTP
        caFile = system.caFile
        deadlineSeconds = system.deadline.seconds
        ratePerSecond = system.ratePerSecond
        inFlight = system.inFlight
    }

    /// Reads a registration; contacts nobody and resolves no reference.
    ///
    /// Values below a shipped floor are raised to it, and `notes` says so.
    package static func read(
        _ data: Data
    ) throws(DocumentProblem) -> (system: ProvisioningSystem, notes: [RegistrationNote]) {
        let json = try JSON.document(Array(data))
        let reader: RegistrationReader
        do throws(MemberProblem) { reader = try RegistrationReader(json) } catch { throw .members([error]) }
        return try reader.system()
    }
}

/// What was changed in a registration while it was read.
package enum RegistrationNote: Hashable, Sendable {
    /// The deadline was raised to the shortest safe one, in seconds.
    case deadlineRaised(to: Int)
}
