/// Some thousand accounts that follow each other in the order of the tree, as columns; never changed, so that any
/// number of indexes may share it.
final class Chunk: Sendable {
    /// Stands for a parent that is not in the chunk.
    static let noRow = UInt16.max

    let columns: Columns
    /// The row above each one, if it is in the chunk.
    let parents: [UInt16]
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
        var parents: [UInt16] = []
        parents.reserveCapacity(columns.count)
        for row in 0..<columns.count {
            let depth = Int(columns.depths[row])
            parents.append(
                depth > 0 && depth <= open.count && open[depth - 1] >= 0 ? UInt16(open[depth - 1]) : Self.noRow
            )
            if open.count > depth { open.removeSubrange(depth...) }
            while open.count < depth { open.append(-1) }
            open.append(row)
        }
        var withChildren = [UInt64](repeating: 0, count: (columns.count + 63) / 64)
        for parent in parents where parent != Self.noRow { withChildren[Int(parent) >> 6] |= 1 << UInt64(parent & 63) }
        self.withChildren = withChildren
        names = ResellerNames(columns, withChildren: withChildren, symbols)
        self.parents = parents
        self.open = open
    }

    var count: Int { columns.count }
    var wordCount: Int { (count + 63) / 64 }
}

/// The columns of some rows.
struct Columns: Sendable {
    var keys = KeyColumn()
    var depths: [UInt16] = []
    var traits: [UInt8] = []
    var countries: [UInt16] = []
    var changed: [UInt32] = []
    /// For each system the states by row.
    var states: [[UInt8]]
    /// Where each row's texts begin, and where the last ones end.
    var offsets: [UInt32] = [0]
    /// For each row the length of the code's short form (one byte; 255 and two more if it is longer), the code, the
    /// search text.
    var texts: [UInt8] = []

    init(systems: Int) { states = [[UInt8]](repeating: [], count: systems) }

    var count: Int { traits.count }

    func codeRange(_ row: Int) -> Range<Int> {
        let start = Int(offsets[row])
        let length = Int(texts[start])
        guard length == 255 else { return start + 1..<start + 1 + length }
        return start + 3..<start + 3 + (Int(texts[start + 1]) | Int(texts[start + 2]) << 8)
    }

    /// Where the short form of a row's search text is.
    func textRange(_ row: Int) -> Range<Int> { codeRange(row).upperBound..<Int(offsets[row + 1]) }

    /// Appends rows of other columns, so much deeper.
    mutating func append(_ other: Columns, _ rows: Range<Int>, deeper: Int) {
        for row in rows { keys.append(other.keys[row]) }
        if deeper == 0 {
            depths.append(contentsOf: other.depths[rows])
        } else {
            depths.append(contentsOf: other.depths[rows].map { UInt16(clamping: Int($0) + deeper) })
        }
        traits.append(contentsOf: other.traits[rows])
        countries.append(contentsOf: other.countries[rows])
        changed.append(contentsOf: other.changed[rows])
        for system in states.indices { states[system].append(contentsOf: other.states[system][rows]) }
        let (from, to) = (other.offsets[rows.lowerBound], other.offsets[rows.upperBound])
        let base = UInt32(texts.count)
        texts.append(contentsOf: other.texts[Int(from)..<Int(to)])
        offsets.append(contentsOf: other.offsets[rows.lowerBound + 1..<rows.upperBound + 1].map { $0 - from + base })
    }
}

/// Keys, in half the space where they lie near each other.
struct KeyColumn: Sendable {
    private var base: Int64 = 0
    private var near: [UInt32] = []
    private var far: [Int64] = []

    subscript(row: Int) -> Int64 { far.isEmpty ? base &+ Int64(near[row]) : far[row] }

    mutating func append(_ key: Int64) {
        if near.isEmpty && far.isEmpty { base = key > .min + Int64(UInt32.max) ? key - 0x8000_0000 : key }
        if far.isEmpty {
            let (distance, isOver) = key.subtractingReportingOverflow(base)
            if !isOver, let short = UInt32(exactly: distance) {
                near.append(short)
                return
            }
            far = near.map { base &+ Int64($0) }
            near = []
        }
        far.append(key)
    }

    mutating func reserveCapacity(_ count: Int) { near.reserveCapacity(count) }

    /// The row of a key; compares all keys, several at once.
    func row(of key: Int64) -> Int? {
        guard far.isEmpty else { return far.firstIndex(of: key) }
        let (distance, isOver) = key.subtractingReportingOverflow(base)
        guard !isOver, let short = UInt32(exactly: distance) else { return nil }
        return near.withUnsafeBufferPointer { near in
            var place = 0
            while place < near.count {
                let end = min(place + 256, near.count)
                var isThere = false
                for other in near[place..<end] { isThere = isThere || other == short }
                if isThere { return near[place..<end].firstIndex(of: short) }
                place = end
            }
            return nil
        }
    }

    /// Calls a closure with each key and its row.
    @inline(__always)
    func visit(_ body: (Int64, Int) -> Void) {
        if far.isEmpty {
            for row in near.indices { body(base &+ Int64(near[row]), row) }
        } else {
            for row in far.indices { body(far[row], row) }
        }
    }
}
