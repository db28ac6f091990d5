import Accounts
import AsyncHTTPClient
import Foundation

/// A proxy that opens tunnels to hosts (CONNECT, RFC 9110, section 9.3.6); its address is shown without the password.
package struct HTTPProxy: Sendable {
    let configuration: HTTPClient.Configuration.Proxy

    /// Reads `http://user:password@host:port`; the scheme and the user are optional.
    init(_ text: String) throws(WebURL.Problem) {
        let scheme = text.firstRange(of: "://").map { text[..<$0.lowerBound].lowercased() } ?? "http"
        guard scheme == "http" else { throw .scheme(scheme) }
        let rest = text.firstRange(of: "://").map { text[$0.upperBound...] } ?? text[...]
        let at = rest.lastIndex(of: "@")
        let url = try WebURL("http://" + rest[(at.map { rest.index(after: $0) } ?? rest.startIndex)...])
        var authorization: HTTPClient.Authorization?
        if let at {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
                .map { $0.removingPercentEncoding ?? String($0) }
            authorization = .basic(username: parts[0], password: parts.count > 1 ? parts[1] : "")
        }
        configuration = .server(host: url.host, port: url.port, authorization: authorization)
    }

    var address: String { "\(configuration.host):\(configuration.port)" }
}
