import Synchronization

/// Text in UTF-8 that nobody has made a string of.
extension UnsafeBufferPointer<UInt8> {
    /// The width in cells of a text that goes through the door as it is; nil if it may not, or if it is not UTF-8.
    package var columnsOfPlain: Int? {
        if isPlainASCII { return count }
        return ScalarLooks.seen.withLock { $0.columns(ofPlain: self) }
    }

    /// Whether everything is visible ASCII, eight bytes at a time.
    private var isPlainASCII: Bool {
        let bytes = UnsafeRawBufferPointer(self)
        let ones: UInt64 = 0x0101_0101_0101_0101
        var place = 0
        while place + 8 <= count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            // A byte that is not ASCII, DEL, and a byte below a space each set a high bit.
            guard (word | (word &+ ones) | (word &- ones &* 0x20)) & (ones &* 0x80) == 0 else { return false }
            place += 8
        }
        while place < count {
            guard self[place] >= 0x20, self[place] < 0x7F else { return false }
            place += 1
        }
        return true
    }
}

extension ScalarLooks {
    /// The width of a text that goes through the door as it is; nil if it may not, or if it is not UTF-8.
    ///
    /// Scalars beyond the first 65,536 are left to strings.
    fileprivate mutating func columns(ofPlain text: UnsafeBufferPointer<UInt8>) -> Int? {
        func rest(_ place: Int) -> UInt32? {
            place < text.count && text[place] & 0xC0 == 0x80 ? UInt32(text[place] & 0x3F) : nil
        }
        var (place, columns) = (0, 0)
        while place < text.count {
            let first = UInt32(text[place])
            let value: UInt32
            switch first {
            case 0..<0x80:
                value = first
                place += 1
            case 0xC2..<0xE0:
                guard let second = rest(place + 1) else { return nil }
                value = (first & 0x1F) << 6 | second
                place += 2
            case 0xE0..<0xF0:
                guard let second = rest(place + 1), let third = rest(place + 2) else { return nil }
                value = (first & 0xF) << 12 | second << 6 | third
                // Written too long; half of a pair is not a scalar.
                guard value >= 0x800 else { return nil }
                place += 3
            default: return nil
            }
            guard let scalar = Unicode.Scalar(value) else { return nil }
            let look = self[scalar]
            guard look.isPlain else { return nil }
            columns += look.cells
        }
        return columns
    }
}
