import Accounts
import Foundation
import Testing

/// The one door for what comes in.
struct OneLineTests {
    @Test func `one spelling stands for all that look the same`() throws {
        let composed = try AccountCode(reading: "B\u{E4}-1")
        let decomposed = try AccountCode(reading: " Ba\u{308}-1\t")
        #expect(Array(composed.rawValue.utf8) == Array(decomposed.rawValue.utf8))
        #expect(try OneLine("\u{A0}\u{3000}x\u{2028}").text == "x")
        #expect(try OneLine("\u{212B}").text == "\u{C5}")
    }

    @Test func `every letter is composed as Foundation composes it, alone, after another one and with a mark`() {
        let marks = ["", "\u{301}", "\u{5B0}", "\u{3099}", "\u{327}"]
        for scalar in (Array(0..<0x3200) + Array(stride(from: 0x3200, to: 0x3_0000, by: 97)))
            .compactMap(Unicode.Scalar.init)
        {
            for mark in marks {
                let text = "a\(Character(scalar))\(mark)"
                guard !text.composed.utf8.elementsEqual(text.precomposedStringWithCanonicalMapping.utf8) else {
                    continue
                }
                Issue.record("\(scalar.spoken) \(mark)")
            }
        }
    }

    @Test(arguments: [
        ("R-1\u{200B}", "U+200B (ZERO WIDTH SPACE)"), ("\u{FEFF}R-1", "U+FEFF (ZERO WIDTH NO-BREAK SPACE)"),
        ("R\u{AD}1", "U+00AD (SOFT HYPHEN)"), ("R\u{202E}1", "U+202E (RIGHT-TO-LEFT OVERRIDE)"),
        ("R\u{0}1", "U+0000 (NULL)"), ("R\n1", "U+000A (LINE FEED)"), ("R\u{1B}[31m", "U+001B (ESCAPE)"),
        ("R\u{3164}1", "U+3164 (HANGUL FILLER)"), ("R\u{FE0F}1", "U+FE0F (VARIATION SELECTOR-16)"),
        ("R\u{34F}1", "U+034F (COMBINING GRAPHEME JOINER)"), ("R\u{2800}1", "U+2800 (BRAILLE PATTERN BLANK)"),
        ("R\u{E0041}1", "U+E0041 (TAG LATIN CAPITAL LETTER A)"), ("R\u{FFFD}1", "U+FFFD (REPLACEMENT CHARACTER)"),
        ("R\u{2028}1", "U+2028 (LINE SEPARATOR)"), ("R\u{E000}1", "U+E000"), ("R\u{FFFE}1", "U+FFFE"),
    ]) func `what nobody sees is refused by its name`(text: String, name: String) {
        do {
            _ = try OneLine(text)
            Issue.record("taken")
        } catch {
            guard case .hidden(let character) = error else {
                Issue.record("\(error)")
                return
            }
            #expect(character.spoken == name)
        }
    }

    @Test func `what anybody sees is taken`() throws {
        for text in ["Søren & Co. (2)", "株式会社", "ЖУК-1", "R–88", "a b", "ﬁ", "🙂"] {
            #expect(try OneLine(text).text == text)
        }
    }

    @Test func `nothing, and too much, are refused`() throws {
        for text in ["", " ", "\u{3000}\n"] { #expect(throws: OneLine.Problem.empty) { try OneLine(text) } }
        #expect(try OneLine(String(repeating: "ä", count: 250)).text.count == 250)
        #expect(throws: OneLine.Problem.tooLong(limit: 500)) { try OneLine(String(repeating: "ä", count: 251)) }
    }
}
