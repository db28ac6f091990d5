package import Accounts
import Synchronizing

/// Which URLs are used: https, or http on loopback unless the system is registered for more.
package enum URLRule {
    /// Why a URL is not used, to follow its name; nil if it is.
    package static func problem(of url: WebURL, allowsHTTP: Bool) -> String? {
        guard !url.isEncrypted, !allowsHTTP, !Loopback.contains(url.host) else { return nil }
        return "is plain http, which anyone can read: use https, or set allowHttp"
    }

    /// The URL that may be used; one that an older version let in may be broken.
    static func read(_ text: String, allowsHTTP: Bool) throws(Unsent) -> WebURL {
        let url: WebURL
        do throws(WebURL.Problem) {
            url = try WebURL(text)
        } catch {
            throw .invalidRequest("the registered URL \(error.phrase)")
        }
        if let problem = problem(of: url, allowsHTTP: allowsHTTP) {
            throw .invalidRequest("the registered URL of \(url.host) \(problem)")
        }
        return url
    }
}
