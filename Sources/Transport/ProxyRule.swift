package import Accounts

/// Which URLs are reached through a proxy: `HTTPS_PROXY` and `NO_PROXY`, as curl and most other programs read them.
///
/// Only https URLs, by CONNECT, so that the proxy sees none of the credentials; never this machine itself.
package struct ProxyRule: Sendable {
    private let variable: String
    private let setting: String
    private let exceptions: [ProxyException]

    package init(environment: [String: String]) {
        // If both spellings are set, the older one wins, as in curl.
        func value(_ names: String...) -> (name: String, text: String)? {
            names.lazy.compactMap { name in environment[name].map { (name, $0.trimmed) } }.first { !$0.text.isEmpty }
        }
        let proxy = value("https_proxy", "HTTPS_PROXY")
        variable = proxy?.name ?? ""
        setting = proxy?.text ?? ""
        let list = value("no_proxy", "NO_PROXY")?.text ?? ""
        exceptions = list.split { $0 == "," || $0.isWhitespace }.map { ProxyException(String($0)) }
    }

    /// The proxy for a URL; nil if the URL is reached directly.
    package func proxy(for url: WebURL) throws(Unsent) -> HTTPProxy? {
        guard !setting.isEmpty, url.isEncrypted, !Loopback.contains(url.host) else { return nil }
        guard !exceptions.contains(where: { $0.covers(url) }) else { return nil }
        do throws(WebURL.Problem) {
            return try HTTPProxy(setting)
        } catch {
            // The variable's value may hold a password.
            throw .proxyFailed(.setting(variable: variable, error.proxyFault))
        }
    }
}

/// One entry of `NO_PROXY`: `*`, a host and everything below it, an address, or a block of addresses.
///
/// All but the first may name a port, and then cover only that port.
struct ProxyException: Sendable {
    private let isEverything: Bool
    private let host: String
    private let port: Int?
    private let block: AddressBlock?

    init(_ text: String) {
        isEverything = text == "*"
        block = AddressBlock(text)
        let bare = text.hasPrefix("*.") ? text.dropFirst(2) : text.hasPrefix(".") ? text.dropFirst() : text[...]
        let isAddress6 = bare.filter { $0 == ":" }.count > 1 && !bare.hasPrefix("[")
        let place = isAddress6 ? "[\(bare)]" : String(bare)
        // An entry that is not a host covers nothing.
        let url = place.contains { "/?#".contains($0) } ? nil : try? WebURL("https://\(place)")
        host = url?.host ?? ""
        port = place.hasSuffix("]") || !place.contains(":") ? nil : url?.port
    }

    func covers(_ url: WebURL) -> Bool {
        if isEverything || block?.contains(url.host) == true { return true }
        guard !host.isEmpty, port == nil || port == url.port else { return false }
        return url.host == host || url.host.hasSuffix("." + host)
    }
}

extension WebURL.Problem {
    fileprivate var proxyFault: ProxyFault.Setting {
        switch self {
        case .scheme("https"), .scheme("socks5"), .scheme("socks5h"), .scheme("socks4"), .scheme("socks"): .otherKind
        case .scheme: .notHTTP
        default: .notAURL
        }
    }
}
