import InMemory
import PlainText
import Testing
import TextScreen

/// What a terminal without Unicode is shown.
@Suite struct ASCIITests {
    private func ascii(_ text: String, columns: Int = 40) -> String {
        var frame = Frame(Size(columns: columns, rows: 1))
        frame.put(text, at: Point(column: 0, row: 0))
        let ascii = frame.ascii
        #expect(ascii.row(0).allSatisfy { $0.glyph.utf8.count == 1 && $0.glyph.utf8.allSatisfy { $0 < 0x80 } })
        return ascii.text
    }

    @Test(arguments: [
        ("Süder Käserei Łódź", "Suder Kaserei Lodz"), ("Groß Straße", "Gross Strasse"), ("Smørrebrød", "Smorrebrod"),
        ("Żółty Œuvre Ægir ñ Ç", "Zolty OEuvre AEgir n C"), ("e\u{301}t", "et"),
        ("↵ details  s go", "Enter details  s go"),
        ("東京 x", "???? x"), ("ﬁn №", "fin No"), ("Ωμέγα", "?????"), ("½", "?"), ("‹ User ›", "< User >"), ("Ａb", "A b"),
    ])
    func `accents are left out, letters that are more than that are written out, the rest is a question mark`(
        _ text: String,
        _ shown: String
    ) {
        #expect(ascii(text) == shown)
    }

    @Test func `what is written out moves what follows only as far as the next wide gap`() {
        #expect(ascii("Groß GmbH      customer  DE") == "Gross GmbH     customer  DE")
        #expect(ascii("│Weiß    │ 2 │", columns: 14) == "|Weiss   | 2 |")
        #expect(ascii("↵ details  Space mark  ? help", columns: 29) == "Enter details Space mark ? he")
    }

    @Test func `a full row is cut at its end, never longer`() {
        #expect(ascii("ßßßß", columns: 4) == "ssss")
    }

    @Test func `the cursor stays where it was typed`() {
        var frame = Frame(Size(columns: 20, rows: 1))
        frame.put("Straße", at: Point(column: 2, row: 0))
        frame.cursor = Point(column: 8, row: 0)
        #expect(frame.ascii.cursor == Point(column: 9, row: 0))
    }

    @Test func `random rows keep their length, and the sides of pop-ups their place`() {
        var generator = Randomness(seed: 13)
        let glyphs = ["a", "ß", "東", "│", " ", "  ", "↵", "─", "Œ", "e\u{301}", "…"]
        for _ in 0..<2000 {
            var frame = Frame(Size(columns: 24, rows: 1))
            var text = ""
            for _ in 0..<20 { text += glyphs.randomElement(using: &generator) ?? "" }
            frame.put(text, at: Point(column: 0, row: 0))
            frame.cursor = Point(column: .random(in: 0..<24, using: &generator), row: 0)
            let ascii = frame.ascii
            #expect(ascii.row(0).allSatisfy { $0.glyph.utf8.count == 1 })
            #expect((0..<24).contains(ascii.cursor?.column ?? -1))
            for (old, new) in zip(frame.row(0), ascii.row(0)) where old.glyph == "│" { #expect(new.glyph == "|") }
        }
    }
}
