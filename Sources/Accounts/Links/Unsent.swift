/// Why nothing was sent.
package enum Unsent: Error, Hashable, Sendable {
    /// The host name could not be resolved to an address.
    case nameNotResolved(host: String)
    /// Nothing listens there, or the connection is blocked.
    case connectionRefused(host: String)
    /// There was no connection in time.
    case connectionTimedOut(host: String)
    /// The other side is not trusted, or there is no common protocol.
    case tlsFailed(host: String, TLSFault)
    case proxyFailed(ProxyFault)
    case invalidRequest(RequestFault)
    /// The gate refused: the attempt is no longer ours, or its deadline has passed.
    case gateClosed
    /// It was cancelled before the first byte.
    case cancelled
    /// The vendor could not be reached before, and is left alone for this much longer.
    case circuitOpen(for: Duration)
}

/// Why the proxy named by the environment does not connect to the vendor; `proxy` is its host and port.
package enum ProxyFault: Hashable, Sendable {
    case nameNotResolved(proxy: String)
    case unreachable(proxy: String)
    case timedOut(proxy: String, host: String)
    case noWay(proxy: String, host: String)
    /// The proxy responded with 407.
    case unauthorized(proxy: String?)
    /// The value of the variable is not a proxy; it is not repeated, since it may contain a password.
    case setting(variable: String, Setting)

    package enum Setting: String, Hashable, Sendable {
        /// The scheme is that of another kind of proxy, such as https or socks5.
        case otherKind
        case notHTTP
        case notAURL
    }
}

/// Why a request cannot be built.
package enum RequestFault: Hashable, Sendable {
    /// A registered URL is broken, as one that an older version accepted may be.
    case url(WebURL.Problem)
    /// The registered URL is plain http.
    case plainHTTP(host: String)
    case noDiscoveryURL
    case headerName(String)
    case headerValue(String)
    /// The request cannot be encoded as JSON.
    case body
    /// An error in the library's words.
    case library(String)
    case unusable(Unusable)
}
