import Accounts

/// One condition, as the columns of a chunk can be asked for it.
enum RowTest: Sendable {
    /// The traits byte is one of these.
    case traits(Set<UInt8>)
    /// The country's number is one of these; where the country is not known, a text decides.
    case countries([Bool], otherwise: TextTest?)
    /// The state on one of these systems is one of these states; or there is no link on any of them, and the traits are
    /// among these.
    case states(systems: [Int], Set<UInt8>, unlinked: Set<UInt8>)
    /// When it changed.
    case changed(Range<Int64>)
    case text(TextTest)
    /// One of these texts occurs in the name of a row that has others below it.
    case resellersName([[UInt8]])
    case nothing

    init(_ test: AccountFilter.Term.Test, on system: SystemName?, now: Int64, in index: AccountIndex) {
        switch test {
        case .text(let needles): self = Self.text(needles, in: index)
        case .parent, .nothing: self = .nothing
        case .kinds(let kinds): self = .traits(Self.allTraits { kinds.contains($0.kind) })
        case .storefront(let values): self = .traits(Self.allTraits { values.contains($0.isStorefrontManaged) })
        case .changed(let span): self = .changed(span.seconds(now: now))
        case .system(let text):
            let names = AccountFilter.systems(named: text, among: index.systems)
            let numbers = index.systems.indices.filter { names.contains(index.systems[$0]) }
            self = numbers.isEmpty ? .nothing : .states(systems: numbers, Set(1...UInt8.max), unlinked: [])
        case .states(let states):
            let systems = index.systems.indices.filter { system == nil || index.systems[$0] == system }
            let unlinked = Self.allTraits { states.contains($0.fault == nil ? .notSynchronized : .blocked) }
            self = .states(systems: Array(systems), Set(states.map(\.byte)), unlinked: unlinked)
        }
    }

    /// What a condition asks of the reseller above: a word may stand in its name.
    init?(ofParents test: AccountFilter.Term.Test, in index: AccountIndex) {
        switch test {
        case .parent(let needles): self = Self.text(needles, in: index)
        case .text(let needles):
            let names = needles.compactMap(\.inResellersName)
            guard !names.isEmpty else { return nil }
            self = .resellersName(names.map { Array($0.text.utf8) })
        default: return nil
        }
    }

    private static func text(_ needles: [Needle], in index: AccountIndex) -> RowTest {
        guard let notation = index.notation, !needles.isEmpty else { return .nothing }
        guard needles.allSatisfy({ $0.part == .country }) else {
            return .text(TextTest(needles, notation, index.vocabulary))
        }
        let isMeant = index.countries.texts.map { text in
            needles.contains { text.contains($0.text.utf8) }
        }
        let rest = index.countries.isFull ? TextTest(needles, notation, index.vocabulary) : nil
        return .countries(isMeant, otherwise: rest)
    }

    private static func allTraits(_ isMeant: (Traits) -> Bool) -> Set<UInt8> {
        Set((0...UInt8.max).filter { isMeant(Traits(byte: $0)) })
    }

    var readsTexts: Bool { if case .text = self { true } else { false } }

    /// Adds those of some rows of a chunk that meet the condition.
    func find(_ open: [UInt64], in chunk: Chunk, into found: inout [UInt64]) {
        let columns = chunk.columns
        switch self {
        case .nothing: return
        case .text(let test): test.find(open, in: chunk, into: &found)
        case .resellersName(let texts): chunk.names.insert(open, with: texts, into: &found)
        case .traits(let bytes):
            let table = Self.table(bytes)
            Self.forEach(open) { row in if table[Int(columns.traits[row])] { found[row >> 6] |= 1 << UInt64(row & 63) }
            }
        case .countries(let known, let otherwise):
            var others = [UInt64](repeating: 0, count: open.count)
            Self.forEach(open) { row in
                let number = Int(columns.countries[row])
                if number >= known.count {
                    others[row >> 6] |= 1 << UInt64(row & 63)
                } else if known[number] {
                    found[row >> 6] |= 1 << UInt64(row & 63)
                }
            }
            if others.contains(where: { $0 != 0 }) { otherwise?.find(others, in: chunk, into: &found) }
        case .changed(let span):
            Self.forEach(open) { row in
                if span.contains(Int64(columns.changed[row])) { found[row >> 6] |= 1 << UInt64(row & 63) }
            }
        case .states(let systems, let states, let unlinked):
            let (linked, own) = (Self.table(states), Self.table(unlinked))
            Self.forEach(open) { row in
                var isLinked = false
                for system in systems {
                    let state = columns.states[system][row]
                    if state == 0 { continue }
                    isLinked = true
                    if linked[Int(state)] { found[row >> 6] |= 1 << UInt64(row & 63) }
                }
                if !isLinked, own[Int(columns.traits[row])] { found[row >> 6] |= 1 << UInt64(row & 63) }
            }
        }
    }

    /// Adds the rows right below those of a chunk that meet the condition.
    func insertChildren(of number: Int, of index: AccountIndex, into children: inout RowSet) {
        let open = index.withChildren(number)
        var found = [UInt64](repeating: 0, count: open.count)
        find(open, in: index.entries[number].chunk, into: &found)
        Self.forEach(found) { row in index.insertChildren(of: row, in: number, into: &children) }
    }

    private static func table(_ bytes: Set<UInt8>) -> [Bool] {
        var table = [Bool](repeating: false, count: 256)
        for byte in bytes { table[Int(byte)] = true }
        return table
    }

    @inline(__always)
    private static func forEach(_ open: [UInt64], _ body: (Int) -> Void) { RowSet(words: open).visit(body) }
}

extension AccountIndex {
    /// The rows of a chunk that have others right below them, as bits.
    func withChildren(_ number: Int) -> [UInt64] {
        let chunk = entries[number].chunk
        var rows = chunk.withChildren
        // The customers of the last one may begin in the next chunk.
        let last = chunk.count - 1
        if number + 1 < entries.count, entries[number + 1].chunk.columns.depths[0] > chunk.columns.depths[last] {
            rows[last >> 6] |= 1 << UInt64(last & 63)
        }
        return rows
    }

    /// Adds the rows right below one.
    fileprivate func insertChildren(of row: Int, in number: Int, into children: inout RowSet) {
        let depth = entries[number].chunk.columns.depths[row]
        for entry in entries[number...] {
            let isOver = entry.chunk.columns.depths.withUnsafeBufferPointer { depths in
                var place = entry.first == entries[number].first ? row + 1 : 0
                while place < depths.count, depths[place] > depth {
                    let start = place
                    while place < depths.count, depths[place] == depth + 1 { place += 1 }
                    children.set(entry.first + start..<entry.first + place, to: true)
                    while place < depths.count, depths[place] > depth + 1 { place += 1 }
                }
                return place < depths.count
            }
            if isOver { return }
        }
    }
}
