/// Breaks a JSON document as disks, editors and liars do: flipped bytes, missing ends, repeated parts, and things that
/// nobody would write.
package enum DocumentMutation {
    private static let tokens: [[UInt8]] =
        [
            "1e400", "-1e400", "1e-400", "-0", "99999999999999999999999999", "-9223372036854775809", "0.1", "1.0",
            "NaN",
            "null", "true", "[]", "{}", "[", "]", "{", "}", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "\\udc00",
            "\\u200b",
            "\u{200B}", "\u{FEFF}", "\u{202E}", "\u{0}", "\r\n", "\t", " ", "\"\"", "\"Code\":1,", "\"format\":2,",
            "\"name\":\"x\",", ":181320", "https://", "http://[::1]:", "%", "#", "@", "ä", "e\u{301}", "<", "-", "0",
            "65536",
        ]
        .map { Array($0.utf8) } + [[0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xFE, 0xFF]]

    /// The document with one to four mutations.
    package static func mutated(_ document: [UInt8], using random: inout some RandomNumberGenerator) -> [UInt8] {
        var bytes = document
        for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&bytes, using: &random) }
        return bytes
    }

    private static func mutate(_ bytes: inout [UInt8], using random: inout some RandomNumberGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let part = place..<min(bytes.count, place + Int.random(in: 0...60, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0 where !part.isEmpty: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where !part.isEmpty: bytes[place] = .random(in: 0...255, using: &random)
        case 2: bytes.removeSubrange(place...)
        case 3: bytes.removeSubrange(part)
        case 4: bytes.insert(contentsOf: bytes[part], at: place)
        case 5:
            let copy = Array(bytes[part])
            bytes.insert(contentsOf: copy, at: .random(in: 0...bytes.count, using: &random))
        case 6:
            let depth = Int.random(in: 1...2000, using: &random)
            let brackets = Array(repeating: UInt8(ascii: Bool.random(using: &random) ? "[" : "{"), count: depth)
            bytes.insert(contentsOf: brackets, at: place)
        case 7: bytes.replaceSubrange(part, with: tokens.randomElement(using: &random) ?? [])
        default: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
        }
    }
}
