/// The short form of texts: each byte of it stands for up to eight bytes that are frequent in the book, or announces
/// one that is not.
///
/// The method is FSST (Boncz, Neumann and Leis, 2020). Any part can be read without what stands before it, and an
/// automaton can walk over the short form as it is.
struct SymbolTable: Sendable {
    /// Announces a byte that stands for itself.
    static let escape: UInt8 = 255

    /// The bytes of the symbols, the first lowest.
    private(set) var bytes: [UInt64]
    private(set) var lengths: [UInt8]
    /// By the first two bytes: where the symbols of two bytes and more begin in `candidates`.
    private var starts: [UInt16]
    /// Symbols by their first two bytes, the longest first.
    private var candidates: [UInt8]
    /// The symbols of one byte; `escape` for bytes without one.
    private var singles: [UInt8]

    /// Makes a table of at most 255 symbols of one to eight bytes.
    init(symbols: [[UInt8]] = []) {
        precondition(symbols.count <= Int(Self.escape), "one byte must be left to announce the others")
        bytes = symbols.map { $0.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << UInt64($1.offset * 8) } }
        lengths = symbols.map { UInt8($0.count) }
        singles = [UInt8](repeating: Self.escape, count: 256)
        starts = [UInt16](repeating: 0, count: 65_537)
        candidates = []
        for (code, symbol) in symbols.enumerated() where symbol.count == 1 { singles[Int(symbol[0])] = UInt8(code) }
        let long = symbols.enumerated().filter { $0.element.count > 1 }
            .map { (prefix: Int($0.element[0]) | Int($0.element[1]) << 8, length: $0.element.count, code: $0.offset) }
            .sorted { ($0.prefix, $1.length, $0.code) < ($1.prefix, $0.length, $1.code) }
        var next = 0
        for prefix in 0...65_536 {
            starts[prefix] = UInt16(candidates.count)
            while next < long.count, long[next].prefix == prefix {
                candidates.append(UInt8(long[next].code))
                next += 1
            }
        }
    }

    /// The bytes of a symbol.
    func symbol(_ code: Int) -> [UInt8] {
        (0..<Int(lengths[code])).map { UInt8(truncatingIfNeeded: bytes[code] >> UInt64($0 * 8)) }
    }

    /// Calls a closure with each code of a text's short form; `nil` is a byte that has none.
    @inline(__always)
    func forEachCode(of text: UnsafeBufferPointer<UInt8>, _ body: (UInt8?, UInt8) -> Void) {
        var place = 0
        while place < text.count {
            let (code, length) = match(text, at: place)
            body(code == Self.escape ? nil : code, text[place])
            place += length
        }
    }

    /// Appends the short form of a text.
    func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        forEachCode(of: text) { code, byte in
            if let code {
                output.append(code)
            } else {
                output.append(Self.escape)
                output.append(byte)
            }
        }
    }

    /// The longest symbol with which a text goes on, and its length.
    @inline(__always)
    private func match(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> (UInt8, Int) {
        let left = text.count - place
        if left > 1 {
            let prefix = Int(text[place]) | Int(text[place + 1]) << 8
            var (candidate, end) = (Int(starts[prefix]), Int(starts[prefix + 1]))
            if candidate < end {
                let word = Self.word(text, at: place)
                while candidate < end {
                    let code = Int(candidates[candidate])
                    let length = Int(lengths[code])
                    let mask = UInt64.max >> UInt64(64 - 8 * length)
                    if length <= left, word & mask == bytes[code] { return (UInt8(code), length) }
                    candidate += 1
                }
                end = candidate
            }
        }
        return (singles[Int(text[place])], 1)
    }

    /// The next eight bytes, or as many as there are.
    @inline(__always)
    private static func word(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> UInt64 {
        if place + 8 <= text.count {
            return UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
        }
        var word: UInt64 = 0
        for offset in place..<text.count { word |= UInt64(text[offset]) << UInt64((offset - place) * 8) }
        return word
    }

    /// Appends the text of a short form.
    func expand(_ short: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var place = 0
        while place < short.count {
            let code = Int(short[place])
            if code == Int(Self.escape) {
                place += 1
                if place < short.count { output.append(short[place]) }
            } else {
                var word = bytes[code]
                for _ in 0..<lengths[code] {
                    output.append(UInt8(truncatingIfNeeded: word))
                    word >>= 8
                }
            }
            place += 1
        }
    }
}
