public import Accounts

/// The port to a vendor's service manager.
///
/// An implementation reports what happened on the wire and decides nothing; the decisions
/// are `Classification`'s.
public protocol ServiceManager: Sendable {
    /// Asks which fields the form has; safe to repeat.
    func syncOptions() async -> Exchange<[FieldDefinition]>

    /// Asks whether an account exists; safe to repeat.
    func exists(_ request: SyncRequest) async -> Exchange<AccountAnswer>

    /// Asks once to create an account: over a fresh connection, without redirect, without any retry.
    ///
    /// `gate` is asked after the connection is made and before the first byte; if it says no, nothing is sent.
    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer>

    /// Checks the registered settings at the vendor; the problems in its words, none when they are right. Safe to repeat.
    func checkSettings() async -> Exchange<[String]>
    /// Asks what the service manager says of itself; safe to repeat. An invalid request where no URL is registered for it.
    func discover() async -> Exchange<ServiceDescription>
}

extension ServiceManager {
    /// A service manager that says nothing of itself.
    public func discover() async -> Exchange<ServiceDescription> {
        .notSent(.invalidRequest("no URL is registered for discovery"))
    }
}

/// What a service manager says of itself (protocol.md, discovery).
public struct ServiceDescription: Hashable, Sendable {
    /// Its name.
    public var name: String
    /// Its version, or empty.
    public var version: String
    /// Whether the vendor knows resellers above end customers; nil if it does not say.
    public var supportsResellers: Bool?
    /// The URLs that it names, by the names of protocol.md: `SyncOptions`, `Synchronize`, `Exists`, `Delete`.
    public var urls: [String: String]

    /// Makes a description.
    public init(name: String, version: String = "", supportsResellers: Bool? = nil, urls: [String: String] = [:]) {
        self.name = name
        self.version = version
        self.supportsResellers = supportsResellers
        self.urls = urls
    }

    /// The names of the URLs that are read.
    public static let urlNames = ["SyncOptions", "Synchronize", "Exists", "Delete"]

    /// The names of those URLs that are registered otherwise; only whole URLs are compared, in their normal form.
    public func differences(from endpoints: Endpoints) -> [String] {
        let registered = [
            "SyncOptions": endpoints.syncOptions, "Synchronize": endpoints.synchronize, "Exists": endpoints.exists,
        ]
        return registered.keys.sorted()
            .filter { name in
                guard let url = urls[name], url.contains("://") else { return false }
                return WebURL.normalForm(of: url) != registered[name].map(WebURL.normalForm)
            }
    }
}

/// Makes the client of a system; fails where a secret or a file that the registration names cannot be read.
public protocol ServiceManagers: Sendable {
    /// The client for a system as it is registered now.
    func client(for system: ProvisioningSystem) async throws -> any ServiceManager
}

/// What happened on the wire.
public enum Exchange<Answer: Sendable>: Sendable {
    /// It ended before its first byte: nothing reached the vendor.
    case notSent(Unsent)
    /// It began, and no complete answer came.
    case broken(Break)
    /// An answer came.
    case answered(Response<Answer>)
}

/// An HTTP answer, read but not judged.
public struct Response<Answer: Sendable>: Sendable {
    /// The HTTP status.
    public var status: Int
    /// What `Retry-After` says, if it is there and can be read.
    public var retryAfter: Duration?
    /// What the body is.
    public var body: Body

    /// What a body is.
    public enum Body: Sendable {
        /// The answer that was asked for.
        case answer(Answer)
        /// A JSON object, but not that answer; with its message, if it has one.
        case object(message: String)
        /// No JSON object: HTML, cut, too large, too deep, with a key twice. The reason is a short phrase.
        case unreadable(String)
    }

    /// Makes an answer.
    public init(status: Int, retryAfter: Duration? = nil, body: Body) {
        self.status = status
        self.retryAfter = retryAfter
        self.body = body
    }
}

/// Why nothing was sent.
public enum Unsent: Error, Hashable, Sendable {
    /// The host's name has no address.
    case nameNotResolved(host: String)
    /// Nothing listens there, or the way is closed.
    case connectionRefused(host: String)
    /// No connection in time.
    case connectionTimedOut(host: String)
    /// No trust in the other side, or no common protocol.
    case tlsFailed(host: String, TLSFault)
    /// The proxy that the environment names opens no way to the vendor; what is the matter with it.
    case proxyFailed(String)
    /// The URL cannot be used, or a header value is not allowed.
    case invalidRequest(String)
    /// The gate said no: the attempt is not ours any more, or its deadline passed.
    case gateClosed
    /// It was cancelled before its first byte.
    case cancelled
    /// The vendor could not be reached before, and is left alone for so long.
    case circuitOpen(for: Duration)
}

/// How an exchange that had begun broke off.
public enum Break: Error, Hashable, Sendable {
    /// The deadline passed.
    case timedOut
    /// The connection was reset or closed before the answer was complete.
    case connectionLost
    /// Anything else; a short phrase.
    case other(String)
}

/// An answer of exists or synchronize, as it was spelled: `Code` or `ErrorCode`, `Message` or `ErrorMessage`.
public struct AccountAnswer: Sendable {
    /// The code; nil only in the dialect `result-only`.
    public var code: Int?
    /// The message, as it came.
    public var message: String
    /// The vendor's account id exactly as it came, if there is one that can be used.
    public var result: ExternalID?
    /// Why the id that came cannot be used.
    public var resultProblem: OneLine.Problem?
    /// A password that the vendor made up.
    public var generatedPassword: Secret?

    /// Makes an answer.
    public init(code: Int?, message: String = "", result: ExternalID? = nil, generatedPassword: Secret? = nil) {
        self.code = code
        self.message = message
        self.result = result
        self.generatedPassword = generatedPassword
    }
}
