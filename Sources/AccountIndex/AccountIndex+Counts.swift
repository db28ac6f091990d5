package import Accounts

extension AccountIndex {
    /// How many of some rows are in each state on a system.
    package func counts(of rows: RowSet, on system: SystemName) -> [SyncState: Int] {
        guard let number = systems.firstIndex(of: system) else { return [:] }
        var (known, free, blocked) = ([Int](repeating: 0, count: 256), 0, 0)
        for entry in entries {
            let columns = entry.chunk.columns
            for place in entry.words {
                var left = rows.words[place]
                while left != 0 {
                    let row = place << 6 + left.trailingZeroBitCount - entry.first
                    left &= left - 1
                    let state = columns.states[number][row]
                    if state != 0 {
                        known[Int(state)] += 1
                    } else if Traits(byte: columns.traits[row]).fault == nil {
                        free += 1
                    } else {
                        blocked += 1
                    }
                }
            }
        }
        var counts: [SyncState: Int] = [.notSynchronized: free, .blocked: blocked]
        for (byte, count) in known.enumerated() where count > 0 {
            if let state = SyncState(byte: UInt8(byte)) { counts[state, default: 0] += count }
        }
        return counts.filter { $0.value > 0 }
    }
}
