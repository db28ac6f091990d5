import Foundation
import Synchronizing

/// Which URLs are used: https, or http on loopback unless the system is registered for more; never with a user name in it.
enum URLRule {
    /// The host of a URL that may be used.
    static func host(of text: String, allowsHTTP: Bool) throws(Unsent) -> String {
        guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty else {
            throw .invalidRequest("\"\(text)\" is no URL")
        }
        guard url.user == nil, url.password == nil else {
            throw .invalidRequest("the URL of \(host) holds a user name")
        }
        switch url.scheme?.lowercased() {
        case "https": return host
        case "http" where allowsHTTP || Loopback.contains(host): return host
        case "http": throw .invalidRequest("the URL of \(host) is plain http, which anyone can read")
        default: throw .invalidRequest("\"\(text)\" is neither https nor http")
        }
    }
}
