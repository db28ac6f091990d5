/// Texts in which anything may stand beside anything: for comparing a quick way with the slow one that defines it.
///
/// The same seed gives the same texts.
package struct RandomText {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// A number below a limit.
    package mutating func number(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }

    /// A text of at most so many scalars, from one to three ranges of Unicode.
    package mutating func text(longest: Int = 20) -> String {
        let ranges = (0...number(below: 3)).map { _ in Self.ranges[number(below: Self.ranges.count)] }
        var text = String.UnicodeScalarView()
        for _ in 0..<number(below: longest + 1) {
            let range = ranges[number(below: ranges.count)]
            if let scalar = Unicode.Scalar(range.lowerBound + UInt32(number(below: range.count))) {
                text.append(scalar)
            }
        }
        return String(text)
    }

    private static let ranges: [Range<UInt32>] = [
        // ASCII: all, what can be seen, digits and signs.
        0..<0x80, 0x20..<0x7F, 0x20..<0x7F, 0x20..<0x40,
        // Latin, marks, Greek, Cyrillic, Armenian, Hebrew, Arabic, Devanagari, Thai, the vowels of Korean.
        0x80..<0x100, 0xC0..<0x250, 0x300..<0x370, 0x370..<0x400, 0x400..<0x530, 0x530..<0x590, 0x590..<0x600,
        0x600..<0x700, 0x900..<0x980, 0xE00..<0xE80, 0x1100..<0x1200,
        // Greek with accents, spaces and marks of typography, signs, kana, ideographs, Korean.
        0x1F00..<0x2000, 0x2000..<0x2070, 0x2070..<0x2800, 0x3000..<0x3100, 0x4DB0..<0x4E10, 0x4E00..<0xA000,
        0xAC00..<0xD7B0,
        // Private use, ligatures, selectors and letters of full width, emoji and what belongs to them, anything.
        0xD7B0..<0xE010, 0xFB00..<0xFB50, 0xFE00..<0x1_0000, 0x1F300..<0x1F700, 0x200B..<0x2010, 0..<0x11_0000,
    ]
}
