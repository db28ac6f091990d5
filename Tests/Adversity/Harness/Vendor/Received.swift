/// What a request was for.
package enum Endpoint: String, Sendable, Hashable, Codable, CaseIterable {
    case syncOptions = "syncoptions"
    case exists
    case synchronize
    case other

    init(path: some StringProtocol) {
        self = Self.allCases.first { path.hasSuffix("/accounts/\($0.rawValue)") } ?? .other
    }
}

/// What an answer to the exists call truthfully said.
package enum Saying: String, Sendable, Hashable, Codable {
    case absent
    case present
}

/// A request as the vendor saw it, whole or in part.
package struct Received: Sendable, Hashable, Codable {
    /// Counts all requests.
    package var number: Int
    package var connection: Int
    package var method = ""
    package var path = ""
    package var endpoint = Endpoint.other
    /// How many came for this endpoint, including this one.
    package var call = 0
    /// The correlation id: for a synchronize request, the attempt.
    package var trackID: String?
    package var account: String?
    package var parent: String?
    package var parentExternalID: String?
    /// As much of the head as came.
    package var head = ""
    /// As much of the body as came.
    package var body = ""
    /// When the first byte was seen, in nanoseconds since boot.
    package var at: UInt64
    package var isHeadComplete = false
    package var isBodyComplete = false
    /// The name of the reply.
    package var reply = ""
    /// What a reply that arrived whole said about the account.
    package var said: Saying?
    /// When that was determined, in nanoseconds since boot; another process may have sent before.
    package var saidAt: UInt64?

    init(number: Int, connection: Int) {
        self.number = number
        self.connection = connection
        at = Clock.uptime
    }
}

/// A create that the vendor executed.
package struct Created: Sendable, Hashable, Codable {
    package var request: Int
    package var trackID: String?
    package var account: String
    package var externalID: String
}
