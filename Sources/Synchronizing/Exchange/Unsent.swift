/// Why nothing was sent.
package enum Unsent: Error, Hashable, Sendable {
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
package enum Break: Error, Hashable, Sendable {
    /// The deadline passed.
    case timedOut
    /// The connection was reset or closed before the answer was complete.
    case connectionLost
    /// Anything else; a short phrase.
    case other(String)
}
