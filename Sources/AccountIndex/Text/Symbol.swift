/// Up to sixteen bytes for which one code stands.
struct Symbol: Hashable, Sendable {
    static let mostBytes = 16

    /// The bytes, the first lowest; zeros behind the last one.
    let low: UInt64
    let high: UInt64
    let length: Int

    init(low: UInt64, high: UInt64, length: Int) {
        self.low = low
        self.high = high
        self.length = length
    }

    /// The next bytes of a text, as many as there are.
    @inline(__always)
    init(of text: UnsafeBufferPointer<UInt8>, at place: Int) {
        length = min(text.count - place, Self.mostBytes)
        if length == Self.mostBytes {
            let raw = UnsafeRawBufferPointer(text)
            low = raw.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
            high = raw.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self).littleEndian
        } else {
            var (low, high): (UInt64, UInt64) = (0, 0)
            for offset in 0..<length {
                let byte = UInt64(text[place + offset])
                if offset < 8 { low |= byte << UInt64(offset * 8) } else { high |= byte << UInt64(offset * 8 - 64) }
            }
            (self.low, self.high) = (low, high)
        }
    }

    /// Its first bytes.
    @inline(__always)
    func prefix(_ count: Int) -> Symbol {
        count > 8
            ? Symbol(low: low, high: high & .max >> UInt64(128 - count * 8), length: count)
            : Symbol(low: low & .max >> UInt64(64 - count * 8), high: 0, length: count)
    }

    /// Its bytes, and those of another one behind them; nil if these are too many.
    func joined(to other: Symbol) -> Symbol? {
        guard length + other.length <= Self.mostBytes else { return nil }
        let shift = UInt64(length * 8)
        // A shift by 64 and more leaves nothing.
        return Symbol(
            low: low | other.low << shift,
            high: high | other.high << shift | (length < 8 ? other.low >> (64 - shift) : other.low << (shift - 64)),
            length: length + other.length
        )
    }

    @inline(__always)
    func forEachByte(_ body: (UInt8) -> Void) {
        for place in 0..<length {
            body(UInt8(truncatingIfNeeded: place < 8 ? low >> UInt64(place * 8) : high >> UInt64(place * 8 - 64)))
        }
    }

    /// Where to look for it in a table of a power of two places.
    @inline(__always)
    func place(in count: Int) -> Int {
        let mixed = (low ^ high &* 0xC2B2_AE3D_27D4_EB4F) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 40) & (count - 1)
    }
}
