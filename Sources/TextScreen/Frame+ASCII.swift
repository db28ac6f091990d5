extension Frame {
    /// The frame for a terminal without Unicode: signs, lines and accents become ASCII, and each cell of a character
    /// without a stand-in becomes `?`.
    ///
    /// A stand-in that is longer than its character pushes the text after it to the right, up to the next wide gap.
    package var ascii: Frame {
        var frame = self
        for row in 0..<size.rows where !self.row(row).allSatisfy(\.isASCII) {
            let isCursors = cursor?.row == row
            var line = ASCIILine(cursor: isCursors ? cursor?.column : nil)
            // The sides of a pop-up stay where they are.
            for part in self.row(row).split(omittingEmptySubsequences: false, whereSeparator: { $0.glyph == "│" }) {
                line.add(part)
                if line.cells.count < size.columns { line.addSide(self[Point(column: line.cells.count, row: row)]) }
            }
            frame.replace(row, with: line.cells)
            if isCursors { frame.cursor?.column = min(line.cursor ?? 0, max(size.columns - 1, 0)) }
        }
        return frame
    }
}

extension Cell {
    fileprivate var isASCII: Bool { glyph.utf8.first.map { $0 < 0x80 } ?? false && glyph.utf8.count == 1 }
    fileprivate var isGap: Bool { glyph == " " || glyph == "─" }
}

/// A row that is rebuilt in ASCII, part by part; each part keeps its length.
private struct ASCIILine {
    private(set) var cells: [Cell] = []
    /// The column of the cursor: first in the old row, then in the new one.
    private(set) var cursor: Int?
    private let oldCursor: Int?

    init(cursor: Int?) {
        self.cursor = cursor
        oldCursor = cursor
    }

    mutating func addSide(_ side: Cell?) {
        guard let side else { return }
        cells.append(Cell("|", side.style))
    }

    mutating func add(_ part: ArraySlice<Cell>) {
        let start = cells.count
        // By how many cells the part is too long so far.
        var excess = 0
        var index = part.startIndex
        let shift = start - part.startIndex
        while index < part.endIndex {
            let end = part[index...].firstIndex { $0.glyph != part[index].glyph } ?? part.endIndex
            let isGap = part[index].isGap
            let isWide = index + 1 < part.endIndex && part[index + 1].glyph.isEmpty
            let next = isGap ? end : index + (isWide ? 2 : 1)
            if let oldCursor, (index..<next).contains(oldCursor - shift) {
                cursor = cells.count + oldCursor - shift - index
            }
            if isGap {
                let given = min(excess, max(end - index - 2, 0))
                cells += part[(index + given)..<end].map { Cell($0.glyph == "─" ? "-" : $0.glyph, $0.style) }
                excess -= given
            } else {
                let text = ASCII.text(for: part[index].glyph)
                let letters = text == "?" ? Array(repeating: "?", count: next - index) : text.map { String($0) }
                let blanks = Array(repeating: " ", count: max(next - index - letters.count, 0))
                cells += (letters + blanks).map { Cell($0, part[index].style) }
                excess += letters.count + blanks.count - (next - index)
            }
            index = next
        }
        shorten(by: excess, from: start)
    }

    /// Makes up for the length that no wide gap could take: narrow gaps shrink, then the end is cut.
    private mutating func shorten(by excess: Int, from start: Int) {
        var excess = excess
        var index = cells.count - 1
        while excess > 0, index > start {
            if cells[index].glyph == " ", cells[index - 1].glyph == " " {
                cells.remove(at: index)
                excess -= 1
                if let cursor, cursor > index { self.cursor = cursor - 1 }
            }
            index -= 1
        }
        cells.removeLast(min(excess, cells.count - start))
    }
}
