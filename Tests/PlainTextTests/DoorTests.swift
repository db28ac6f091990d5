import Samples
import Testing

@testable import PlainText

@Suite struct DoorTests {
    @Test(arguments: [
        ("plain", "plain"), ("Bäckerei 東京 ναι", "Bäckerei 東京 ναι"), ("a\nb", "a\\nb"), ("a\tb\r", "a\\tb\\r"),
        ("\u{1B}[2J", "\\e[2J"), ("\u{9B}2J", "\\u{9B}2J"), ("\u{7F}", "\\u{7F}"), ("\u{0}", "\\u{0}"),
        ("a\u{202E}b", "a\\u{202E}b"), ("a\u{2066}b\u{2069}", "a\\u{2066}b\\u{2069}"), ("a\u{200B}b", "a\\u{200B}b"),
        ("a\u{2028}b\u{2029}", "a\\u{2028}b\\u{2029}"), ("\u{FEFF}a", "\\u{FEFF}a"), ("\u{E0041}", "\\u{E0041}"),
        ("\u{FFFE}", "\\u{FFFE}"), ("\u{E000}", "\\u{E000}"), ("a\u{200D}b", "a\\u{200D}b"), ("\u{61C}", "\\u{61C}"),
    ])
    func `what could steer or deceive is shown as an escape`(hostile: String, shown: String) {
        #expect(hostile.visible == shown)
    }

    @Test func `an emoji loses what terminals disagree on`() {
        #expect("👩\u{200D}👩\u{200D}👧".visible == "👩👩👧")
        #expect("❤\u{FE0F}".visible == "❤")
        #expect("👍\u{1F3FD}".visible == "👍")
    }

    @Test func `a letter carries at most four marks, and a mark alone gets a letter`() {
        let zalgo = "e" + String(repeating: "\u{301}", count: 9)
        #expect(zalgo.visible.unicodeScalars.count == 5)
        #expect("\u{301}x".visible == "\u{25CC}\u{301}x")
    }

    @Test func `going through twice changes nothing`() {
        for text in ["\u{1B}[31m", "東京", "e\u{301}\u{302}", "👩\u{200D}👧", "\u{301}"] {
            #expect(text.visible.visible == text.visible)
        }
    }

    @Test func `what was seen before, and what is plain, is shown as what is seen first`() {
        var random = RandomText(seed: 1)
        for _ in 0..<10_000 {
            let text = random.text()
            let door = Door.text(of: text) { ScalarLook($0) }
            let shown = text.shown
            #expect(shown.text.utf8.elementsEqual(door.utf8), "\(text.debugDescription)")
            let columns = door.unicodeScalars.reduce(0) { $0 + ($1.cells ?? 0) }
            #expect(shown.columns == columns && door.columns == columns, "\(text.debugDescription)")
        }
    }

    @Test func `bytes that go through as they are have the width of their text, and no others are taken`() {
        var random = RandomText(seed: 2)
        for number in 0..<20_000 {
            var bytes = Array(random.text().utf8)
            // What is not UTF-8 is none that goes through either.
            if number.isMultiple(of: 3), !bytes.isEmpty { bytes[random.number(below: bytes.count)] ^= 0x80 }
            let text = String(decoding: bytes, as: UTF8.self)
            guard let columns = bytes.withUnsafeBufferPointer({ $0.columnsOfPlain }) else { continue }
            #expect(text.utf8.elementsEqual(bytes) && text.shown.text.utf8.elementsEqual(bytes), "\(bytes)")
            #expect(columns == text.shown.columns, "\(bytes)")
        }
        for text in ["", "a", "Bäckerei Jürgen 123", "株式会社 Ξενοδοχείο", String(repeating: "~ ", count: 20)] {
            #expect(Array(text.utf8).withUnsafeBufferPointer { $0.columnsOfPlain } == text.columns)
        }
    }

    @Test func `every scalar comes out printable`() {
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let out = String(Character(scalar)).visible
            let isSafe = out.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) && !(0x202A...0x202E).contains($0.value)
                    && !(0x2066...0x2069).contains($0.value)
            }
            if !isSafe { Issue.record("U+\(String(value, radix: 16)) comes out as \(out.debugDescription)") }
        }
    }
}

@Suite struct WidthTests {
    @Test(arguments: [("abc", 3), ("東京", 4), ("e\u{301}", 1), ("한글", 4), ("👍", 2), ("", 0)])
    func `the width is what a terminal gives`(text: String, columns: Int) {
        #expect(text.columns == columns)
    }

    @Test func `a text is cut on a character, with a sign`() {
        #expect("東京クラウド".clipped(to: 5) == "東京…")
        #expect("東京クラウド".clipped(to: 6) == "東京…")
        #expect("abc".clipped(to: 3) == "abc")
        #expect("abc".clipped(to: 0) == "")
        #expect("abcd".clipped(to: 1) == "…")
    }

    @Test func `lines are broken at spaces, long words are cut, nothing is lost`() {
        #expect("one two three".wrapped(to: 7) == ["one two", "three"])
        #expect("abcdefgh".wrapped(to: 3) == ["abc", "def", "gh"])
        #expect("東京クラウド".wrapped(to: 5) == ["東京", "クラ", "ウド"])
        #expect("a".wrapped(to: 0).isEmpty)
        for width in 1...12 {
            let text = "das 東京 Wörterbuch xyz"
            #expect(text.wrapped(to: width).joined().filter { $0 != " " } == text.filter { $0 != " " })
        }
    }
}
