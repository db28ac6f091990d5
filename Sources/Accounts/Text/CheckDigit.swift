/// A number whose last digit is computed from the others, modulo 11; a wrong digit or two swapped digits are detected.
enum CheckDigit {
    /// Whether the last digit is right; `X` or `K` stand for ten.
    ///
    /// The weights are the usual ones, from the right: 2 to 7 repeatedly, or 2 and upwards without end (ISBN-10). A
    /// vendor does not say which of the two it means.
    static func fits(_ text: String) -> Bool {
        let signs = Array(text.uppercased().utf8.filter { !" .-/".utf8.contains($0) })
        guard signs.count > 1, let last = signs.last else { return false }
        let digits = signs.dropLast().map { Int($0) - 0x30 }
        guard digits.allSatisfy((0...9).contains) else { return false }
        let check = [UInt8(ascii: "X"), UInt8(ascii: "K")].contains(last) ? 10 : Int(last) - 0x30
        guard (0...10).contains(check) else { return false }
        return [6, digits.count]
            .contains { length in
                let sum = zip(digits.reversed(), 0...).reduce(0) { $0 + $1.0 * (2 + $1.1 % length) }
                return (sum + check) % 11 == 0 || check == 0 && (sum + 10) % 11 == 0
            }
    }
}
