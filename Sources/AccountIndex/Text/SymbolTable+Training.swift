extension SymbolTable {
    /// Makes the table that shortens some texts most: in each round neighbours of the last one become symbols where
    /// that saves most.
    init(training texts: [[UInt8]]) {
        var table = SymbolTable()
        for _ in 0..<5 {
            let counts = Counts(texts, table)
            var gains: [Symbol: Int] = [:]
            for (code, count) in counts.codes.enumerated() where count > 1 && code >= Self.firstOfMany {
                gains[table.symbols[code], default: 0] += count * table.symbols[code].length
            }
            for (pair, count) in counts.pairs where count > 1 {
                let (first, second) = (table.symbols[Int(pair >> 12)], table.symbols[Int(pair & 0xFFF)])
                if let joined = first.joined(to: second) { gains[joined, default: 0] += count * joined.length }
            }
            let best = gains.sorted { left, right in
                (right.value, left.key.low, left.key.high) < (left.value, right.key.low, right.key.high)
            }
            table = SymbolTable(symbols: best.prefix(Self.mostCodes - Self.firstOfMany).map(\.key))
        }
        self = table
    }

    /// How often codes, and neighbours of them, occur.
    private struct Counts {
        var codes: [Int]
        var pairs: [UInt32: Int] = [:]

        init(_ texts: [[UInt8]], _ table: SymbolTable) {
            var codes = [Int](repeating: 0, count: table.symbols.count)
            var all: [UInt32] = []
            for text in texts {
                var last: UInt32?
                text.withUnsafeBufferPointer { text in
                    table.forEachCode(of: text) { code in
                        codes[code] += 1
                        if let last { all.append(last << 12 | UInt32(code)) }
                        last = UInt32(code)
                    }
                }
            }
            self.codes = codes
            // What is equal stands together then, which is quicker than to look for each.
            all.sort()
            var start = 0
            for place in all.indices where place + 1 == all.count || all[place + 1] != all[place] {
                if place > start { pairs[all[place]] = place + 1 - start }
                start = place + 1
            }
        }
    }
}
