/// The short form of texts: codes of twelve bits, each of which stands for up to sixteen bytes that are frequent in the book.
///
/// The method is FSST (Boncz, Neumann and Leis, 2020) with more symbols, since a book's words come again and again. Any part
/// can be read without what stands before it, and an automaton can walk over the short form as it is. A text begins at a
/// byte: two codes take three bytes, the last of an odd number two.
struct SymbolTable: Sendable {
    /// The first of the codes stand for one byte each, so that every text has a short form.
    static let firstOfMany = 256
    static let mostCodes = 4096

    /// By code.
    private(set) var symbols: [Symbol]
    /// A bit for each length of the symbols that begin so, the lowest for one byte: by the first two bytes for symbols of
    /// two and three, by a hash of the first four for longer ones, of which few have the same.
    private var shortLengths: [UInt16]
    private var longLengths: [UInt16]
    /// Open addressing: the codes of symbols of two bytes and more.
    private var table: [UInt16]

    /// Makes a table of some symbols of two to sixteen bytes, besides all single bytes.
    init(symbols others: some Collection<Symbol> = []) {
        precondition(
            Self.firstOfMany + others.count <= Self.mostCodes,
            "twelve bits are not enough for so many symbols"
        )
        symbols = (0..<UInt64(Self.firstOfMany)).map { Symbol(low: $0, high: 0, length: 1) } + others
        shortLengths = [UInt16](repeating: 0, count: 65_536)
        longLengths = shortLengths
        table = [UInt16](repeating: 0, count: 4 * Self.mostCodes)
        for code in Self.firstOfMany..<symbols.count {
            let symbol = symbols[code]
            let length = UInt16(1) << UInt16(symbol.length - 1)
            if symbol.length < 4 {
                shortLengths[Self.firstTwo(symbol.low)] |= length
            } else {
                longLengths[Self.firstFour(symbol.low)] |= length
            }
            var place = symbol.place(in: table.count)
            while table[place] != 0 { place = (place + 1) & (table.count - 1) }
            table[place] = UInt16(code)
        }
    }

    @inline(__always)
    private static func firstTwo(_ low: UInt64) -> Int { Int(low & 0xFFFF) }

    @inline(__always)
    private static func firstFour(_ low: UInt64) -> Int {
        Int((UInt32(truncatingIfNeeded: low) &* 0x9E37_79B1) >> 16)
    }

    /// Calls a closure with each code of a text's short form.
    @inline(__always)
    func forEachCode(of text: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) {
        symbols.withUnsafeBufferPointer { symbols in
            shortLengths.withUnsafeBufferPointer { short in
                longLengths.withUnsafeBufferPointer { long in
                    table.withUnsafeBufferPointer { table in
                        var place = 0
                        while place < text.count {
                            let next = Symbol(of: text, at: place)
                            // Behind the end of a text there are zeros, so that it seems to have more than it has.
                            let there = UInt16.max >> UInt16(Symbol.mostBytes - next.length)
                            let lengths = (short[Self.firstTwo(next.low)] | long[Self.firstFour(next.low)]) & there
                            let code = Self.longest(next, lengths, symbols, table)
                            body(code)
                            place += symbols[code].length
                        }
                    }
                }
            }
        }
    }

    /// The longest symbol of some lengths with which a text goes on.
    @inline(__always)
    private static func longest(
        _ next: Symbol,
        _ lengths: UInt16,
        _ symbols: UnsafeBufferPointer<Symbol>,
        _ table: UnsafeBufferPointer<UInt16>
    ) -> Int {
        var left = lengths
        while left != 0 {
            let length = UInt16.bitWidth - left.leadingZeroBitCount
            left &= ~(1 << UInt16(length - 1))
            let beginning = next.prefix(length)
            var place = beginning.place(in: table.count)
            while table[place] != 0 {
                let code = Int(table[place])
                if symbols[code] == beginning { return code }
                place = (place + 1) & (table.count - 1)
            }
        }
        return Int(next.low & 0xFF)
    }

    /// Appends the short form of a text.
    func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        // Each code takes a byte and a half, and stands for a byte at least.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count * 3 / 2 + 2) { short in
            var (half, count): (Int?, Int) = (nil, 0)
            forEachCode(of: text) { code in
                if let first = half {
                    short[count] = UInt8(truncatingIfNeeded: first)
                    short[count + 1] = UInt8(first >> 8 | (code & 0xF) << 4)
                    short[count + 2] = UInt8(code >> 4)
                    (half, count) = (nil, count + 3)
                } else {
                    half = code
                }
            }
            if let half {
                short[count] = UInt8(truncatingIfNeeded: half)
                short[count + 1] = UInt8(half >> 8)
                count += 2
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: short[..<count]))
        }
    }

    /// How many codes a short form of some bytes has.
    @inline(__always)
    static func codeCount(ofBytes count: Int) -> Int { count * 2 / 3 }

    /// A code of a short form.
    @inline(__always)
    static func code(_ number: Int, of short: UnsafePointer<UInt8>) -> Int {
        let place = (number * 3) >> 1
        return (Int(short[place]) | Int(short[place + 1]) << 8) >> ((number & 1) << 2) & 0xFFF
    }

    /// Reads short forms out into a buffer, sixteen bytes at a time.
    struct Reader {
        fileprivate let symbols: UnsafeBufferPointer<Symbol>

        /// Writes the text of a short form, as far as there is room; returns its length.
        @inline(__always)
        func expand(
            _ short: UnsafeBufferPointer<UInt8>,
            _ range: Range<Int>,
            into output: UnsafeMutableBufferPointer<UInt8>
        ) -> Int {
            guard let start = short.baseAddress.map({ $0 + range.lowerBound }) else { return 0 }
            let raw = UnsafeMutableRawBufferPointer(output)
            var (number, count) = (0, 0)
            let end = SymbolTable.codeCount(ofBytes: range.count)
            while number < end, count + 16 <= output.count {
                let symbol = symbols[SymbolTable.code(number, of: start)]
                raw.storeBytes(of: symbol.low.littleEndian, toByteOffset: count, as: UInt64.self)
                raw.storeBytes(of: symbol.high.littleEndian, toByteOffset: count + 8, as: UInt64.self)
                count += symbol.length
                number += 1
            }
            return count
        }
    }

    func withReader<Result>(_ body: (Reader) -> Result) -> Result {
        symbols.withUnsafeBufferPointer { body(Reader(symbols: $0)) }
    }
}
