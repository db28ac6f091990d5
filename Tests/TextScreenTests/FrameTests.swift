import InMemory
import PlainText
import Testing
import TextScreen

@Suite struct FrameTests {
    private func frame(_ columns: Int, _ rows: Int) -> Frame { Frame(Size(columns: columns, rows: rows)) }

    @Test func `text is cut at the edge, never in the middle of a wide character`() {
        var frame = frame(5, 1)
        #expect(frame.put("東京都", at: Point(column: 0, row: 0)) == 5)
        #expect(frame.text == "東京…")
        frame.put("x", at: Point(column: 1, row: 0))
        #expect(frame.text == " x京…")
        frame.put("y", at: Point(column: 2, row: 0))
        #expect(frame.text == " xy …")
    }

    @Test func `drawing outside does nothing`() {
        var frame = frame(3, 1)
        for point in [Point(column: 0, row: 1), Point(column: 3, row: 0), Point(column: 0, row: -1)] {
            frame.put("abc", at: point)
        }
        frame.fill(Rect(origin: Point(column: -2, row: -2), size: Size(columns: 1, rows: 1)))
        frame.box(Rect(origin: Point(column: 1, row: 0), size: Size(columns: 9, rows: 9)))
        #expect(frame.lines.count == 1)
    }

    @Test func `hostile text goes through the door`() {
        var frame = frame(20, 1)
        frame.put("a\u{1B}[2Jb\u{202E}", at: Point(column: 0, row: 0))
        #expect(frame.text == "a\\e[2Jb\\u{202E}")
    }

    @Test func `the changes of a frame lead to the next one`() {
        var generator = Randomness(seed: 7)
        var old = frame(12, 4)
        for _ in 0..<300 {
            var new = old
            let text = ["ab", "東", "e\u{301}x", "한글a", " "].randomElement(using: &generator) ?? ""
            new.put(
                text,
                at: Point(column: .random(in: 0..<12, using: &generator), row: .random(in: 0..<4, using: &generator)),
                style: .good
            )
            var shown = (0..<4).map { row in Array(old.row(row)) }
            for run in new.changes(from: old) {
                #expect(run.cells.first?.glyph.isEmpty == false, "a run begins with half a character")
                shown[run.start.row]
                    .replaceSubrange(run.start.column..<run.start.column + run.cells.count, with: run.cells)
            }
            #expect(shown == (0..<4).map { row in Array(new.row(row)) })
            old = new
        }
    }

    @Test func `no wide character is ever left with half a cell`() {
        var generator = Randomness(seed: 3)
        var frame = frame(9, 3)
        for _ in 0..<2000 {
            let text = ["東京", "a", "한", "xyz"].randomElement(using: &generator) ?? ""
            frame.put(
                text,
                at: Point(column: .random(in: -2..<11, using: &generator), row: .random(in: -1..<4, using: &generator))
            )
            for row in 0..<3 {
                #expect(frame.row(row).reduce(0) { $0 + $1.glyph.columns } == 9)
            }
        }
    }

    @Test func `a box has its title in its border`() {
        var frame = frame(20, 4)
        frame.box(Rect(Size(columns: 20, rows: 4)), title: "Title")
        #expect(
            frame.text == """
                ┌─ Title ──────────┐
                │                  │
                │                  │
                └──────────────────┘
                """
        )
    }
}
