import Accounts

/// Looks for needles in a search text, byte by byte.
struct ByteAutomaton {
    /// The state after each byte, by state; the first is where it begins.
    private(set) var rows: [[Int]] = []
    /// The state that is never left; it has no row.
    private(set) var accepting = 0

    /// Makes the automaton by following every byte that matters from every state that is reached.
    init(_ needles: [Needle]) {
        let patterns = needles.map { Pattern(text: Array($0.text.utf8), sign: $0.part?.rawValue.utf8.first) }
        let signs = Set(patterns.compactMap(\.sign))
        // Only signs and the end of a line change the part; only the needles' own bytes can bring one further.
        let relevant = Set(patterns.flatMap(\.text))
            .union(signs.isEmpty ? [] : Set(SearchText.signs).union([SearchText.endByte]))
        var known: [Situation: Int] = [Situation(): 0]
        var open = [Situation()]
        var accepted: [(Int, Int)] = []
        while rows.count < open.count {
            let situation = open[rows.count]
            func number(_ next: Situation) -> Int {
                if let number = known[next] { return number }
                known[next] = open.count
                open.append(next)
                return open.count - 1
            }
            let other = number(Situation(part: situation.part, progress: []))
            var row = [Int](repeating: other, count: 256)
            for byte in relevant {
                if let next = situation.after(byte, patterns, signs) {
                    row[Int(byte)] = number(next)
                } else {
                    accepted.append((rows.count, Int(byte)))
                }
            }
            rows.append(row)
        }
        accepting = rows.count
        for (row, byte) in accepted { rows[row][byte] = accepting }
    }

    /// Whether one of the needles occurs.
    func accepts(_ text: some Sequence<UInt8>) -> Bool {
        var state = 0
        for byte in text where state != accepting { state = rows[state][Int(byte)] }
        return state == accepting
    }

    private struct Pattern {
        var text: [UInt8]
        /// The sign of the part where it must occur.
        var sign: UInt8?
    }

    /// How far each needle has come.
    private struct Situation: Hashable {
        /// The sign of the part that is being read, if a needle asks for that part; else 0.
        var part: UInt8 = 0
        /// The needles that have begun and how many of their bytes were read.
        var progress: [[Int]] = []

        /// Where a byte leads; nil if a needle is complete with it.
        func after(_ byte: UInt8, _ patterns: [Pattern], _ signs: Set<UInt8>) -> Situation? {
            var next = Situation(part: part)
            if byte == SearchText.endByte {
                next.part = 0
            } else if SearchText.signs.contains(byte) {
                next.part = signs.contains(byte) ? byte : 0
            }
            for (number, pattern) in patterns.enumerated() where pattern.sign == nil || pattern.sign == next.part {
                let begun = progress.filter { $0[0] == number }.map { $0[1] } + [0]
                for place in begun where place < pattern.text.count && pattern.text[place] == byte {
                    if place + 1 == pattern.text.count { return nil }
                    next.progress.append([number, place + 1])
                }
            }
            next.progress.sort { $0.lexicographicallyPrecedes($1) }
            return next
        }
    }
}
