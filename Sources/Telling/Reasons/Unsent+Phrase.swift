package import Accounts

extension Unsent {
    /// What happened, to follow "not sent: ".
    package var phrase: String {
        switch self {
        case .nameNotResolved(let host): "the name \(host) has no address"
        case .connectionRefused(let host): "\(host) refused the connection"
        case .connectionTimedOut(let host): "\(host) did not take the connection in time"
        case .tlsFailed(let host, let fault): "no secure connection to \(host): \(fault.phrase)"
        case .proxyFailed(let fault): fault.phrase
        case .invalidRequest(let fault): fault.phrase
        case .gateClosed: "it was too late to begin, or the attempt had been taken over"
        case .cancelled: "it was cancelled"
        case .circuitOpen: "the vendor could not be reached several times in a row, so it is left alone for a minute"
        }
    }

    package var cure: String {
        switch self {
        case .nameNotResolved: "check the URL in the system's registration and the network, then try again"
        case .connectionRefused, .connectionTimedOut: "check that the service manager is up, then try again"
        case .tlsFailed(_, let fault): fault.cure
        case .proxyFailed: "correct HTTPS_PROXY, or name the vendor's host in NO_PROXY, then try again"
        case .invalidRequest: "correct the system's registration"
        case .gateClosed, .cancelled: "try again"
        case .circuitOpen(let wait):
            "check that the service manager is up, then try again in \(wait.wholeSeconds) s"
        }
    }
}

extension ProxyFault {
    package var phrase: String {
        switch self {
        case .nameNotResolved(let proxy): "the name of the proxy \(proxy) has no address"
        case .unreachable(let proxy): "the proxy \(proxy) cannot be reached"
        case .timedOut(let proxy, let host): "the proxy \(proxy) opened no way to \(host) in time"
        case .noWay(let proxy, let host): "the proxy \(proxy) opens no way to \(host)"
        case .unauthorized(let proxy):
            "the proxy\(proxy.map { " \($0)" } ?? "") wants another user name or password (HTTP 407)"
        case .setting(let variable, .otherKind):
            "the proxy in \(variable) is not an http proxy, and no other kind is supported"
        case .setting(let variable, .notHTTP): "the proxy in \(variable) is not an http:// URL"
        case .setting(let variable, .notAURL):
            "the proxy in \(variable) is not a URL of the form http://host:port"
        }
    }
}

extension RequestFault {
    package var phrase: String {
        switch self {
        case .url(let problem): "the registered URL \(problem.phrase)"
        case .plainHTTP(let host): "the registered URL of \(host) \(Self.plainHTTP)"
        case .noDiscoveryURL: "no URL is registered for discovery"
        case .headerName(let name): "the header \(name) has a name that cannot travel"
        case .headerValue(let name): "the header \(name) has a value that cannot travel"
        case .body: "the request cannot be written as JSON"
        case .library(let words): "the request cannot be made: \(words)"
        case .unusable(let problem): problem.phrase
        }
    }

    /// Why a URL is not used, to follow its name.
    static let plainHTTP = "is plain http, which anyone can read: use https, or set allowHttp"
}
