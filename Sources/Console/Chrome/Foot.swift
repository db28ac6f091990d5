import PlainText
import TextScreen

/// Where the text under a list is scrolled to.
struct Foot: Sendable {
    fileprivate(set) var offset = 0
    /// The size of the whole screen.
    var size = Size(columns: 80, rows: 24)
}

/// A list with a text under it about the line under the cursor; where the window ends before the text does, the keys of
/// a page scroll the text first.
protocol FootedScreen: ListScreen {
    var foot: Foot { get set }
    /// The most rows that the list takes, of so many of the whole screen.
    func listHeight(of rows: Int) -> Int
    /// The rows of the area above the list, and above the text.
    var rowsAboveList: Int { get }
    var rowsAboveFoot: Int { get }
    var footParagraphs: [(String, Style)] { get }
}

extension FootedScreen {
    /// The rows of the area down to the end of the list; an empty list takes one, which says so.
    var endOfList: Int { rowsAboveList + min(list.height ?? 0, max(list.count, 1)) }
    var rowsAboveFoot: Int { endOfList + 1 }

    mutating func resize(_ size: Size) -> [Effect] {
        list.resize(height: listHeight(of: size.rows))
        foot.size = size
        return []
    }

    /// Moves in the text, or else in the list.
    mutating func move(_ command: Command) {
        let rows = max(foot.size.rows - Self.chrome - rowsAboveFoot, 1)
        let most = max(footLines.count - rows, 0)
        switch command {
        case .pageDown where foot.offset < most: foot.offset = min(foot.offset + max(rows - 1, 1), most)
        case .pageUp where foot.offset > 0: foot.offset = max(min(foot.offset, most) - max(rows - 1, 1), 0)
        default:
            let before = list.cursor.selected
            list.move(command)
            if list.cursor.selected != before { foot.offset = 0 }
        }
    }

    func drawFoot(on frame: inout Frame, in area: Rect) {
        let place = area.dropping(rows: rowsAboveFoot)
        let lines = footLines
        guard place.size.rows > 0 else { return }
        let offset = min(foot.offset, max(lines.count - place.size.rows, 0))
        let shown = lines.dropFirst(offset).prefix(place.size.rows)
        for (row, line) in shown.enumerated() { frame.put(line.0, at: place.row(row).at(Self.indent), style: line.1) }
        frame.putEnds(
            above: offset > 0,
            below: offset + shown.count < lines.count,
            at: place.size.columns - 2,
            in: place
        )
    }

    private var footLines: [(String, Style)] {
        footParagraphs.flatMap { text, style in
            text.visible.wrapped(to: max(foot.size.columns - 2 * Self.indent, 10)).map { ($0, style) }
        }
    }

    private static var indent: Int { 3 }
    /// The rows of the title, the message and the hints.
    private static var chrome: Int { 3 }
}

extension Frame {
    /// Marks in a column that a text goes on above or below the rows in which it is seen.
    mutating func putEnds(above: Bool, below: Bool, at column: Int, in rows: Rect) {
        if above { put("▲", at: rows.row(0).at(column), style: .dim) }
        if below { put("▼", at: rows.row(max(rows.size.rows - 1, 0)).at(column), style: .dim) }
    }

    /// Takes the marks away of what is covered, where no key scrolls it.
    mutating func hideEnds() {
        for row in 0..<size.rows {
            for column in 0..<size.columns {
                let point = Point(column: column, row: row)
                guard let cell = self[point], cell.style == .dim, ["▲", "▼"].contains(cell.glyph) else { continue }
                put(" ", at: point)
            }
        }
    }
}
