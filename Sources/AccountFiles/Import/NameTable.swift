/// Finds the rows of a file by a name, such as their code, in four bytes a row.
///
/// A dictionary would hold each name a second time, which for a million rows is most of what an import may use.
struct NameTable<Name: Hashable> {
    /// The numbers of rows plus one, in a power of two of slots; 0 is free.
    private var slots: [UInt32] = Array(repeating: 0, count: 1 << 10)
    private var count = 0

    /// The number of the row with a name; `name` gives the name of a row.
    func row(_ wanted: Name, _ name: (Int) -> Name) -> Int? {
        var slot = first(wanted)
        while slots[slot] != 0 {
            let row = Int(slots[slot] - 1)
            if name(row) == wanted { return row }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Adds a row, whose name is not in the table yet.
    mutating func insert(_ row: Int, _ name: (Int) -> Name) {
        if count * 3 >= slots.count * 2 { grow(name) }
        place(row, name(row))
        count += 1
    }

    private mutating func place(_ row: Int, _ name: Name) {
        var slot = first(name)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = UInt32(row) + 1
    }

    private mutating func grow(_ name: (Int) -> Name) {
        let rows = slots.filter { $0 != 0 }
        slots = Array(repeating: 0, count: slots.count * 2)
        for row in rows { place(Int(row) - 1, name(Int(row) - 1)) }
    }

    private func first(_ name: Name) -> Int { name.hashValue & (slots.count - 1) }
}
