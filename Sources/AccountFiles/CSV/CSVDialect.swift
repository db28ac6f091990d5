/// How a CSV file separates its cells, and where its content begins.
struct CSVDialect {
    private(set) var separator = UInt8(ascii: ",")
    /// The first byte after a `sep=;` line, which spreadsheets write for each other.
    private(set) var start = 0
    /// The line of that byte, from 1.
    private(set) var line = 1

    /// Examines the heading: the separator is the one of comma, semicolon and tab that occurs most often outside
    /// quotes.
    init(_ bytes: [UInt8]) {
        var index = 0
        while index < bytes.count {
            let content = bytes[index...].prefix { $0 != 0x0A && $0 != 0x0D }
            if let named = Self.named(content) {
                (start, line) = Self.after(content.endIndex, bytes, line)
                if let separator = named.separator {
                    self.separator = separator
                    return
                }
                index = start
                continue
            }
            guard content.allSatisfy({ Self.blanks.contains($0) }) else { break }
            index = min(content.endIndex + 1, bytes.count)
        }
        separator = Self.commonest(bytes[index...]) ?? separator
    }

    private static let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    private static let blanks = Set(candidates + [UInt8(ascii: " "), UInt8(ascii: "\"")])

    /// The separator that a `sep=` line names; nil if the line is not one.
    private static func named(_ line: ArraySlice<UInt8>) -> (separator: UInt8?, Void)? {
        let line =
            line.first == UInt8(ascii: "\"") && line.last == UInt8(ascii: "\"") ? line.dropFirst().dropLast() : line
        let word = String(decoding: line.prefix(4), as: UTF8.self)
        guard word.lowercased() == "sep=" else { return nil }
        let rest = line.dropFirst(4)
        guard let first = rest.first else { return (nil, ()) }
        // If the file was saved again, the line has as many cells as the others.
        guard first > 0x20 && first < 0x7F || first == 0x09, first != UInt8(ascii: "\""),
            rest.allSatisfy({ $0 == first })
        else { return nil }
        return (first, ())
    }

    private static func after(_ end: Int, _ bytes: [UInt8], _ line: Int) -> (Int, Int) {
        guard end < bytes.count else { return (end, line) }
        let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
        return (end + (isPair ? 2 : 1), line + 1)
    }

    private static func commonest(_ heading: ArraySlice<UInt8>) -> UInt8? {
        var counts = candidates.map { ($0, 0) }
        var isQuoted = false
        for byte in heading {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            guard byte != 0x0A, byte != 0x0D else { break }
            if let index = candidates.firstIndex(of: byte) { counts[index].1 += 1 }
        }
        return counts.max { $0.1 < $1.1 }.flatMap { $0.1 > 0 ? $0.0 : nil }
    }
}
