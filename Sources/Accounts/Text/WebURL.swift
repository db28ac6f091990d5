/// The URL of a service that can be called: `https` or `http`, absolute, by the grammar of RFC 3986 and not by what
/// resembles it.
///
/// `text` is what is called, spelled as it was given; `normal` is what is compared.
package struct WebURL: Hashable, Sendable {
    /// Why a text is not taken.
    package enum Problem: Error, Hashable, Sendable {
        /// It does not begin with a scheme, `://` and a host.
        case notAbsolute
        /// It has another scheme than https or http.
        case scheme(String)
        /// It holds a user name or a password.
        case userInfo
        /// It has a fragment, which is never sent.
        case fragment
        /// A character that nobody sees.
        case hidden(Unicode.Scalar)
        /// A character that may only stand in a URL percent-encoded.
        case character(Unicode.Scalar)
        /// A `%` that two hexadecimal digits do not follow.
        case percent
        /// The host is neither a name nor an address in its usual spelling.
        case host(String)
        /// The host's name has letters that do not travel; its spelling in ASCII, empty where there is none.
        case foreignHost(ascii: String)
        /// The port is not one.
        case port(String)
        /// It has more bytes than this.
        case tooLong(limit: Int)
    }

    /// The longest URL, in bytes.
    package static let longest = 2000

    /// The URL as it was given, without white space at its ends.
    package let text: String
    /// Whether it is https.
    package let isEncrypted: Bool
    /// The host in lower case: a name without a dot at its end, or an address; one of IPv6 has no brackets.
    package let host: String
    /// The port, the scheme's own if none is given.
    package let port: Int
    private let path: String
    private let query: String

    /// Takes a text; white space at its ends is left out, since no one means it.
    package init(_ text: some StringProtocol) throws(Problem) {
        self.text = text.trimmed
        if let hidden = self.text.firstHidden { throw .hidden(hidden) }
        guard self.text.utf8.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
        let parts = try URLParts(self.text)
        switch parts.scheme {
        case "https": isEncrypted = true
        case "http": isEncrypted = false
        default: throw .scheme(parts.scheme)
        }
        host = try URLHost.read(parts.host)
        port = try parts.port(else: isEncrypted ? 443 : 80)
        path = try URLPath.normal(parts.path)
        query = if let query = parts.query { "?" + (try URLPath.decoded(query)) } else { "" }
    }

    /// The normal form of RFC 3986, section 6: one spelling for all that mean the same.
    ///
    /// Scheme and host are in lower case; the scheme's own port, a dot at the host's end and the path's dot segments
    /// are gone; what need not be percent-encoded is not, and what must be is so in upper case; an empty path is `/`.
    package var normal: String {
        let place = host.contains(":") ? "[\(host)]" : host
        let isUsual = port == (isEncrypted ? 443 : 80)
        return (isEncrypted ? "https" : "http") + "://" + place + (isUsual ? "" : ":\(port)") + path + query
    }

    /// The normal form of a text; the text as it is spelled, if it is not a URL that can be used.
    package static func normalForm(of text: String) -> String {
        do throws(Problem) {
            return try WebURL(text).normal
        } catch {
            return text
        }
    }
}
