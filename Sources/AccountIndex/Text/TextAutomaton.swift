import Accounts

/// Looks for needles in short forms, without reading them out: the automaton of the needles over bytes, put together
/// over the bytes of each symbol.
struct TextAutomaton: Sendable {
    /// The states after each code, as the place of the state's row; the second half of the states wait for an escaped
    /// byte.
    private let steps: [UInt32]
    private let accepting: UInt32

    /// Makes the automaton of some needles, one of which must occur.
    init(anyOf needles: [Needle], _ table: SymbolTable) {
        let bytes = ByteAutomaton(needles)
        let count = bytes.rows.count + 1
        accepting = UInt32((count - 1) << 8)
        var steps = [UInt32](repeating: accepting, count: 2 * count << 8)
        let escape = Int(SymbolTable.escape)
        for (state, row) in bytes.rows.enumerated() {
            for code in table.lengths.indices {
                var (reached, word) = (state, table.bytes[code])
                for _ in 0..<table.lengths[code] where reached != bytes.accepting {
                    reached = bytes.rows[reached][Int(word & 0xFF)]
                    word >>= 8
                }
                steps[state << 8 | code] = UInt32(reached << 8)
            }
            // A code that the table does not have is never written.
            for code in table.lengths.count..<escape { steps[state << 8 | code] = UInt32(state << 8) }
            steps[state << 8 | escape] = UInt32((state + count) << 8)
            for byte in 0..<256 { steps[(state + count) << 8 | byte] = UInt32(row[byte] << 8) }
        }
        self.steps = steps
    }

    /// Whether one of the needles occurs in a short form.
    func accepts(_ short: UnsafeBufferPointer<UInt8>) -> Bool {
        steps.withUnsafeBufferPointer { steps in
            var state: UInt32 = 0
            for byte in short { state = steps[Int(state | UInt32(byte))] }
            return state == accepting
        }
    }

    /// Puts those of some rows into a set of words in which a needle occurs.
    ///
    /// Four rows are walked over in turn: each step waits for the one before it, but not for those of the other rows.
    func insert(_ candidates: UnsafeBufferPointer<UInt16>, of columns: Columns, into found: inout [UInt64]) {
        steps.withUnsafeBufferPointer { steps in
            columns.texts.withUnsafeBufferPointer { text in
                columns.offsets.withUnsafeBufferPointer { offsets in
                    guard let steps = steps.baseAddress, let text = text.baseAddress else { return }
                    @inline(__always) func start(_ row: UInt16) -> Int {
                        let start = Int(offsets[Int(row)])
                        let length = Int(text[start])
                        guard length == 255 else { return start + 1 + length }
                        return start + 3 + (Int(text[start + 1]) | Int(text[start + 2]) << 8)
                    }
                    @inline(__always) func take(_ row: UInt16, _ state: UInt32) {
                        if state == accepting { found[Int(row) >> 6] |= 1 << UInt64(row & 63) }
                    }
                    var next = 0
                    while next + 4 <= candidates.count {
                        let rows = (candidates[next], candidates[next + 1], candidates[next + 2], candidates[next + 3])
                        let starts = SIMD4(start(rows.0), start(rows.1), start(rows.2), start(rows.3))
                        let ends = SIMD4(
                            Int(offsets[Int(rows.0) + 1]),
                            Int(offsets[Int(rows.1) + 1]),
                            Int(offsets[Int(rows.2) + 1]),
                            Int(offsets[Int(rows.3) + 1])
                        )
                        let states = four(text, starts, ends &- starts, steps)
                        take(rows.0, states.0)
                        take(rows.1, states.1)
                        take(rows.2, states.2)
                        take(rows.3, states.3)
                        next += 4
                    }
                    for row in candidates[next...] {
                        let start = start(row)
                        take(row, one(text + start, Int(offsets[Int(row) + 1]) - start, 0, steps))
                    }
                }
            }
        }
    }

    @inline(__always)
    private func one(
        _ text: UnsafePointer<UInt8>,
        _ count: Int,
        _ state: UInt32,
        _ steps: UnsafePointer<UInt32>
    ) -> UInt32 {
        var state = state
        for place in 0..<max(0, count) { state = steps[Int(state | UInt32(text[place]))] }
        return state
    }

    @inline(__always)
    private func four(
        _ text: UnsafePointer<UInt8>,
        _ starts: SIMD4<Int>,
        _ lengths: SIMD4<Int>,
        _ steps: UnsafePointer<UInt32>
    ) -> (UInt32, UInt32, UInt32, UInt32) {
        let shared = min(min(lengths[0], lengths[1]), min(lengths[2], lengths[3]))
        let (a, b, c, d) = (text + starts[0], text + starts[1], text + starts[2], text + starts[3])
        var (stateA, stateB, stateC, stateD): (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
        var place = 0
        // Most needles that are there stand near the beginning, in the code or the name.
        while place + 8 <= shared {
            for _ in 0..<8 {
                stateA = steps[Int(stateA | UInt32(a[place]))]
                stateB = steps[Int(stateB | UInt32(b[place]))]
                stateC = steps[Int(stateC | UInt32(c[place]))]
                stateD = steps[Int(stateD | UInt32(d[place]))]
                place += 1
            }
            let isFound = stateA == accepting && stateB == accepting && stateC == accepting && stateD == accepting
            if isFound { return (accepting, accepting, accepting, accepting) }
        }
        while place < shared {
            stateA = steps[Int(stateA | UInt32(a[place]))]
            stateB = steps[Int(stateB | UInt32(b[place]))]
            stateC = steps[Int(stateC | UInt32(c[place]))]
            stateD = steps[Int(stateD | UInt32(d[place]))]
            place += 1
        }
        return (
            one(a + shared, lengths[0] - shared, stateA, steps), one(b + shared, lengths[1] - shared, stateB, steps),
            one(c + shared, lengths[2] - shared, stateC, steps), one(d + shared, lengths[3] - shared, stateD, steps)
        )
    }
}
