import InMemory
import Testing
import TextScreen

@Suite struct EditorTests {
    private func editor(_ text: String, _ keys: Key...) -> LineEditor {
        var editor = LineEditor(text: text)
        for key in keys {
            let isTaken = editor.apply(key)
            #expect(isTaken)
        }
        return editor
    }

    @Test func `a prefilled text is typed on at its end`() {
        #expect(editor("info@", .character("x")).text == "info@x")
    }

    @Test func `keys of readline edit by whole characters`() {
        #expect(editor("e\u{301}x", .backspace, .backspace).text == "")
        #expect(editor("one two", .control("w")).text == "one ")
        #expect(editor("one two", .control("a"), .control("k")).text == "")
        #expect(editor("one two", .alt("b"), .control("u")).text == "two")
        #expect(editor("ab", .left, .delete).text == "a")
        #expect(editor("ab", .home, .character("x")).text == "xab")
    }

    @Test func `a combining mark joins the letter before it`() {
        let editor = editor("e", .character("\u{301}"))
        #expect(editor.text == "e\u{301}")
        #expect(editor.cursor == 1)
    }

    @Test func `what an edit brings together is divided anew`() {
        let removed = editor("a\u{1F1E9}b\u{1F1EA}", .left, .backspace)
        #expect(removed.text.count == 2, "the two letters are a flag now")
        #expect(removed.cursor == 2)
        let inserted = editor("\u{301}", .home, .character("e"))
        #expect(inserted.text.count == 1)
        #expect(inserted.cursor == 1)
    }

    @Test func `of a book that is pasted by mistake only the beginning is taken`() {
        #expect(editor("", .paste(String(repeating: "x", count: 1_000_000))).text.count == 8_192)
    }

    @Test func `of a paste the first line is taken as it is, and nothing is joined or dropped in it`() {
        #expect(editor("", .paste("\n \na\tb\u{1B}[2J\u{202E}\nc\n")).text == "a\tb\u{1B}[2J\u{202E}")
        #expect(editor("x", .paste("\n\n")).text == "x")
        #expect(editor("x", .paste(" ")).text == "x ")
    }

    @Test func `where several lines are allowed all of them are taken`() {
        var editor = LineEditor(takesLines: true)
        _ = editor.apply(.paste("\r\none\r\n\r\ntwo\u{2028}three\n"))
        #expect(editor.text == "one\n\ntwo\nthree")
    }

    @Test(arguments: [
        ("a", 1), ("", 0), ("\n", 0), ("a\nb", 2), ("a\r\nb\r\n", 2), ("a\u{85}b\u{0B}c\u{0C}d\u{2029}e", 5),
        (" \n\t\nx", 1),
    ])
    func `the lines of a paste are those that hold anything`(_ text: String, _ count: Int) {
        #expect(Pasted(text).lineCount == count)
    }

    @Test func `random keys keep the cursor inside and the drawing too`() {
        var generator = Randomness(seed: 11)
        let keys: [Key] = [
            .character("a"), .character("東"), .character("\u{301}"), .left, .right, .home, .end, .backspace, .delete,
            .control("w"),
            .control("k"), .control("u"), .alt("b"), .alt("f"), .paste("x\u{202E}y"), .character("👍"),
        ]
        var editor = LineEditor()
        for _ in 0..<3000 {
            _ = editor.apply(keys.randomElement(using: &generator) ?? .left)
            #expect((0...editor.text.count).contains(editor.cursor))
            let columns = Int.random(in: 0...9, using: &generator)
            var frame = Frame(Size(columns: 10, rows: 1))
            if let cursor = editor.draw(on: &frame, in: Rect(Size(columns: columns, rows: 1)), style: .field) {
                #expect((0..<max(columns, 1)).contains(cursor.column))
            }
        }
    }
}

@Suite struct ListCursorTests {
    @Test func `the cursor is always on a line and in view`() {
        var generator = Randomness(seed: 5)
        var cursor = ListCursor()
        for _ in 0..<3000 {
            let height = Int.random(in: 0...6, using: &generator)
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: cursor.up()
            case 1: cursor.down()
            case 2: cursor.pageUp(height: height)
            case 3: cursor.pageDown(height: height)
            case 4: cursor.end()
            case 5: cursor.home()
            default: cursor.count = .random(in: 0...20, using: &generator)
            }
            cursor.keepInView(height: height)
            #expect(cursor.count == 0 ? cursor.selected == 0 : (0..<cursor.count).contains(cursor.selected))
            #expect((cursor.offset..<cursor.offset + max(height, 1)).contains(cursor.selected))
        }
    }
}
