import Testing
import TextScreen

@Suite struct InputParserTests {
    private static let noKeys = [
        "[I", "[O", "[?62;22c", "[>0;276;0c", "[=0c", "[0n", "[24;80R", "[1;5R", "[1;1R", "[?1;2R", "[8;24;80t",
        "[?2026;2$y", "[4;1$y",
        "[5 q", "[!p", "[2~", "[2;5~", "[99~", "[117;5u", "[117u", "[97;1:3u", "[27;5;117~", "[1;1:3A", "[E", "[G",
        "[1;0A",
        "[1;300A", "[99999999999999999999A", "[1;99999999999999999999A", "[57441;5u", "[<35;5;5M", "[<0;5;5m",
        "[<4;5;5M", "[<0M", "[<0;0;0M", "[M#!!", "[M   ", "[35;5;5M", "[1;2;3;4A", "[?A", "[<A", "[ A", "[1$A", "[1?2A",
        "[[",
        "[201~", "OE", "Oj", "Oz", "O1;1:3P", "]11;rgb:1414/1919/1f1f\u{1B}\\", "]11;rgb:1414/1919/1f1f\u{7}",
        "]52;c;cQ==\u{1B}\\",
        "P1$r0m\u{1B}\\", "P>|XTerm(379)\u{1B}\\", "_Gi=1;OK\u{1B}\\", "^q\u{1B}\\", "Xq\u{7}q\u{1B}\\",
        "]0;Ü œ q\u{1B}\\",
        "]0;q\u{1B}\u{1B}\\", "]q\u{9C}", "(B", " F", "#8", "$(C", "\r", "\t",
    ]

