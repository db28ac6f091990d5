/// Text in a URL or a form.
enum URLText {
    /// Pairs as a query or a form has them (RFC 3986, section 2.3: everything but the unreserved is escaped).
    static func form(_ pairs: [(String, String)]) -> String {
        pairs.map { "\(segment($0.0))=\(segment($0.1))" }.joined(separator: "&")
    }

    static func segment(_ text: String) -> String {
        var escaped = ""
        for byte in text.utf8 {
            if isUnreserved(byte) {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                escaped += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return escaped
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~".utf8.contains(byte)
        }
    }
}
