/// A vendor's service manager as the operator registered it: where it is, how it is spoken to, and how gently.
package struct ProvisioningSystem: Hashable, Sendable {
    /// Whose rules the preflight applies beside the general ones.
    package enum Vendor: String, Hashable, Sendable, CaseIterable, Codable {
        /// Dropbox's own rules (protocol.md, section 4).
        case dropbox
        /// No rules beyond what the definitions say.
        case generic
    }

    /// How its answers are spelled.
    package enum Dialect: String, Hashable, Sendable, CaseIterable, Codable {
        /// An answer has a `Code`, or the older `ErrorCode`.
        case standard
        /// `{"Result": …}` without a code is an answer, too.
        case resultOnly = "result-only"
    }

    /// The instance name.
    package var name: SystemName
    /// Whose rules apply.
    package var vendor: Vendor
    /// The GUID under which the platform is registered at the vendor.
    package var applicationID: String
    /// Where the API key is.
    package var apiKey: SecretReference
    /// Where the value of each settings field is; credentials travel in them.
    package var settings: [String: SecretReference]
    /// The registered URLs.
    package var endpoints: Endpoints
    /// How its answers are spelled.
    package var dialect: Dialect
    /// Whether the vendor says that a repeated synchronize creates no second account.
    package var isSafeToRepeat: Bool
    /// Whether plain http is allowed beyond loopback.
    package var allowsHTTP: Bool
    /// A file with the CA certificates to trust instead of the system's, or nil.
    package var caFile: String?
    /// The total time of one exchange.
    package var deadline: Duration
    /// The most requests to begin in a second.
    package var ratePerSecond: Double
    /// The most requests under way at once.
    package var inFlight: Int
    /// Whether it is hidden from lists and refuses to be used.
    package var isDisabled: Bool
    /// Why nothing is sent to it for now, or nil; set by a 401 or 403 of the vendor.
    package var pause: Reason?
    /// Whether its exists was once seen to find an account that it had made itself.
    package var isExistsProved: Bool
    /// Counts the changes of the registration.
    package var revision: Int

    /// Makes a system with the shipped defaults for what is not given.
    package init(
        name: SystemName,
        vendor: Vendor = .generic,
        applicationID: String,
        apiKey: SecretReference,
        settings: [String: SecretReference] = [:],
        endpoints: Endpoints,
        dialect: Dialect = .standard,
        isSafeToRepeat: Bool = false,
        allowsHTTP: Bool = false,
        caFile: String? = nil,
        deadline: Duration = .seconds(30),
        ratePerSecond: Double = 2,
        inFlight: Int = 4,
        isDisabled: Bool = false,
        pause: Reason? = nil,
        isExistsProved: Bool = false,
        revision: Int = 1
    ) {
        self.name = name
        self.vendor = vendor
        self.applicationID = applicationID
        self.apiKey = apiKey
        self.settings = settings
        self.endpoints = endpoints
        self.dialect = dialect
        self.isSafeToRepeat = isSafeToRepeat
        self.allowsHTTP = allowsHTTP
        self.caFile = caFile
        self.deadline = deadline
        self.ratePerSecond = ratePerSecond
        self.inFlight = inFlight
        self.isDisabled = isDisabled
        self.pause = pause
        self.isExistsProved = isExistsProved
        self.revision = revision
    }
}
