import CWidth
import Synchronization

extension Unicode.Scalar {
    /// The scalar's width in cells; nil if it cannot be printed.
    var cells: Int? {
        if value >= 0x20 && value < 0x7F { return 1 }
        let width = Int(account_sync_width(value))
        return width < 0 ? nil : width
    }
}

extension Character {
    /// The width in cells: the sum over the scalars, as ncurses counts.
    package var columns: Int { unicodeScalars.reduce(0) { $0 + ($1.cells ?? 0) } }
}

extension String {
    /// The width in cells of text that has been through the door.
    package var columns: Int {
        isPlainASCII ? utf8.count : ScalarLooks.seen.withLock { $0.columns(of: self) }
    }

    /// Whether everything is visible ASCII, so that the width is the number of bytes.
    var isPlainASCII: Bool {
        func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte < 0x7F }
        return utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isPlain) } ?? utf8.allSatisfy(isPlain)
    }
}

extension ScalarLooks {
    mutating func columns(of text: String) -> Int {
        var columns = 0
        for scalar in text.unicodeScalars { columns += self[scalar].cells }
        return columns
    }

    /// The width of a text that goes through the door as it is; nil if it may not.
    mutating func columns(ofPlain text: String) -> Int? {
        var columns = 0
        for scalar in text.unicodeScalars {
            let look = self[scalar]
            guard look.isPlain else { return nil }
            columns += look.cells
        }
        return columns
    }
}

/// The measures of text that has been through the door.
extension StringProtocol {
    package var columns: Int { String(self).columns }

    /// The text cut to a number of cells, between characters; `…` marks the cut.
    package func clipped(to columns: Int) -> String {
        guard self.columns > columns else { return String(self) }
        guard columns > 0 else { return "" }
        var (text, used) = ("", 0)
        for character in self {
            let width = character.columns
            guard used + width < columns else { break }
            text.append(character)
            used += width
        }
        return text + "…"
    }

    /// The text padded with spaces to a number of cells.
    package func padded(to columns: Int) -> String {
        String(self) + String(repeating: " ", count: Swift.max(columns - self.columns, 0))
    }

    /// The text in lines of at most that many cells, broken at spaces; a longer word is cut.
    package func wrapped(to columns: Int) -> [String] {
        guard columns > 0 else { return [] }
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ", omittingEmptySubsequences: true) {
            var rest = Substring(word)
            if !line.isEmpty, line.columns + 1 + rest.columns > columns {
                lines.append(line)
                line = ""
            }
            while line.isEmpty, rest.columns > columns {
                let head = rest.head(columns)
                // A single character wider than the line has to go somewhere.
                let cut = head.isEmpty ? rest.prefix(1) : head
                lines.append(String(cut))
                rest = rest[cut.endIndex...]
            }
            if !rest.isEmpty { line += (line.isEmpty ? "" : " ") + rest }
        }
        if !line.isEmpty || lines.isEmpty { lines.append(line) }
        return lines
    }
}

extension Substring {
    fileprivate func head(_ columns: Int) -> Substring {
        var used = 0
        var end = startIndex
        while end < endIndex {
            used += self[end].columns
            if used > columns { break }
            end = index(after: end)
        }
        return self[..<end]
    }
}
