/// Rows in an order; three bytes each as long as that is enough, which is for sixteen million.
package struct RowList: Sendable {
    package let count: Int
    private let width: Int
    /// With one more than they take, so that four can be read of each.
    private let bytes: [UInt8]

    package init(_ rows: [UInt32]) {
        let width = (rows.max() ?? 0) < 1 << 24 ? 3 : 4
        (count, self.width) = (rows.count, width)
        bytes = [UInt8](unsafeUninitializedCapacity: rows.count * width + 4) { room, initialized in
            let room = UnsafeMutableRawBufferPointer(room)
            for (place, row) in rows.enumerated() { Self.put(row, at: place &* width, room) }
            Self.put(0, at: rows.count * width, room)
            initialized = rows.count * width + 1
        }
    }

    /// Those of some rows that are in a set, which has so many of them.
    init(_ rows: RowList, in set: RowSet, count: Int, isReversed: Bool) {
        let width = rows.width
        // Each row is written, and kept if the next one does not take its place: a branch would be guessed wrong often
        // where about half of the rows are selected.
        bytes = [UInt8](unsafeUninitializedCapacity: (count + 1) * width + 4) { room, initialized in
            let room = UnsafeMutableRawBufferPointer(room)
            var end = 0
            rows.bytes.withUnsafeBytes { bytes in
                set.words.withUnsafeBufferPointer { words in
                    @inline(__always) func take(_ place: Int) {
                        let row = Self.row(bytes, place, width)
                        Self.put(row, at: end, room)
                        let isIn = Int(truncatingIfNeeded: words[Int(row >> 6)] >> UInt64(row & 63) & 1)
                        end &+= isIn &* width
                    }
                    if isReversed {
                        for place in stride(from: rows.count - 1, through: 0, by: -1) { take(place) }
                    } else {
                        for place in 0..<rows.count { take(place) }
                    }
                }
            }
            Self.put(0, at: end, room)
            initialized = end + 1
        }
        (self.count, self.width) = ((bytes.count - 1) / width, width)
    }

    package subscript(place: Int) -> UInt32 {
        precondition(place >= 0 && place < count, "there is no such place")
        return bytes.withUnsafeBytes { Self.row($0, place, width) }
    }

    /// The place of a row; compares all before it.
    package func place(of row: UInt32) -> Int? {
        bytes.withUnsafeBytes { bytes in
            var place = 0
            while place < count, Self.row(bytes, place, width) != row { place &+= 1 }
            return place < count ? place : nil
        }
    }

    @inline(__always)
    private static func row(_ bytes: UnsafeRawBufferPointer, _ place: Int, _ width: Int) -> UInt32 {
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place &* width, as: UInt32.self))
            & (width == 3 ? 0xFF_FFFF : .max)
    }

    @inline(__always)
    private static func put(_ row: UInt32, at offset: Int, _ room: UnsafeMutableRawBufferPointer) {
        room.storeBytes(of: row.littleEndian, toByteOffset: offset, as: UInt32.self)
    }
}
