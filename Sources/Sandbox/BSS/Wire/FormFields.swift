import Foundation

/// Fields in the form encoding, as queries and HTML forms have them.
enum FormFields {
    /// The fields in their order, decoded.
    static func pairs(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&")
            .map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (decoded(parts[0]), parts.count > 1 ? decoded(parts[1]) : "")
            }
    }

    /// The fields by their names in lower case; of two with the same name the first one counts.
    static func parse(_ text: String) -> [String: String] {
        Dictionary(pairs(text).map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
    }

    static func encode(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
    }

    private static func decoded(_ text: Substring) -> String {
        let spaced = text.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? String(spaced)
    }

    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~$".contains(character) {
                result.append(character)
            } else {
                result += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }
}
