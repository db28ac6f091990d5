/// A vendor's service manager as the operator registered it: where it is, how to talk to it, and how gently.
package struct ProvisioningSystem: Hashable, Sendable {
    /// Whose rules the preflight applies in addition to the general ones.
    package enum Vendor: String, Hashable, Sendable, CaseIterable, Codable {
        /// Dropbox's own rules (docs/protocol.md, section 8).
        case dropbox
        /// No rules beyond what the definitions say.
        case generic
    }

    /// The format of its answers.
    package enum Dialect: String, Hashable, Sendable, CaseIterable, Codable {
        /// An answer has a `Code`, or the older `ErrorCode`.
        case standard
        /// `{"Result": …}` without a code is also an answer.
        case resultOnly = "result-only"
    }

    package var name: SystemName
    package var vendor: Vendor
    /// The GUID under which the platform is registered at the vendor.
    package var applicationID: String
    /// Where the API key is kept.
    package var apiKey: SecretReference
    /// Where the value of each settings field is kept; credentials are sent in them.
    package var settings: [String: SecretReference]
    package var endpoints: Endpoints
    package var dialect: Dialect
    /// Whether the vendor promises that a repeated synchronize call creates no second account.
    package var isSafeToRepeat: Bool
    /// Whether plain http is allowed beyond loopback.
    package var allowsHTTP: Bool
    /// A file with the CA certificates to trust instead of the system's, or nil.
    package var caFile: String?
    /// The total time allowed for one exchange.
    package var deadline: Duration
    /// The most requests that may begin per second.
    package var ratePerSecond: Double
    /// The most requests that may be under way at once.
    package var inFlight: Int
    /// Whether the system is hidden from lists and must not be used.
    package var isDisabled: Bool
    /// Why nothing is sent to the system for now, or nil; set by a 401 or 403 from the vendor.
    package var pause: Reason?
    /// Whether the exists call has ever found an account that we had created.
    package var isExistsProved: Bool
    package var revision: Int

    /// Creates a system with the shipped defaults for anything that is not given.
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

extension ProvisioningSystem {
    /// The rates allowed for a registered system and for a bulk run, in requests per second.
    ///
    /// Nobody wants fewer than one request in a hundred seconds, and a rate close to zero gives waits that no clock can
    /// represent.
    package static let rates = 0.01...1000.0
    /// The allowed numbers of requests under way at once.
    package static let inFlights = 1...64
    /// The shortest deadline of a send, in seconds (docs/reliability.md, "The numbers").
    package static let leastDeadline = 30.0
    /// The longest deadline of any exchange, in seconds.
    package static let longestDeadline = 600.0
}
