/// A URL split into its parts (RFC 3986, appendix B); whether each part is valid is checked elsewhere.
struct URLParts {
    let scheme: String
    let hasUserInfo: Bool
    let hasFragment: Bool
    let path: Substring
    let query: Substring?
    private let place: Substring

    init(_ text: String) throws(WebURL.Problem) {
        guard let colon = text.firstRange(of: "://") else { throw .notAbsolute }
        let scheme = text[..<colon.lowerBound]
        guard scheme.utf8.first.map(Self.isLetter) == true, scheme.utf8.allSatisfy(Self.isOfScheme) else {
            throw .notAbsolute
        }
        self.scheme = scheme.lowercased()
        let rest = text[colon.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        let user = authority.lastIndex(of: "@")
        hasUserInfo = user != nil
        place = authority[(user.map { authority.index(after: $0) } ?? authority.startIndex)...]
        let whole = rest[authority.endIndex...]
        let tail = whole.prefix { $0 != "#" }
        hasFragment = tail.endIndex != whole.endIndex
        let question = tail.firstIndex(of: "?")
        path = tail[..<(question ?? tail.endIndex)]
        query = question.map { tail[tail.index(after: $0)...] }
    }

    /// The given port, or the usual one.
    static func port(_ digits: Substring?, else usual: Int) throws(WebURL.Problem) -> Int {
        guard let digits, !digits.isEmpty else { return usual }
        guard digits.utf8.allSatisfy(\.isDigit), let port = UInt16(digits), port > 0 else {
            throw .port(String(digits.prefix(20)))
        }
        return Int(port)
    }

    /// An IPv6 address has its colons in brackets.
    func hostAndPort() throws(WebURL.Problem) -> (host: Substring, digits: Substring?) {
        let end = place.hasPrefix("[") ? place.firstIndex(of: "]").map { place.index(after: $0) } : nil
        let colon = place[(end ?? place.startIndex)...].firstIndex(of: ":")
        let host = place[..<(colon ?? place.endIndex)]
        guard !host.isEmpty else { throw .notAbsolute }
        guard end == nil || host.endIndex == end else { throw .host(String(place)) }
        return (host, colon.map { place[place.index(after: $0)...] })
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }

    private static func isOfScheme(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte.isDigit || "+-.".utf8.contains(byte)
    }
}
