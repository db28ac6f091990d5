/// Some thousand accounts that follow each other in the order of the tree, as columns; never changed, so that any
/// number of indexes may share it.
final class Chunk: Sendable {
    let columns: Columns
    /// The rows that have one right below them in the chunk, as bits.
    let withChildren: [UInt64]
    /// The grid of grams: for each slice a bit for each row.
    let slices: [UInt64]
    let words: WordRows
    let names: ResellerNames
    /// What is open after the last row, by depth; -1 where that stands before the chunk.
    let open: [Int]

    init(_ columns: Columns, slices: [UInt64], words: WordRows, _ symbols: SymbolTable) {
        self.words = words
        self.columns = columns
        self.slices = slices
        var open: [Int] = []
        var withChildren = [UInt64](repeating: 0, count: (columns.count + 63) / 64)
        for row in 0..<columns.count {
            let depth = Int(columns.depths[row])
            if depth > 0, depth <= open.count, case let parent = open[depth - 1], parent >= 0 {
                withChildren[parent >> 6] |= 1 << UInt64(parent & 63)
            }
            if open.count > depth { open.removeSubrange(depth...) }
            while open.count < depth { open.append(-1) }
            open.append(row)
        }
        self.withChildren = withChildren
        names = ResellerNames(columns, withChildren: withChildren, symbols)
        self.open = open
    }

    /// The row above one, if it is in the chunk: the next one before it that is not as deep.
    func parent(of row: Int) -> Int? {
        let depth = columns.depths[row]
        var place = row >> 6
        var bits = withChildren[place] & (1 << UInt64(row & 63) - 1)
        while depth > 0 {
            while bits == 0 {
                guard place > 0 else { return nil }
                place -= 1
                bits = withChildren[place]
            }
            let above = place << 6 + 63 - bits.leadingZeroBitCount
            if columns.depths[above] < depth { return columns.depths[above] == depth - 1 ? above : nil }
            bits &= ~(1 << UInt64(above & 63))
        }
        return nil
    }

    var count: Int { columns.count }
    var wordCount: Int { (count + 63) / 64 }
}

/// The columns of some rows.
struct Columns: Sendable {
    var keys = NumberColumn()
    var depths: [UInt16] = []
    var traits: [UInt8] = []
    var countries = NumberColumn()
    var changed = NumberColumn()
    /// For each system the states by row.
    var states: [[UInt8]]
    var offsets = TextPlaces()
    /// For each row the bytes of the code's short form (one byte for how many; 255 and two more if there are more), the
    /// code, the search text; no code where it is the one of the search text in capitals.
    var texts: [UInt8] = []

    init(systems: Int) { states = [[UInt8]](repeating: [], count: systems) }

    var count: Int { traits.count }

    /// Where the short form of a row's code is; nowhere if it is to be taken from the search text.
    @inline(__always)
    static func codeRange(
        _ row: Int,
        _ texts: UnsafeBufferPointer<UInt8>,
        _ offsets: TextPlaces.Reader
    ) -> Range<Int> {
        let start = offsets[row]
        let length = Int(texts[start])
        guard length == 255 else { return start + 1..<start + 1 + length }
        return start + 3..<start + 3 + (Int(texts[start + 1]) | Int(texts[start + 2]) << 8)
    }

    /// Where the short form of a row's search text is.
    @inline(__always)
    static func textRange(
        _ row: Int,
        _ texts: UnsafeBufferPointer<UInt8>,
        _ offsets: TextPlaces.Reader
    ) -> Range<Int> { codeRange(row, texts, offsets).upperBound..<offsets[row + 1] }

    /// Calls a closure with what reads the texts of rows.
    @inline(__always)
    func withTexts<Result>(_ symbols: SymbolTable, _ body: (TextReader) -> Result) -> Result {
        texts.withUnsafeBufferPointer { texts in
            offsets.withReader { offsets in
                symbols.withReader { body(TextReader(texts: texts, offsets: offsets, symbols: $0)) }
            }
        }
    }

    /// Appends rows of other columns, so much deeper.
    mutating func append(_ other: Columns, _ rows: Range<Int>, deeper: Int) {
        for row in rows {
            keys.append(other.keys[row])
            countries.append(other.countries[row])
            changed.append(other.changed[row])
        }
        if deeper == 0 {
            depths.append(contentsOf: other.depths[rows])
        } else {
            depths.append(contentsOf: other.depths[rows].map { UInt16(clamping: Int($0) + deeper) })
        }
        traits.append(contentsOf: other.traits[rows])
        for system in states.indices { states[system].append(contentsOf: other.states[system][rows]) }
        let (from, to) = (other.offsets[rows.lowerBound], other.offsets[rows.upperBound])
        let base = texts.count
        texts.append(contentsOf: other.texts[from..<to])
        for row in rows { offsets.append(other.offsets[row + 1] - from + base) }
    }
}
