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
        case "http" where allowsHTTP || isLoopback(host): return host
        case "http": throw .invalidRequest("the URL of \(host) is plain http, which anyone can read")
        default: throw .invalidRequest("\"\(text)\" is neither https nor http")
        }
    }

    private static func isLoopback(_ host: String) -> Bool {
        let host = host.lowercased()
        return host == "localhost" || host == "::1" || host == "[::1]" || isLoopbackV4(host)
    }

    private static func isLoopbackV4(_ host: String) -> Bool {
        let parts = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return parts.count == 4 && parts.allSatisfy { $0 != nil } && parts[0] == 127
    }
}
