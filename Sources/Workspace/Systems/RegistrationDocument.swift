import Accounts
import Synchronizing

/// The members of a registration, as in its JSON.
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

    init(_ system: ProvisioningSystem) {
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
}
