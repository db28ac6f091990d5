package import Accounts

/// What is known of a row.
extension AccountIndex {
    /// The chunk of a row, and the row in it.
    func place(of row: Int) -> (entry: Entry, row: Int)? {
        guard !entries.isEmpty, case let entry = entries[entryNumber(of: row)], entry.rows.contains(row) else {
            return nil
        }
        return (entry, row - entry.first)
    }

    /// The number of the entry that a row is in.
    func entryNumber(of row: Int) -> Int { max(0, entries.end { $0.first <= row } - 1) }

    package func key(at row: Int) -> AccountKey? {
        place(of: row).map { AccountKey($0.entry.chunk.columns.keys[$0.row]) }
    }

    package func depth(at row: Int) -> Int? { place(of: row).map { Int($0.entry.chunk.columns.depths[$0.row]) } }

    /// The row of the reseller above.
    package func parent(of row: Int) -> Int? { place(of: row).flatMap { parent(of: $0.row, in: $0.entry) } }

    func parent(of row: Int, in entry: Entry) -> Int? {
        if let parent = entry.chunk.parent(of: row) { return entry.first + parent }
        let depth = Int(entry.chunk.columns.depths[row])
        return depth > 0 && depth <= entry.open.count ? entry.open[depth - 1] : nil
    }

    /// The rows that stand below one, at any depth.
    package func rows(below row: Int) -> Range<Int> {
        guard let depth = depth(at: row) else { return row..<row }
        var end = row + 1
        for entry in entries[entryNumber(of: row)...] {
            let from = max(0, row + 1 - entry.first)
            let depths = entry.chunk.columns.depths
            if let next = depths[min(from, depths.count)...].firstIndex(where: { $0 <= depth }) {
                return row + 1..<max(end, entry.first + next)
            }
            end = entry.rows.upperBound
        }
        return row + 1..<max(end, row + 1)
    }

    /// Whether anything stands below a row.
    package func hasRows(below row: Int) -> Bool {
        guard let depth = depth(at: row) else { return false }
        let number = entryNumber(of: row)
        if entries[number].rows.contains(row + 1) { return self.depth(at: row + 1).map { $0 > depth } ?? false }
        guard number + 1 < entries.count else { return false }
        return entries[number + 1].chunk.columns.depths.first.map { Int($0) > depth } ?? false
    }

    /// How many rows there are in a range of numbers.
    package func rowCount(in range: Range<Int>) -> Int {
        guard !entries.isEmpty, !range.isEmpty else { return 0 }
        return entries[entryNumber(of: range.lowerBound)...].prefix { $0.first < range.upperBound }
            .reduce(0) { $0 + $1.rows.clamped(to: range).count }
    }

    /// The keys of the rows in a range of numbers.
    package func keys(in range: Range<Int>) -> [AccountKey] {
        guard !entries.isEmpty, !range.isEmpty else { return [] }
        var keys: [AccountKey] = []
        for entry in entries[entryNumber(of: range.lowerBound)...].prefix(while: { $0.first < range.upperBound }) {
            let rows = entry.rows.clamped(to: range)
            for row in rows { keys.append(AccountKey(entry.chunk.columns.keys[row - entry.first])) }
        }
        return keys
    }

    package func code(at row: Int) -> AccountCode? {
        place(of: row).map { AccountCode(String(decoding: code($0.row, in: $0.entry.chunk), as: UTF8.self)) }
    }

    /// The bytes of a code.
    func code(_ row: Int, in chunk: Chunk) -> [UInt8] {
        read(row, in: chunk) { reader, output in reader.expandCode(row, into: output) }
    }

    /// The search text of a row, as it was given.
    package func searchText(at row: Int) -> String? {
        place(of: row)
            .map { entry, row in
                let text = read(row, in: entry.chunk) { reader, output in 0..<reader.expandText(row, into: output) }
                return String(decoding: text, as: UTF8.self)
            }
    }

