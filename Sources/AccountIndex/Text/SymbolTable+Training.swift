extension SymbolTable {
    /// Makes the table that shortens some texts most: in each round neighbours of the last one become symbols where
    /// that saves most.
    init(training texts: [[UInt8]]) {
        var table = SymbolTable()
        for _ in 0..<5 {
            let counts = Counts(texts, table)
            var gains: [[UInt8]: Int] = [:]
            for (unit, count) in counts.units where count > 1 {
                let symbol = counts.bytes(unit)
                // A byte without a symbol takes two.
                gains[symbol, default: 0] += count * symbol.count * (symbol.count == 1 ? 8 : 1)
            }
            for (pair, count) in counts.pairs where count > 1 {
                let joined = counts.bytes(pair >> 9) + counts.bytes(pair & 0x1FF)
                if joined.count <= 8 { gains[joined, default: 0] += count * joined.count }
            }
            let best = gains.sorted { left, right in
                left.value == right.value ? left.key.lexicographicallyPrecedes(right.key) : left.value > right.value
            }
            table = SymbolTable(symbols: best.prefix(Int(Self.escape)).map(\.key))
        }
        self = table
    }

    /// How often symbols, and bytes without one, and neighbours of them occur.
    private struct Counts {
        var units: [Int: Int] = [:]
        var pairs: [Int: Int] = [:]
        private let table: SymbolTable

        init(_ texts: [[UInt8]], _ table: SymbolTable) {
            self.table = table
            var units = [Int](repeating: 0, count: 512)
            var pairs = [Int32](repeating: 0, count: 512 * 512)
            // Few of the pairs occur.
            var seen: [Int] = []
            for text in texts {
                var last = -1
                text.withUnsafeBufferPointer { text in
                    table.forEachCode(of: text) { code, byte in
                        let unit = code.map { 256 + Int($0) } ?? Int(byte)
                        units[unit] += 1
                        if last >= 0 {
                            let pair = last << 9 | unit
                            if pairs[pair] == 0 { seen.append(pair) }
                            pairs[pair] += 1
                        }
                        last = unit
                    }
                }
            }
            for (unit, count) in units.enumerated() where count > 0 { self.units[unit] = count }
            for pair in seen { self.pairs[pair] = Int(pairs[pair]) }
        }

        /// The bytes of a unit: those from 256 on are symbols.
        func bytes(_ unit: Int) -> [UInt8] { unit < 256 ? [UInt8(unit)] : table.symbol(unit - 256) }
    }
}
