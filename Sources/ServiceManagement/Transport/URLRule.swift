package import Accounts
import Synchronizing

/// Which URLs are used: https, or http on loopback unless the system is registered for more.
package enum URLRule {
    package static func allows(_ url: WebURL, allowsHTTP: Bool) -> Bool {
        url.isEncrypted || allowsHTTP || Loopback.contains(url.host)
    }

    /// The URL that may be used; one that an older version let in may be broken.
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
