import PlainText

/// A line of text being typed: edited by whole characters, with the keys of readline.
package struct LineEditor: Hashable, Sendable {
    private var characters: [Character]
    /// Whether a paste may hold several lines, which are then shown on one, with escapes for the line ends.
    private let takesLines: Bool
    /// The index of the character that follows the cursor.
    package private(set) var cursor: Int

    /// The cursor begins at the end.
    package init(text: String = "", takesLines: Bool = false) {
        characters = Array(text)
        self.takesLines = takesLines
        cursor = characters.count
    }

    package var text: String { String(characters) }

    /// Returns false if the key means nothing here.
    package mutating func apply(_ key: Key) -> Bool {
        switch key {
        case .character(let character): insert([character])
        case .paste(let text): insert(Array(takesLines ? Pasted(text).lines : Pasted(text).line))
        case .left, .control("b"): cursor = max(cursor - 1, 0)
        case .right, .control("f"): cursor = min(cursor + 1, characters.count)
        case .home, .control("a"): cursor = 0
        case .end, .control("e"): cursor = characters.count
        case .alt("b"), .modified(.control, .left), .modified(.alt, .left): cursor = wordStart
        case .alt("f"), .modified(.control, .right), .modified(.alt, .right): cursor = wordEnd
        case .backspace, .control("h"): remove(max(cursor - 1, 0)..<cursor)
        case .delete, .control("d"): remove(cursor..<min(cursor + 1, characters.count))
        case .control("k"): remove(cursor..<characters.count)
        case .control("u"): remove(0..<cursor)
        case .control("w"), .alt("\u{7F}"): remove(wordStart..<cursor)
        default: return false
        }
        return true
    }

    /// Draws the line into a row, scrolled to show the cursor, and returns the place for the terminal's cursor.
    package func draw(on frame: inout Frame, in row: Rect, style: Style) -> Point? {
        guard row.size.columns > 0, row.size.rows > 0 else { return nil }
        frame.fill(row, style: style)
        let room = row.size.columns - 1
        var (start, width) = (cursor, 0)
        while start > 0 {
            let next = String(characters[start - 1]).visible.columns
            if width + next > room { break }
            width += next
            start -= 1
        }
        var column = row.origin.column
        let end = row.origin.column + row.size.columns
        for character in characters[start...] {
            let visible = String(character).visible
            guard column + visible.columns <= end else { break }
            column = frame.put(visible, at: row.at(column), style: style)
        }
        return row.origin.moved(columns: width)
    }

    private mutating func insert(_ new: [Character]) { replace(cursor..<cursor, with: new) }

    private mutating func remove(_ range: Range<Int>) { replace(range, with: []) }

    /// Combining marks and joiners can merge what an edit brings together, so the text is split into characters again;
    /// the cursor stays after the same text.
    private mutating func replace(_ range: Range<Int>, with new: [Character]) {
        let head = String(characters[..<range.lowerBound]) + String(new)
        characters = Array(head + String(characters[range.upperBound...]))
        var left = head.unicodeScalars.count
        cursor = 0
        while left > 0, cursor < characters.count {
            left -= characters[cursor].unicodeScalars.count
            cursor += 1
        }
    }

    private var wordStart: Int {
        var index = cursor
        while index > 0, !characters[index - 1].isWordPart { index -= 1 }
        while index > 0, characters[index - 1].isWordPart { index -= 1 }
        return index
    }

    private var wordEnd: Int {
        var index = cursor
        while index < characters.count, !characters[index].isWordPart { index += 1 }
        while index < characters.count, characters[index].isWordPart { index += 1 }
        return index
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber }
}
