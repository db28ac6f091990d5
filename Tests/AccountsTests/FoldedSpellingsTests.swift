import Samples
import Testing

@testable import Accounts

/// Folding by the table, against folding the text as a whole.
@Suite struct FoldedSpellingsTests {
    private static let pieces = [
        "a", "Z", "7", " ", "-", "\t", "\r\n", "ä", "Ö", "ü", "ø", "Å", "ß", "ẞ", "ł", "İ", "ı", "ς", "Σ", "ΐ", "Ж",
        "й",
        "ŉ", "ǆ", "½", "ﬁ", "Ａ", "東", "\u{9FFF}", "ビ", "각", "e\u{301}", "a\u{308}", "\u{308}", "\u{300}\u{308}",
        "\u{AD}", "\u{200B}", "\u{212B}", "\u{37E}", "\u{52F}", "\u{531}", "\u{4DB5}", "😀", "\u{2019}", "\u{7F}",
        "\u{1}",
    ]

    @Test func `every two pieces are folded as the text as a whole is`() {
        for first in Self.pieces {
            for second in Self.pieces {
                compare("x\(first)\(second)y")
            }
        }
    }

    @Test func `any text is folded as it is as a whole`() {
        var random = RandomText(seed: 1)
        for _ in 0..<10_000 { compare(random.text()) }
    }

    private func compare(_ text: String) {
        let spellings = FoldedSpellings(text)
        #expect(spellings.plain == Array(text.decomposedAndFolded.utf8), "\(text.debugDescription)")
        var expanded = ""
        let letters = text.composed.unicodeScalars
        for scalar in letters { expanded += Folding.twoLetters[scalar] ?? String(scalar) }
        // Without such a letter there is one spelling; composing the vowels of old Korean is not exact.
        if !letters.contains(where: { Folding.twoLetters[$0] != nil }) { expanded = text }
        #expect(spellings.all.last == Array(expanded.decomposedAndFolded.utf8), "\(text.debugDescription)")
    }

    @Test func `every character is folded as it is by itself`() {
        for value in 0..<UInt32(0x1_0000) {
            guard let text = Unicode.Scalar(value).map(String.init) else { continue }
            #expect(
                FoldedSpellings(text).plain == Array(text.decomposedAndFolded.utf8),
                "U+\(String(value, radix: 16))"
            )
        }
    }
}
