/// The URL of a service that can be called: `https` or `http`, absolute, and valid by the grammar of RFC 3986 rather
/// than merely similar.
///
/// `text` is what is called, spelled as it was given; `normal` is what is compared.
package struct WebURL: Hashable, Sendable {
    /// Why a text is refused.
    package enum Problem: Error, Hashable, Sendable {
        /// It does not begin with a scheme, `://` and a host.
        case notAbsolute
        case scheme(String)
        case userInfo
        /// It has a fragment, which is never sent.
        case fragment
        case hidden(Unicode.Scalar)
        /// It contains a character that a URL may contain only percent-encoded.
        case character(Unicode.Scalar)
        /// A `%` is not followed by two hexadecimal digits.
        case percent
        /// The host is neither a name nor an address in its usual spelling.
        case host(String)
        /// The host name has non-ASCII letters; `ascii` is its spelling in ASCII, empty if there is none.
        case foreignHost(ascii: String)
        case port(String)
        /// It has more than this many bytes.
        case tooLong(limit: Int)
    }

    /// The longest URL, in bytes.
    package static let longest = 2000

    /// The URL as it was given, without white space at its ends.
    package let text: String
    package let isEncrypted: Bool
    /// The host in lower case: a name without a trailing dot, or an address; an IPv6 address has no brackets.
    package let host: String
    /// The port, or the scheme's default if none is given.
    package let port: Int
    /// In its normal form.
    package let path: String
    private let query: String

    /// Takes a text; white space at its ends is dropped, since nobody means it.
    package init(_ text: some StringProtocol) throws(Problem) {
        let read = URLReading(text)
        if let first = read.problems.first { throw first }
        guard let host = read.host, let port = read.port else { throw .notAbsolute }
        self.text = read.text
        isEncrypted = read.scheme == "https"
        self.host = host
        self.port = port
        path = read.path
        query = read.query
    }

    /// All that is wrong with a text, the first of which is thrown where it is taken; empty if it is a usable URL.
    package static func problems(of text: some StringProtocol) -> [Problem] { URLReading(text).problems }

    /// The host that a text names for plain HTTP, whatever else is wrong with it; nil if it names none.
    package static func plainHost(of text: some StringProtocol) -> String? {
        let read = URLReading(text)
        return read.scheme == "http" ? read.host : nil
    }

    /// The normal form of RFC 3986, section 6: one spelling for all that mean the same.
    ///
    /// The scheme and host are in lower case; the scheme's default port, the host's trailing dot and the dot segments
    /// of the path are removed; unnecessary percent-encoding is removed, and the rest is in upper case; an empty path
    /// becomes `/`.
    package var normal: String { origin + path + query }

    /// The scheme and the place.
    package var origin: String { (isEncrypted ? "https" : "http") + "://" + place }

    /// The host with its port, unless that is the scheme's default: what stands in a header of a request.
    package var place: String {
        let name = host.contains(":") ? "[\(host)]" : host
        let isUsual = port == (isEncrypted ? 443 : 80)
        return name + (isUsual ? "" : ":\(port)")
    }

    /// The normal form of a text, or the text itself if it is not a usable URL.
    package static func normalForm(of text: String) -> String {
        do throws(Problem) {
            return try WebURL(text).normal
        } catch {
            return text
        }
    }
}
