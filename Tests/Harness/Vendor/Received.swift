/// What a request was for.
public enum Endpoint: String, Sendable, Hashable, Codable, CaseIterable {
    /// The fields of the form.
    case syncOptions = "syncoptions"
    /// Whether an account is there.
    case exists
    /// The one that creates.
    case synchronize
    /// Anything else.
    case other

    init(path: some StringProtocol) {
        self = Self.allCases.first { path.hasSuffix("/accounts/\($0.rawValue)") } ?? .other
    }
}

/// What an answer to exists truly said.
public enum Saying: String, Sendable, Hashable, Codable {
    /// Not there.
    case absent
    /// There.
    case present
}

/// A request as the vendor saw it, whole or in part.
public struct Received: Sendable, Hashable, Codable {
    /// Its place among all requests.
    public var number: Int
    /// The connection that it came over.
    public var connection: Int
    /// The request line's method.
    public var method = ""
    /// The request line's path.
    public var path = ""
    /// What it was for.
    public var endpoint = Endpoint.other
    /// How many came for that endpoint, this one included.
    public var call = 0
    /// The correlation id: the attempt, for a synchronize.
    public var trackID: String?
    /// The platform's id of the account.
    public var account: String?
    /// The platform's id of the parent.
    public var parent: String?
    /// The vendor's id of the parent.
    public var parentExternalID: String?
    /// The head as far as it came.
    public var head = ""
    /// The body as far as it came.
    public var body = ""
    /// When its first byte was seen, in nanoseconds since boot.
    public var at: UInt64
    /// Whether the head came whole.
    public var isHeadComplete = false
    /// Whether the body came whole.
    public var isBodyComplete = false
    /// The name of what was answered.
    public var reply = ""
    /// What was said about the account, by an answer that came whole.
    public var said: Saying?
    /// When that was found out, in nanoseconds since boot; another process may have sent in between.
    public var saidAt: UInt64?

    init(number: Int, connection: Int) {
        self.number = number
        self.connection = connection
        at = Clock.uptime
    }
}

/// A create that the vendor executed.
public struct Created: Sendable, Hashable, Codable {
    /// The number of the request.
    public var request: Int
    /// The correlation id of the request.
    public var trackID: String?
    /// The platform's id of the account.
    public var account: String
    /// The id that the vendor gave it.
    public var externalID: String
}