    @Test(arguments: noKeys)
    func `what is no key is swallowed whole, however it is cut`(_ sequence: String) {
        let bytes = Array("\u{1B}\(sequence)".utf8)
        for cut in 1...bytes.count {
            var wire = Wire()
            #expect(
                wire.send(bytes[..<cut]) + wire.pass(.milliseconds(20)) + wire.send(bytes[cut...]) + wire.send("q")
                    == .typed("q"),
                "cut after \(cut)"
            )
        }
        var wire = Wire()
        #expect(wire.dribble(bytes + Array("q".utf8)) == .typed("q"))
    }

    @Test func `eight-bit controls begin what their seven-bit forms begin, and no character is taken for one`() {
        let cases: [([UInt8], [Input])] = [
            ([0x9B] + Array("1;5C".utf8), [.key(.modified(.control, .right))]),
            (Array("\u{9B}A".utf8), [.key(.up)]), ([0x8F] + Array("P".utf8), [.key(.function(1))]),
            ([0x9D] + Array("11;q".utf8) + [0x9C], []), (Array("\u{90}q\u{9C}".utf8), []),
            (Array("\u{9F}q\u{1B}\\".utf8), []), (Array("\u{85}\u{84}".utf8), []),
            // Û is C3 9B, Ü is C3 9C, Đ is C4 90; invalid UTF-8 has such bytes, too.
            (Array("ÛA".utf8), .typed("ÛA")), (Array("\u{1B}]0;Üq\u{7}".utf8), []), (Array("Đq".utf8), .typed("Đq")),
            ([0xED, 0xA0, 0x90] + Array("q".utf8), [.untaken(.notUTF8)] + .typed("q")),
        ]
        for (bytes, inputs) in cases {
            var wire = Wire()
            #expect(wire.send(bytes + Array("!".utf8)) == inputs + .typed("!"), "\(bytes)")
        }
    }

    @Test func `an Escape is Esc when nothing follows, Alt before a character, and Esc before another Escape`() {
        var wire = Wire()
        #expect(wire.send("\u{1B}").isEmpty)
        #expect(wire.pass(.milliseconds(24)).isEmpty)
        #expect(wire.pass(.milliseconds(1)) == [.key(.escape)])
        #expect(wire.send("x") == .typed("x"))
        #expect(wire.send("\u{1B}") + wire.pass(.milliseconds(24)) + wire.send("x") == [.key(.alt("x"))])
        #expect(Wire.meaning(of: "\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
        #expect(Wire.meaning(of: "\u{1B}\u{1B}[A") == [.key(.escape), .key(.up)])
        #expect(Wire.meaning(of: "\u{1B}\u{1B}OB\u{1B}") == [.key(.escape), .key(.down), .key(.escape)])
        // rxvt's Shift+Delete has no final byte: a key typed later is not taken for one.
        #expect(wire.send("\u{1B}[3$") + wire.pass(.milliseconds(25)) + wire.send("x") == .typed("x"))
    }

    @Test func `ESCDELAY says how long an Escape waits, and nonsense does not`() {
        var wire = Wire(limits: InputLimits(escapeDelay: "100"))
        #expect(wire.send("\u{1B}") + wire.pass(.milliseconds(99)) == [])
        #expect(wire.pass(.milliseconds(1)) == [.key(.escape)])
        for nonsense in [nil, "", "soon", "-1", "99999999999999999999"] {
            #expect(InputLimits(escapeDelay: nonsense) == InputLimits())
        }
    }

    @Test(arguments: [
        "[", "[1;5", "[?", "[4;1$", "O", "O1", "]11;rgb", "P1$r", "_G", "^", "X", "[M", "[M!!", "[200", "]0;q\u{1B}",
        "[[", "(",
    ])
    func `what never ends is over after a second, and every key is a key again`(_ sequence: String) {
        for key in ["q", "\u{1A}", "\u{1B}[A", "/"] {
            var wire = Wire()
            #expect(
                wire.send("\u{1B}\(sequence)") + wire.pass(.seconds(1)) == (sequence == "(" ? [.key(.alt("("))] : [])
            )
            #expect(!wire.isWaiting)
            #expect(wire.send(key) == Wire.meaning(of: key))
        }
    }

    @Test(arguments: ["]11;rgb", "P", "_G", "[", "[200~"])
    func `what never ends is over, too, when somebody types into it`(_ sequence: String) {
        var wire = Wire()
        var inputs = wire.send("\u{1B}\(sequence)")
        var typed = 0
        while wire.isWaiting, typed < 1000 {
            inputs += wire.send("1") + wire.pass(.milliseconds(50))
            typed += 1
        }
        #expect(typed < 40, "as fast as a held key repeats, for two seconds at most")
        #expect(inputs == (sequence == "[200~" ? [.key(.paste(String(repeating: "1", count: typed)))] : []))
        #expect(wire.send("q") == .typed("q"))
    }

    @Test(arguments: [
        "", "\u{1B}", "\u{1B}[1;5", "\u{1B}O", "\u{1B}]11;rgb", "\u{1B}P", "\u{1B}X\u{1B}", "\u{1B}[M!", "\u{1B}[200~x",
    ])
    func `Ctrl-C always passes`(_ before: String) {
        var wire = Wire()
        #expect(wire.send("\(before)\u{3}") == [.key(.control("c"))])
        #expect(wire.send([0xE2, 0x82, 0x03]).last == .key(.control("c")))
    }

    @Test(arguments: ["\u{18}", "\u{1A}"])
    func `CAN and SUB end a sequence or a string, and are no keys then`(_ control: String) {
        for sequence in ["", "[1;5", "O", "]11;rgb", "P1", "]q\u{1B}", "[M!"] {
            #expect(Wire.meaning(of: "\u{1B}\(sequence)\(control)q") == .typed("q"), "\(sequence)")
        }
        #expect(Wire.meaning(of: "\u{1A}") == [.key(.control("z"))])
    }

    @Test func `an Escape ends a sequence or a string, and begins another`() {
        for sequence in ["[1;5", "O", "]11;rgb", "P1", "X", "[M!", "[4;1$"] {
            #expect(Wire.meaning(of: "\u{1B}\(sequence)\u{1B}[Aq") == [.key(.up)] + .typed("q"), "\(sequence)")
        }
    }

    @Test func `what is too long is swallowed to its end`() {
        for (begin, end) in [("[", "A"), ("O", "P"), ("]", "\u{7}"), ("P", "\u{1B}\\"), ("[200", "~")] {
            var wire = Wire()
            let long = String(repeating: "1", count: 300_000)
            #expect(wire.send("\u{1B}\(begin)\(long)\(end)q") == .typed("q"))
        }
        #expect(Wire.meaning(of: "\u{1B}\(String(repeating: " ", count: 1000))Fq") == .typed("q"))
    }
}
