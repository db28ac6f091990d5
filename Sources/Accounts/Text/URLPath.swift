/// The path and the query of a URL, checked and normalised (RFC 3986, section 6.2.2).
enum URLPath {
    /// A path without dot segments; `/` for an empty one.
    static func normal(_ path: Substring, noting problems: inout [WebURL.Problem]) -> String {
        let whole = decoded(path, noting: &problems)
        let segments = whole.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        var kept: [Substring] = []
        for segment in segments where segment != "." {
            if segment == ".." { _ = kept.popLast() } else { kept.append(segment) }
        }
        // A path that ends in a dot segment names a directory.
        if let last = segments.last, last == "." || last == ".." { kept.append("") }
        return "/" + kept.joined(separator: "/")
    }

    /// A text without unnecessary percent-encoding; the encoding that remains has upper-case digits.
    ///
    /// Each thing that is wrong with it is noted once.
    static func decoded(_ text: Substring, noting problems: inout [WebURL.Problem]) -> String {
        func note(_ problem: WebURL.Problem) { if !problems.contains(problem) { problems.append(problem) } }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            if scalar == "%" {
                let code = rest.prefix(2)
                guard code.count == 2, code.allSatisfy(\.properties.isASCIIHexDigit),
                    let byte = UInt8(String(Substring(code)), radix: 16)
                else {
                    note(.percent)
                    continue
                }
                rest = rest.dropFirst(2)
                let meant = Unicode.Scalar(byte)
                result += isUnreserved(meant) ? String(meant) : "%" + String(Substring(code)).uppercased()
            } else {
                guard isUnreserved(scalar) || reserved.contains(scalar) else {
                    note(.character(scalar))
                    continue
                }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static let reserved = Set("/?:@!$&'()*+,;=".unicodeScalars)

    private static func isUnreserved(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": true
        default: false
        }
    }
}
