import Accounts

/// The names of those rows of a chunk that may have others below them, as they are: every word of a filter is looked
/// for in the names of resellers, too.
struct ResellerNames: Sendable {
    private var rows: [UInt16] = []
    /// Where each name begins, and where the last one ends.
    private var starts: [UInt32] = [0]
    /// The names in every spelling, as they stand in the search texts.
    private var bytes: [UInt8] = []

    /// Reads the names of the rows that have others below them in their chunk, and that of the last row, which may have
    /// some in the next one.
    init(_ columns: Columns, withChildren: [UInt64], _ symbols: SymbolTable) {
        guard columns.count > 0 else { return }
        var resellers = RowSet(words: withChildren)
        resellers.insert(columns.count - 1)
        columns.withTexts(symbols) { reader in
            resellers.visit { row in
                reader.withText(of: row) { text in
                    if let line = text.searchLine(Self.sign) {
                        bytes.append(contentsOf: text[line.dropFirst()])
                        // No needle has it, so that none is found across two lines.
                        bytes.append(SearchText.endByte)
                    }
                }
                rows.append(UInt16(row))
                starts.append(UInt32(bytes.count))
            }
        }
        (rows, starts, bytes) = (rows.exact, starts.exact, bytes.exact)
    }

    /// How many bytes it takes.
    var size: Int { rows.count * 2 + starts.count * 4 + bytes.count }

    /// Adds those of some rows in whose names one of some texts occurs.
    func insert(_ open: [UInt64], with texts: [[UInt8]], into found: inout [UInt64]) {
        bytes.withUnsafeBufferPointer { bytes in
            for text in texts where !text.isEmpty {
                text.withUnsafeBufferPointer { text in
                    var (place, number) = (0, 0)
                    while let next = bytes.place(of: text, from: place) {
                        while Int(starts[number + 1]) <= next { number += 1 }
                        let row = Int(rows[number])
                        found[row >> 6] |= open[row >> 6] & 1 << UInt64(row & 63)
                        // Once in a name is enough.
                        place = Int(starts[number + 1])
                    }
                }
            }
        }
    }

    private static let sign = UInt8(ascii: "N")
}

extension UnsafeBufferPointer<UInt8> {
    /// Where a text, which is not empty, occurs first from a place on.
    @inline(__always)
    fileprivate func place(of text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let (first, last) = (text[0], count - text.count)
        var place = start
        while place <= last {
            if self[place] == first {
                var length = 1
                while length < text.count, self[place + length] == text[length] { length += 1 }
                if length == text.count { return place }
            }
            place += 1
        }
        return nil
    }
}
