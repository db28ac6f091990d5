import Accounts
import Synchronizing

/// The members of a registration as they stand in JSON.
public struct RegistrationDocument: Codable, Hashable, Sendable {
    var name: String
    var vendor: String?
    var applicationId: String
    var apiKey: String
    var settings: [String: String]?
    var endpoints: Endpoints
    var dialect: String?
    var safeToRepeat: Bool?
    var allowHttp: Bool?
    var caFile: String?
    var deadlineSeconds: Double?
    var ratePerSecond: Double?
    var inFlight: Int?

    enum CodingKeys: String, CodingKey, CaseIterable {
        case name, vendor, applicationId, apiKey, settings, endpoints, dialect, safeToRepeat, allowHttp, caFile
        case deadlineSeconds, ratePerSecond, inFlight
    }

    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    private enum EndpointKeys: String, CaseIterable {
        case syncOptions, synchronize, exists, fieldsGet, fieldsValidate, serviceDefinitions, subscriptionsCreate,
            discovery
    }

    /// Reads the members; a member that nobody knows is a problem, since it may be a misspelled one.
    public init(from decoder: any Decoder) throws {
        let all = try decoder.container(keyedBy: AnyKey.self)
        let known = Set(CodingKeys.allCases.map(\.rawValue))
        if let stranger = all.allKeys.first(where: { !known.contains($0.stringValue) }) {
            throw RegistrationProblem.unknown(stranger.stringValue)
        }
        let members = try decoder.container(keyedBy: CodingKeys.self)
        name = try members.decode(String.self, forKey: .name)
        vendor = try members.decodeIfPresent(String.self, forKey: .vendor)
        applicationId = try members.decode(String.self, forKey: .applicationId)
        apiKey = try members.decode(String.self, forKey: .apiKey)
        settings = try members.decodeIfPresent([String: String].self, forKey: .settings)
        let knownEndpoints = Set(EndpointKeys.allCases.map(\.rawValue))
        let urls = try members.nestedContainer(keyedBy: AnyKey.self, forKey: .endpoints)
        if let stranger = urls.allKeys.first(where: { !knownEndpoints.contains($0.stringValue) }) {
            throw RegistrationProblem.unknown("endpoints.\(stranger.stringValue)")
        }
        endpoints = try members.decode(Endpoints.self, forKey: .endpoints)
        dialect = try members.decodeIfPresent(String.self, forKey: .dialect)
        safeToRepeat = try members.decodeIfPresent(Bool.self, forKey: .safeToRepeat)
        allowHttp = try members.decodeIfPresent(Bool.self, forKey: .allowHttp)
        caFile = try members.decodeIfPresent(String.self, forKey: .caFile)
        deadlineSeconds = try members.decodeIfPresent(Double.self, forKey: .deadlineSeconds)
        ratePerSecond = try members.decodeIfPresent(Double.self, forKey: .ratePerSecond)
        inFlight = try members.decodeIfPresent(Int.self, forKey: .inFlight)
    }

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
