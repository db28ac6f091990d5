import Testing
import TextScreen

@Suite struct KeySequenceTests {
    private static let plain: [(String, Key)] = [
        ("[A", .up), ("[B", .down), ("[C", .right), ("[D", .left), ("[H", .home), ("[F", .end), ("OA", .up),
        ("OB", .down),
        ("OC", .right), ("OD", .left), ("OH", .home), ("OF", .end), ("[1~", .home), ("[4~", .end), ("[7~", .home),
        ("[8~", .end), ("[3~", .delete), ("[5~", .pageUp), ("[6~", .pageDown), ("[Z", .backTab), ("[1;2Z", .backTab),
        ("OP", .function(1)), ("OQ", .function(2)), ("OR", .function(3)), ("OS", .function(4)), ("[P", .function(1)),
        ("[R", .function(3)), ("[11~", .function(1)), ("[14~", .function(4)), ("[15~", .function(5)),
        ("[17~", .function(6)),
        ("[21~", .function(10)), ("[23~", .function(11)), ("[24~", .function(12)), ("[[A", .function(1)),
        ("[[E", .function(5)), ("OM", .enter), ("Ow", .home), ("Oq", .end), ("Oy", .pageUp), ("Os", .pageDown),
        ("Ox", .up),
        ("Or", .down), ("[1;1A", .up), ("[1A", .up), ("[;A", .up), ("[1;65A", .up), ("[1;129A", .up), ("[1;1:1A", .up),
        ("[1;1:2A", .up), ("[3;1~", .delete), ("[27u", .escape), ("[13u", .enter), ("[9u", .tab), ("[9;2u", .backTab),
        ("[27;2;9~", .backTab), ("[127u", .backspace), ("[99;5u", .control("c")), ("[27;5;122~", .control("z")),
        ("b", .alt("b")), ("ü", .alt("ü")), ("\u{7F}", .alt("\u{7F}")), ("\u{8}", .alt("\u{7F}")), (" ", .alt(" ")),
        ("[<0;5;3M", .click(Point(column: 4, row: 2))), ("[<64;5;3M", .wheel(-1)), ("[<65;5;3M", .wheel(1)),
        ("[M !#", .click(Point(column: 0, row: 2))), ("[M`!!", .wheel(-1)), ("[Ma!!", .wheel(1)),
        ("[32;5;3M", .click(Point(column: 4, row: 2))), ("[97;5;3M", .wheel(1)),
    ]

    @Test(arguments: plain)
    func `keys of every terminal are keys, however they come`(_ sequence: String, _ key: Key) {
        #expect(Wire.meaning(of: "\u{1B}" + sequence) == [.key(key)])
        var wire = Wire()
        #expect(wire.dribble("\u{1B}\(sequence)".utf8) + wire.pass(.seconds(1)) == [.key(key)])
    }

    private static let modified: [(String, Key)] = [
        ("[1;5C", .modified(.control, .right)), ("[1;2A", .modified(.shift, .up)), ("[1;3D", .modified(.alt, .left)),
        ("[1;8H", .modified([.shift, .alt, .control], .home)), ("[5C", .modified(.control, .right)),
        ("O5C", .modified(.control, .right)), ("O1;5P", .modified(.control, .function(1))),
        ("[1;5P", .modified(.control, .function(1))), ("[3;5~", .modified(.control, .delete)),
        ("[15;2~", .modified(.shift, .function(5))), ("[3^", .modified(.control, .delete)),
        ("[3@", .modified([.control, .shift], .delete)), ("[a", .modified(.shift, .up)),
        ("Oc", .modified(.control, .right)),
        ("[13;5u", .modified(.control, .enter)), ("[27;5;9~", .modified(.control, .tab)),
        ("[1;9A", .modified(Modifiers(rawValue: 8), .up)), ("[27;2u", .modified(.shift, .escape)),
    ]

    @Test(arguments: modified)
    func `a key with modifiers is another key than the one alone`(_ sequence: String, _ key: Key) {
        #expect(Wire.meaning(of: "\u{1B}" + sequence) == [.key(key)])
    }

    @Test func `Ctrl or Alt with an arrow goes by words in a line, and every other modified key does nothing there`() {
        var editor = LineEditor(text: "one two")
        func cursor(after key: Key) -> Int? { editor.apply(key) ? editor.cursor : nil }
        #expect(cursor(after: .modified(.control, .left)) == 4)
        #expect(cursor(after: .modified(.alt, .left)) == 0)
        #expect(cursor(after: .modified(.control, .right)) == 3)
        #expect(cursor(after: .modified(.alt, .right)) == 7)
        for (_, key) in Self.modified where key != .modified(.control, .right) && key != .modified(.alt, .left) {
            #expect(cursor(after: key) == nil, "\(key.name)")
        }
        #expect(editor.text == "one two")
    }

    @Test func `a key is named with its modifiers`() {
        #expect(Key.modified([.shift, .control], .right).name == "Ctrl+Shift+→")
    }

    @Test func `what terminfo knows of a terminal comes before what all have in common`() {
        let table = KeyTable([
            (Array("\u{1B}[M".utf8), .function(1)), (Array("\u{1B}[I".utf8), .pageUp),
            (Array("\u{1B}Ot".utf8), .function(5)),
            (Array("\u{1B}A".utf8), .up), (Array("\u{1B}?M".utf8), .enter), (Array("\u{1B}\t".utf8), .backTab),
            ([0x9B] + Array("224z".utf8), .function(1)), (Array("\u{8}".utf8), .left),
        ])
        let cases: [(String, [Key])] = [
            ("\u{1B}[M", [.function(1)]), ("\u{1B}[I", [.pageUp]), ("\u{1B}Ot", [.function(5)]), ("\u{1B}A", [.up]),
            ("\u{1B}?M", [.enter]), ("\u{1B}?", [.alt("?")]), ("\u{1B}?x", [.alt("?"), .character("x")]),
            ("\u{1B}\t", [.backTab]), ("\u{1B}[224z", [.function(1)]), ("\u{8}", [.backspace]), ("\u{1B}[A", [.up]),
            ("\u{1B}[[B", [.function(2)]),
        ]
        for (bytes, keys) in cases { #expect(Wire.meaning(of: bytes, keys: table) == keys.map(Input.key), "\(bytes)") }
    }
}
