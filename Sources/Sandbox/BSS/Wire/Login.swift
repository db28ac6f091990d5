import Foundation

/// A request for a token, in the terms of OAuth 2.0 (RFC 6749, 4.3 and 5.2).
struct Login: Sendable {
    /// The `Authorization` header.
    var authorization: String?
    var contentType: String?
    var body: String

    struct Refusal: Error {
        var status: Int
        var error: String
    }

    func check(_ configuration: BSSConfiguration) throws(Refusal) {
        let client = Data("\(configuration.clientKey):\(configuration.clientSecret)".utf8).base64EncodedString()
        guard Self.credentials("basic", authorization) == client else {
            throw Refusal(status: 401, error: "invalid_client")
        }
        guard contentType?.lowercased().hasPrefix("application/x-www-form-urlencoded") == true else {
            throw Refusal(status: 400, error: "invalid_request")
        }
        let fields = FormFields.parse(body)
        guard fields["grant_type"] == "password" else { throw Refusal(status: 400, error: "unsupported_grant_type") }
        guard fields["username"] == configuration.username, fields["password"] == configuration.password else {
            throw Refusal(status: 400, error: "invalid_grant")
        }
    }

    /// What follows the scheme in an `Authorization` header; nil for another scheme.
    static func credentials(_ scheme: String, _ authorization: String?) -> String? {
        let words = authorization?.split(separator: " ") ?? []
        return words.count == 2 && words[0].lowercased() == scheme ? String(words[1]) : nil
    }
}
