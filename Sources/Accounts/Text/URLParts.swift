/// A URL split into its parts (RFC 3986, appendix B); whether each part is valid is checked elsewhere.
struct URLParts {
    let scheme: String
    let host: Substring
    let path: Substring
    let query: Substring?
    private let digits: Substring?

    init(_ text: String) throws(WebURL.Problem) {
        guard let colon = text.firstRange(of: "://") else { throw .notAbsolute }
        let scheme = text[..<colon.lowerBound]
        guard scheme.utf8.first.map(Self.isLetter) == true, scheme.utf8.allSatisfy(Self.isOfScheme) else {
            throw .notAbsolute
        }
        self.scheme = scheme.lowercased()
        let rest = text[colon.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        let tail = rest[authority.endIndex...]
        guard !authority.contains("@") else { throw .userInfo }
        guard !tail.contains("#") else { throw .fragment }
        (host, digits) = try Self.hostAndPort(authority)
        let question = tail.firstIndex(of: "?")
        path = tail[..<(question ?? tail.endIndex)]
        query = question.map { tail[tail.index(after: $0)...] }
    }

    /// The given port, or the usual one.
    func port(else usual: Int) throws(WebURL.Problem) -> Int {
        guard let digits, !digits.isEmpty else { return usual }
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits), port > 0 else {
            throw .port(String(digits.prefix(20)))
        }
        return Int(port)
    }

    /// An IPv6 address has its colons in brackets.
    private static func hostAndPort(
        _ authority: Substring
    ) throws(WebURL.Problem) -> (host: Substring, port: Substring?) {
        let end = authority.hasPrefix("[") ? authority.firstIndex(of: "]").map { authority.index(after: $0) } : nil
        let colon = authority[(end ?? authority.startIndex)...].firstIndex(of: ":")
        let host = authority[..<(colon ?? authority.endIndex)]
        guard !host.isEmpty else { throw .notAbsolute }
        guard end == nil || host.endIndex == end else { throw .host(String(authority)) }
        return (host, colon.map { authority[authority.index(after: $0)...] })
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isOfScheme(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || "+-.".utf8.contains(byte)
    }
}
