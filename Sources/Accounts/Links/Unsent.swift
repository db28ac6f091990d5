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
    case proxyFailed(ProxyFault)
    case invalidRequest(RequestFault)
    /// The gate said no: the attempt is not ours any more, or its deadline passed.
    case gateClosed
    /// It was cancelled before its first byte.
    case cancelled
    /// The vendor could not be reached before, and is left alone for this long.
    case circuitOpen(for: Duration)
}

/// Why the proxy that the environment names opens no way to the vendor; `proxy` is its host and port.
package enum ProxyFault: Hashable, Sendable {
    case nameNotResolved(proxy: String)
    case unreachable(proxy: String)
    case timedOut(proxy: String, host: String)
    case noWay(proxy: String, host: String)
    /// It answered 407.
    case unauthorized(proxy: String?)
    /// What the variable says is not a proxy; it is not repeated, since it may hold a password.
    case setting(variable: String, Setting)

    package enum Setting: String, Hashable, Sendable {
        /// A scheme of other proxies, such as https or socks5.
        case otherKind
        case notHTTP
        case notAURL
    }
}

/// Why a request cannot be made.
package enum RequestFault: Hashable, Sendable {
    /// A registered URL; one that an older version let in may be broken.
    case url(WebURL.Problem)
    /// The registered URL is plain http.
    case plainHTTP(host: String)
    case noDiscoveryURL
    case headerName(String)
    case headerValue(String)
    /// It cannot be written as JSON.
    case body
    /// The library's words.
    case library(String)
    case unusable(Unusable)
}
