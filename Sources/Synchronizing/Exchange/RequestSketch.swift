package import Accounts

/// A request as a person may read it: nothing secret is in it, and it cannot be sent.
package struct RequestSketch: Hashable, Sendable {
    package enum Call: String, Hashable, Sendable, CaseIterable {
        case exists, synchronize
    }

    package struct Header: Hashable, Sendable {
        package var name: String
        /// nil if it is a secret, or another one each time.
        package var value: String?

        package init(_ name: String, _ value: String?) { (self.name, self.value) = (name, value) }
    }

    package var call: Call
    package var method: String
    /// The scheme, the host and its port.
    package var origin: String
    /// The host, with its port unless that is the usual one.
    package var host: String
    /// Without a query, which may hold a secret.
    package var path: String
    package var headers: [Header]
    /// JSON, in lines.
    package var body: String

    package init(
        call: Call,
        method: String,
        origin: String,
        host: String,
        path: String,
        headers: [Header],
        body: String
    ) {
        (self.call, self.method) = (call, method)
        (self.origin, self.host, self.path) = (origin, host, path)
        (self.headers, self.body) = (headers, body)
    }
}

extension SyncRequest {
    /// The request with a text instead of each secret value.
    package func withoutSecrets(_ text: String) -> SyncRequest {
        var request = self
        for id in maskedOptions where request.options[id] != nil { request.options[id] = text }
        return request
    }
}
