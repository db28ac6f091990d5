/// What a request was for.
package enum Endpoint: String, Sendable, Hashable, Codable, CaseIterable {
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
package enum Saying: String, Sendable, Hashable, Codable {
    /// Not there.
    case absent
    /// There.
    case present
}

/// A request as the vendor saw it, whole or in part.
package struct Received: Sendable, Hashable, Codable {
    /// Its place among all requests.
    package var number: Int
    /// The connection that it came over.
    package var connection: Int
    /// The request line's method.
    package var method = ""
    /// The request line's path.
    package var path = ""
    /// What it was for.
    package var endpoint = Endpoint.other
    /// How many came for that endpoint, this one included.
    package var call = 0
    /// The correlation id: the attempt, for a synchronize.
    package var trackID: String?
    /// The platform's id of the account.
    package var account: String?
    /// The platform's id of the parent.
    package var parent: String?
    /// The vendor's id of the parent.
    package var parentExternalID: String?
    /// The head as far as it came.
    package var head = ""
    /// The body as far as it came.
    package var body = ""
    /// When its first byte was seen, in nanoseconds since boot.
    package var at: UInt64
    /// Whether the head came whole.
    package var isHeadComplete = false
    /// Whether the body came whole.
    package var isBodyComplete = false
    /// The name of what was answered.
    package var reply = ""
    /// What was said about the account, by an answer that came whole.
    package var said: Saying?
    /// When that was found out, in nanoseconds since boot; another process may have sent in between.
    package var saidAt: UInt64?

    init(number: Int, connection: Int) {
        self.number = number
        self.connection = connection
        at = Clock.uptime
    }
}

/// A create that the vendor executed.
package struct Created: Sendable, Hashable, Codable {
    /// The number of the request.
    package var request: Int
    /// The correlation id of the request.
    package var trackID: String?
    /// The platform's id of the account.
    package var account: String
    /// The id that the vendor gave it.
    package var externalID: String
}
