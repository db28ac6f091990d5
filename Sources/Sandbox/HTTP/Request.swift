import NIOCore
import NIOHTTP1

/// A request that was read whole.
struct Request: Sendable {
    /// The longest body that is read, in bytes.
    static let longestBody = 2 << 20

    /// Why a body is not read.
    struct BodyTooLong: Error {}

    let head: HTTPRequestHead
    /// As it is written in the target, not decoded.
    let path: String
    /// What stands behind the path; nil without a question mark.
    let query: String?
    private let body: ByteBuffer

    init(_ head: HTTPRequestHead, body: ByteBuffer) {
        self.head = head
        self.body = body
        var target = head.uri.prefix { $0 != "#" }
        // A client may name the server in the target, too (RFC 9112, section 3.2.2).
        if !target.hasPrefix("/"), let scheme = target.firstRange(of: "://") {
            target = target[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
        }
        let path = target.prefix { $0 != "?" }
        self.path = path.isEmpty ? "/" : String(path)
        query = path.endIndex == target.endIndex ? nil : String(target[path.endIndex...].dropFirst())
    }

    var method: HTTPMethod { head.method }
    /// The host and port that the client believes to talk to.
    var authority: String { self["Host"] ?? "" }

    /// A header, by its name in any case; of several the first.
    subscript(name: String) -> String? { head.headers.first(name: name) }

    /// The body as text.
    var text: String {
        get throws(BodyTooLong) {
            guard body.readableBytes <= Self.longestBody else { throw BodyTooLong() }
            return String(buffer: body)
        }
    }
}
