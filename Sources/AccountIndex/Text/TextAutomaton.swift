import Accounts

/// Looks for needles in short forms, without reading them out: the automaton of the needles over bytes, put together
/// over the bytes of each symbol.
struct TextAutomaton: Sendable {
    /// The state after each code: 4,096 for each state.
    private let steps: [UInt16]
    private let accepting: UInt16
    private let table: SymbolTable
    /// What walks over bytes where that is less to make: the needles of a pasted page have thousands of states.
    private let slow: ByteAutomaton?
    private static let mostStates = 512

    /// Makes the automaton of some needles, one of which must occur.
    init(anyOf needles: [Needle], _ table: SymbolTable) {
        let bytes = ByteAutomaton(needles)
        self.table = table
        guard bytes.rows.count < Self.mostStates else {
            (steps, accepting, slow) = ([], 0, bytes)
            return
        }
        slow = nil
        let most = SymbolTable.mostCodes
        var steps = [UInt16](repeating: UInt16(bytes.accepting), count: (bytes.rows.count + 1) * most)
        func step(_ code: Int, from state: Int) -> UInt16 {
            var reached = state
            table.symbols[code].forEachByte { if reached != bytes.accepting { reached = bytes.rows[reached][Int($0)] } }
            return UInt16(reached)
        }
        // A state differs from the one that has begun no needle only in the bytes that go on with one: no text has this byte.
        let begun = bytes.rows.map { $0[0xFF] }
        for state in bytes.rows.indices where begun[state] == state {
            for code in table.symbols.indices { steps[state * most + code] = step(code, from: state) }
        }
        for state in bytes.rows.indices where begun[state] != state {
            let (row, other) = (bytes.rows[state], bytes.rows[begun[state]])
            let differs = row.indices.map { row[$0] != other[$0] }
            for code in table.symbols.indices {
                steps[state * most + code] =
                    differs[Int(table.symbols[code].low & 0xFF)]
                    ? step(code, from: state) : steps[begun[state] * most + code]
            }
        }
        self.steps = steps
        accepting = UInt16(bytes.accepting)
    }

    /// Puts those of some rows into a set of words in which a needle occurs.
    ///
    /// Four rows are walked over in turn: each step waits for the one before it, but not for those of the other rows.
    func insert(_ candidates: UnsafeBufferPointer<UInt16>, of columns: Columns, into found: inout [UInt64]) {
        if let slow {
            columns.withTexts(table) { texts in
                for row in candidates where texts.withText(of: Int(row), slow.accepts) {
                    found[Int(row) >> 6] |= 1 << UInt64(row & 63)
                }
            }
            return
        }
        steps.withUnsafeBufferPointer { steps in
            columns.texts.withUnsafeBufferPointer { texts in
                columns.offsets.withReader { offsets in
                    guard let steps = steps.baseAddress, let text = texts.baseAddress else { return }
                    @inline(__always) func take(_ row: UInt16, _ state: UInt16) {
                        if state == accepting { found[Int(row) >> 6] |= 1 << UInt64(row & 63) }
                    }
                    @inline(__always) func place(_ row: UInt16) -> Walk {
                        let range = Columns.textRange(Int(row), texts, offsets)
                        return Walk(
                            text: text + range.lowerBound,
                            count: SymbolTable.codeCount(ofBytes: range.count)
                        )
                    }
                    var next = 0
                    while next + 4 <= candidates.count {
                        let rows = (candidates[next], candidates[next + 1], candidates[next + 2], candidates[next + 3])
                        let states = four(place(rows.0), place(rows.1), place(rows.2), place(rows.3), steps)
                        take(rows.0, states.0)
                        take(rows.1, states.1)
                        take(rows.2, states.2)
                        take(rows.3, states.3)
                        next += 4
                    }
                    for row in candidates[next...] { take(row, place(row).rest(from: 0, 0, steps)) }
                }
            }
        }
    }

    /// A short form that is walked over.
    private struct Walk {
        let text: UnsafePointer<UInt8>
        /// How many codes it has.
        let count: Int

        @inline(__always)
        func step(_ number: Int, _ state: UInt16, _ steps: UnsafePointer<UInt16>) -> UInt16 {
            steps[Int(state) << 12 | SymbolTable.code(number, of: text)]
        }

        @inline(__always)
        func rest(from number: Int, _ state: UInt16, _ steps: UnsafePointer<UInt16>) -> UInt16 {
            var state = state
            var number = number
            while number < count {
                state = step(number, state, steps)
                number &+= 1
            }
            return state
        }
    }

    @inline(__always)
    private func four(
        _ a: Walk,
        _ b: Walk,
        _ c: Walk,
        _ d: Walk,
        _ steps: UnsafePointer<UInt16>
    ) -> (UInt16, UInt16, UInt16, UInt16) {
        let shared = min(min(a.count, b.count), min(c.count, d.count))
        var states: (UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0)
        var place = 0
        while place < shared {
            states.0 = a.step(place, states.0, steps)
            states.1 = b.step(place, states.1, steps)
            states.2 = c.step(place, states.2, steps)
            states.3 = d.step(place, states.3, steps)
            place &+= 1
        }
        return (
            a.rest(from: place, states.0, steps), b.rest(from: place, states.1, steps),
            c.rest(from: place, states.2, steps), d.rest(from: place, states.3, steps)
        )
    }
}
