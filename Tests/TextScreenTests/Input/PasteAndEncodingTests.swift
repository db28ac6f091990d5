import Testing
import TextScreen

@Suite struct PasteAndEncodingTests {
    @Test func `a paste is one event with its text, however it is cut`() {
        let text = "sonne\r\nq\u{1B}[2J\u{1B}[20\tü€\u{1A}\u{18}\r"
        let bytes = Array("\u{1B}[200~\(text)\u{1B}\u{1B}[201~q".utf8)
        let expected = [Input.key(.paste("sonne\nq\u{1B}[2J\u{1B}[20\tü€\u{1A}\u{18}\n\u{1B}"))] + .typed("q")
        for cut in 1..<bytes.count {
            var wire = Wire()
            #expect(wire.send(bytes[..<cut]) + wire.send(bytes[cut...]) == expected)
        }
        var wire = Wire()
        #expect(wire.dribble(bytes) == expected)
    }

    @Test func `a paste whose end never comes is ended by time, and nothing of a cut end is text`() {
        var wire = Wire()
        #expect(wire.send("\u{1B}[200~x\u{1B}[201").isEmpty)
        #expect(wire.pass(.milliseconds(999)).isEmpty)
        #expect(wire.pass(.milliseconds(1)) == [.key(.paste("x"))])
        #expect(wire.send("q\u{1B}[201~") == .typed("q"))
    }

    @Test func `a long paste over a slow line is not ended in its middle`() {
        var wire = Wire()
        var inputs = wire.send("\u{1B}[200~")
        for _ in 0..<500 { inputs += wire.send(String(repeating: "x", count: 10)) + wire.pass(.milliseconds(90)) }
        #expect(inputs.isEmpty)
        #expect(wire.send("\u{1B}[201~") == [.key(.paste(String(repeating: "x", count: 5000)))])
    }

    @Test func `of a book in a paste the beginning is kept, the rest is told, and nothing of the rest is typed`() {
        var wire = Wire()
        let inputs = wire.send("\u{1B}[200~\(String(repeating: "x", count: 2_000_000))\u{1B}[201~q")
        let kept = Input.key(.paste(String(repeating: "x", count: 1 << 20)))
        #expect(inputs == [kept, .untaken(.endOfPaste(bytes: 2_000_000 - (1 << 20)))] + .typed("q"))
    }

    @Test func `a Ctrl-C in a paste passes, and the rest of the paste is still no keys`() {
        #expect(
            Wire.meaning(of: "\u{1B}[200~a\u{3}b\u{1B}[201~") == [.key(.control("c")), .key(.paste("ab"))]
        )
    }

    @Test(
        arguments: [
            [0xFF], [0xFE, 0xFE], [0xA0], [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x91], [0xC0, 0x80], [0xE0, 0x80, 0x80],
            [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
            [0xFC, 0x84, 0x80, 0x80, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func `bytes that are not UTF-8 are told and never typed`(_ bytes: [UInt8]) {
        var wire = Wire()
        let (before, after) = (Array("a".utf8), Array("bü".utf8))
        #expect(wire.send(before + bytes + after) == .typed("a") + [.untaken(.notUTF8)] + .typed("bü"))
        #expect(wire.send(bytes) + wire.pass(.seconds(1)) == [.untaken(.notUTF8)])
        let paste = wire.send("\u{1B}[200~a") + wire.send(bytes) + wire.send("b\u{1B}[201~")
        #expect(paste == [.key(.paste("ab")), .untaken(.notUTF8)])
    }

    @Test func `a locale of single bytes has the characters that it has, and tells the others`() {
        var scalars = (0x80...0xFF).map(Unicode.Scalar.init)
        scalars[0x24] = nil
        var wire = Wire(encoding: .singleBytes(locale: "de_DE", scalars))
        #expect(wire.send([0x52, 0xFC, 0xA4, 0x53]) == .typed("Rü") + [.untaken(.notInLocale("de_DE"))] + .typed("S"))
        var plain = Wire(encoding: .singleBytes(locale: "C", Array(repeating: nil, count: 128)))
        #expect(plain.send("RS-ü€Đq") == .typed("RS-") + [.untaken(.notInLocale("C"))] + .typed("q"))
    }

    @Test func `the locale that applies is the first that is set, and says UTF-8 in any spelling`() {
        func locale(_ variables: [String: String]) -> LocaleName { LocaleName { variables[$0] } }
        for name in ["de_DE.UTF-8", "de_DE.utf8", "C.UTF-8", "xx.Utf-8@euro", "UTF-8", "utf8", "de_DE.utf_8"] {
            #expect(locale(["LANG": name]).saysUTF8, "\(name)")
            #expect(locale(["LANG": "C", "LC_CTYPE": name]).saysUTF8)
            #expect(locale(["LANG": "C", "LC_CTYPE": "C", "LC_ALL": name]).saysUTF8)
            #expect(!locale(["LANG": name, "LC_ALL": "C"]).saysUTF8)
            #expect(locale(["LANG": name, "LC_ALL": "", "LC_CTYPE": ""]).saysUTF8)
        }
        for name in ["", "C", "POSIX", "de_DE", "de_DE.ISO-8859-1", "ja_JP.eucJP", "utf8.C", "C.UTF-16", "de@utf8"] {
            #expect(!locale(["LANG": name]).saysUTF8, "\(name)")
        }
        #expect(locale([:]).text.isEmpty)
    }
}