    /// Reads a row's texts out, into room that is enough for any of them.
    private func read(
        _ row: Int,
        in chunk: Chunk,
        _ body: (TextReader, UnsafeMutableBufferPointer<UInt8>) -> Range<Int>
    ) -> [UInt8] {
        guard let notation else { return [] }
        return chunk.columns.withTexts(notation.symbols) { reader in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: reader.room(for: row)) { output in
                Array(output[body(reader, output)])
            }
        }
    }

    /// The row of a key; one pass over all of them.
    package func row(of key: AccountKey) -> Int? {
        for entry in entries {
            if let row = entry.chunk.columns.keys.row(of: key.rawValue) { return entry.first + row }
        }
        return nil
    }

    /// The rows of some keys; one pass over all of them.
    package func rows(of keys: Set<AccountKey>) -> [AccountKey: Int] {
        guard !keys.isEmpty else { return [:] }
        var found: [AccountKey: Int] = [:]
        var hints = [UInt64](repeating: 0, count: 1024)
        for key in keys { hints[Int(key.rawValue & 0xFFFF) >> 6] |= 1 << UInt64(key.rawValue & 63) }
        hints.withUnsafeBufferPointer { hints in
            for entry in entries {
                entry.chunk.columns.keys.visit { key, row in
                    guard hints[Int(key & 0xFFFF) >> 6] >> UInt64(key & 63) & 1 == 1, keys.contains(AccountKey(key))
                    else { return }
                    found[AccountKey(key)] = entry.first + row
                }
            }
        }
        return found
    }

    /// What is known of it on a system, as a store would say it.
    package func state(at row: Int, on system: SystemName) -> SyncState? {
        guard let number = systems.firstIndex(of: system), let place = place(of: row) else { return nil }
        let columns = place.entry.chunk.columns
        return SyncState(byte: columns.states[number][place.row])
            ?? (Traits(byte: columns.traits[place.row]).fault == nil ? .notSynchronized : .blocked)
    }
}

extension AccountIndex {
    /// Where its memory is, in bytes.
    package var sizes: [String: Int] {
        var sizes: [String: Int] = [:]
        for entry in entries {
            sizes["texts", default: 0] += entry.chunk.columns.texts.count
            sizes["slices", default: 0] += entry.chunk.slices.count * 8
            sizes["words", default: 0] += entry.chunk.words.size
            let columns = entry.chunk.columns
            let numbers = columns.keys.width + columns.countries.width + columns.changed.width
            // And depths, traits, offsets.
            sizes["columns", default: 0] += entry.chunk.count * (numbers + 2 + 1 + 2 + systems.count)
        }
        sizes["names"] = entries.reduce(0) { $0 + $1.chunk.names.size }
        sizes["vocabulary"] = vocabulary.bytes.count + vocabulary.starts.count * 8
        return sizes
    }
}

/// Codes from a pasted list.
extension AccountIndex {
    /// The accounts that a list of codes names, and the texts in it that name none; one pass over all accounts.
    ///
    /// nil if it is not wanted any more.
    package func accounts(
        named list: CodeList,
        unless isStopped: () -> Bool = { false }
    ) -> (keys: [AccountKey], result: CodeSearch.Result)? {
        var search = CodeSearch(list)
        var bytes: [UInt8] = []
        for entry in entries {
            guard !isStopped() else { return nil }
            guard let notation else { break }
            entry.chunk.columns.withTexts(notation.symbols) { reader in
                for row in 0..<entry.chunk.count {
                    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: reader.room(for: row)) { output in
                        bytes.removeAll(keepingCapacity: true)
                        bytes.append(contentsOf: output[reader.expandCode(row, into: output)])
                        search.see(bytes, at: entry.first + row)
                    }
                }
            }
        }
        let result = search.result
        return (result.places.compactMap(key(at:)), result)
    }
}
