import Accounts
import Synchronizing

extension Unsent {
    init?(_ stored: StoredReason) {
        switch (stored.first, stored.host) {
        case ("nameNotResolved", let host?): self = .nameNotResolved(host: host)
        case ("connectionRefused", let host?): self = .connectionRefused(host: host)
        case ("connectionTimedOut", let host?): self = .connectionTimedOut(host: host)
        case ("tlsFailed", let host?):
            guard let fault = TLSFault(stored.inner) else { return nil }
            self = .tlsFailed(host: host, fault)
        case ("proxyFailed", _):
            guard let fault = ProxyFault(stored.inner) else { return nil }
            self = .proxyFailed(fault)
        case ("invalidRequest", _):
            guard let fault = RequestFault(stored.inner) else { return nil }
            self = .invalidRequest(fault)
        case ("gateClosed", _): self = .gateClosed
        case ("cancelled", _): self = .cancelled
        case ("circuitOpen", _):
            guard let seconds = stored.duration else { return nil }
            self = .circuitOpen(for: seconds)
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .nameNotResolved(let host): .init("nameNotResolved") { $0.host = host }
        case .connectionRefused(let host): .init("connectionRefused") { $0.host = host }
        case .connectionTimedOut(let host): .init("connectionTimedOut") { $0.host = host }
        case .tlsFailed(let host, let fault):
            fault.stored.with { $0.host = host }.under("tlsFailed")
        case .proxyFailed(let fault): fault.stored.under("proxyFailed")
        case .invalidRequest(let fault): fault.stored.under("invalidRequest")
        case .gateClosed: .init("gateClosed")
        case .cancelled: .init("cancelled")
        case .circuitOpen(let wait): .init("circuitOpen") { $0.seconds = wait.seconds }
        }
    }
}

extension StoredReason {
    /// The stored time; nil if it is one that our program would never wait for.
    var duration: Duration? {
        seconds.flatMap { (0...1e6).contains($0) ? .milliseconds(Int64(($0 * 1000).rounded())) : nil }
    }
}

extension ProxyFault {
    init?(_ stored: StoredReason) {
        switch (stored.first, stored.proxy, stored.host) {
        case ("nameNotResolved", let proxy?, _): self = .nameNotResolved(proxy: proxy)
        case ("unreachable", let proxy?, _): self = .unreachable(proxy: proxy)
        case ("timedOut", let proxy?, let host?): self = .timedOut(proxy: proxy, host: host)
        case ("noWay", let proxy?, let host?): self = .noWay(proxy: proxy, host: host)
        case ("unauthorized", let proxy, _): self = .unauthorized(proxy: proxy)
        case ("otherKind", _, _): self = .setting(variable: stored.name ?? "", .otherKind)
        case ("notHTTP", _, _): self = .setting(variable: stored.name ?? "", .notHTTP)
        case ("notAURL", _, _): self = .setting(variable: stored.name ?? "", .notAURL)
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .nameNotResolved(let proxy): .init("nameNotResolved") { $0.proxy = proxy }
        case .unreachable(let proxy): .init("unreachable") { $0.proxy = proxy }
        case .timedOut(let proxy, let host): .init("timedOut") { ($0.proxy, $0.host) = (proxy, host) }
        case .noWay(let proxy, let host): .init("noWay") { ($0.proxy, $0.host) = (proxy, host) }
        case .unauthorized(let proxy): .init("unauthorized") { $0.proxy = proxy }
        case .setting(let variable, .otherKind): .init("otherKind") { $0.name = variable }
        case .setting(let variable, .notHTTP): .init("notHTTP") { $0.name = variable }
        case .setting(let variable, .notAURL): .init("notAURL") { $0.name = variable }
        }
    }
}

extension RequestFault {
    init?(_ stored: StoredReason) {
        switch stored.first {
        case "url":
            guard let problem = WebURL.Problem(stored.inner) else { return nil }
            self = .url(problem)
        case "plainHTTP": self = .plainHTTP(host: stored.host ?? "")
        case "noDiscoveryURL": self = .noDiscoveryURL
        case "headerName": self = .headerName(stored.name ?? "")
        case "headerValue": self = .headerValue(stored.name ?? "")
        case "body": self = .body
        case "library": self = .library(stored.text ?? "")
        case "secret":
            guard let failure = SecretFailure(stored.inner) else { return nil }
            self = .unusable(.secret(failure))
        case "caFile":
            guard let file = stored.file, let fault = CAFileFault(stored.inner) else { return nil }
            self = .unusable(.caFile(file, fault))
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .url(let problem): problem.stored.under("url")
        case .plainHTTP(let host): .init("plainHTTP") { $0.host = host }
        case .noDiscoveryURL: .init("noDiscoveryURL")
        case .headerName(let name): .init("headerName") { $0.name = name }
        case .headerValue(let name): .init("headerValue") { $0.name = name }
        case .body: .init("body")
        case .library(let words): .init("library") { $0.text = words }
        case .unusable(.secret(let failure)): failure.stored.under("secret")
        case .unusable(.caFile(let file, let fault)):
            fault.stored.with { $0.file = file }.under("caFile")
        }
    }
}

extension WebURL.Problem {
    init?(_ stored: StoredReason) {
        switch (stored.first, stored.text, stored.character) {
        case ("notAbsolute", _, _): self = .notAbsolute
        case ("scheme", let scheme?, _): self = .scheme(scheme)
        case ("userInfo", _, _): self = .userInfo
        case ("fragment", _, _): self = .fragment
        case ("hidden", _, let character?): self = .hidden(character)
        case ("character", _, let character?): self = .character(character)
        case ("percent", _, _): self = .percent
        case ("host", let host?, _): self = .host(host)
        case ("foreignHost", let ascii?, _): self = .foreignHost(ascii: ascii)
        case ("port", let port?, _): self = .port(port)
        case ("tooLong", _, _): self = .tooLong(limit: stored.number ?? 0)
        default: return nil
        }
    }

    var stored: StoredReason {
        switch self {
        case .notAbsolute: .init("notAbsolute")
        case .scheme(let scheme): .init("scheme") { $0.text = scheme }
        case .userInfo: .init("userInfo")
        case .fragment: .init("fragment")
        case .hidden(let character): .init("hidden") { $0.character = character }
        case .character(let character): .init("character") { $0.character = character }
        case .percent: .init("percent")
        case .host(let host): .init("host") { $0.text = host }
        case .foreignHost(let ascii): .init("foreignHost") { $0.text = ascii }
        case .port(let port): .init("port") { $0.text = port }
        case .tooLong(let limit): .init("tooLong") { $0.number = limit }
        }
    }
}

extension StoredReason {
    /// The character with the stored Unicode number.
    var character: Unicode.Scalar? {
        get { number.flatMap { UInt32(exactly: $0) }.flatMap(Unicode.Scalar.init) }
        set { number = newValue.map { Int($0.value) } }
    }
}
