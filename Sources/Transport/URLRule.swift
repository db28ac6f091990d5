package import Accounts

/// Which URLs may be used: https, and http only on loopback unless the registration allows more.
package enum URLRule {
    package static func allows(_ url: WebURL, allowsHTTP: Bool) -> Bool {
        url.isEncrypted || allowsPlain(url.host, allowsHTTP: allowsHTTP)
    }

    /// Whether plain HTTP to a host may be used.
    package static func allowsPlain(_ host: String, allowsHTTP: Bool) -> Bool {
        allowsHTTP || Loopback.contains(host)
    }

    /// Reads a URL that may be used; one that an older version accepted may be malformed.
    static func read(_ text: String, allowsHTTP: Bool) throws(Unsent) -> WebURL {
        let url: WebURL
        do throws(WebURL.Problem) {
            url = try WebURL(text)
        } catch {
            throw .invalidRequest(.url(error))
        }
        guard allows(url, allowsHTTP: allowsHTTP) else { throw .invalidRequest(.plainHTTP(host: url.host)) }
        return url
    }
}
