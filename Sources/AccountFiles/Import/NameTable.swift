/// Finds the rows of a file by a name, such as their code, in a few bytes a row.
///
/// A dictionary would hold each name a second time, which for a million rows is most of what an import may use.
struct NameTable<Name: Hashable> {
    /// The numbers of rows plus one, in a power of two of slots; 0 is free.
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)
    /// A byte of each name's hash, so that few other names are looked at, each of which is somewhere else in memory.
    private var tags: [UInt8] = Array(repeating: 0, count: 1 << 10)
    private var count = 0

    /// The number of the row with a name; `name` gives the name of a row.
    func row(_ wanted: Name, _ name: (Int) -> Name) -> Int? {
        let (start, tag) = first(wanted)
        var slot = start
        while slots[slot] != 0 {
            if tags[slot] == tag, case let row = Int(slots[slot] - 1), name(row) == wanted { return row }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds the next row, whose name is not in the table yet.
    mutating func insert(_ name: (Int) -> Name) {
        if count * 3 >= slots.count * 2 { grow(name) }
        place(count, name(count))
        count += 1
    }

    private mutating func place(_ row: Int, _ name: Name) {
        let (start, tag) = first(name)
        var slot = start
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        (slots[slot], tags[slot]) = (UInt32(row) + 1, tag)
    }

    private mutating func grow(_ name: (Int) -> Name) {
        slots = Array(repeating: 0, count: slots.count * 2)
        tags = Array(repeating: 0, count: slots.count)
        // In their order: one after the other is how they lie in memory.
        for row in 0..<count { place(row, name(row)) }
    }

    /// The slot where a name would be, unless others are there, and its tag.
    private func first(_ name: Name) -> (slot: Int, tag: UInt8) {
        let hash = name.hashValue
        return (hash & (slots.count - 1), UInt8(truncatingIfNeeded: hash >> 56))
    }
}
