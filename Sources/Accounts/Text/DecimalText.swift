/// A number in decimal notation, kept as text: a sign, digits, and a fraction after a point.
///
/// A `Double` would accept `nan`, `inf` and `0x1p3` as numbers, and lose digits of an amount.
package enum DecimalText {
    package static func isNumber(_ text: String) -> Bool {
        let unsigned = text.utf8.first.map(isSign) == true ? text.utf8.dropFirst() : text.utf8[...]
        let parts = unsigned.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        return parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isDigit) }
    }

    /// The number that a text may mean, or two if a comma may separate either thousands or a fraction; empty if there
    /// is no way to tell.
    package static func readings(of text: String) -> [String] {
        var digits = ""
        for scalar in text.unicodeScalars {
            switch scalar.lookAlike {
            case .digit(let digit): digits += "\(digit)"
            case .dash: digits += "-"
            case .space: break
            case .ascii, nil:
                if !" '_\u{2019}".unicodeScalars.contains(scalar) { digits.unicodeScalars.append(scalar) }
            }
        }
        return candidates(digits).map(completed).filter { isNumber($0) && $0 != text }
    }

    private static func candidates(_ text: String) -> [String] {
        guard let mark = text.last(where: { $0 == "," || $0 == "." }) else { return [text] }
        let other: Character = mark == "," ? "." : ","
        if text.contains(other) {
            let parts = text.split(separator: mark, omittingEmptySubsequences: false)
            return parts.count == 2 && isGrouped(parts[0], by: other)
                ? [parts[0].filter { $0 != other } + "." + parts[1]] : []
        }
        let whole = text.filter { $0 != mark }
        if text.count(where: { $0 == mark }) > 1 { return isGrouped(text[...], by: mark) ? [whole] : [] }
        let fraction = text.replacing(",", with: ".")
        return mark == "," && isGrouped(text[...], by: mark) ? [whole, fraction] : [fraction]
    }

    /// Whether the signs in a number separate groups of three digits.
    private static func isGrouped(_ text: Substring, by sign: Character) -> Bool {
        let groups: [Substring] = text.split(omittingEmptySubsequences: false) { $0 == sign }
        return groups.dropFirst().allSatisfy { $0.count == 3 }
    }

    /// Adds the digit that is missing before or after a point.
    private static func completed(_ text: String) -> String {
        var text = text
        if text.hasSuffix(".") { text.removeLast() }
        if text.hasPrefix(".") { text = "0" + text }
        return text.hasPrefix("-.") ? "-0" + text.dropFirst() : text
    }

    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
}
