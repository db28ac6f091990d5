/// The bytes of a file, which are read part by part.
package struct FileContents: Sendable {
    /// Where the text begins, after byte order marks.
    package let start: Int
    /// How many bytes there are.
    package let end: Int
    /// Returns the bytes in a range, fewer at the end of the file; nil if they cannot be read.
    package let read: @Sendable (Range<Int>) -> [UInt8]?
    /// Whether nobody has written to the file meanwhile.
    package let isUnchanged: @Sendable () -> Bool

    package init(
        start: Int,
        end: Int,
        isUnchanged: @escaping @Sendable () -> Bool = { true },
        read: @escaping @Sendable (Range<Int>) -> [UInt8]?
    ) {
        (self.start, self.end, self.isUnchanged, self.read) = (start, end, isUnchanged, read)
    }

    /// Bytes that are in memory.
    init(_ bytes: [UInt8]) {
        self.init(start: 0, end: bytes.count) { $0 == bytes.indices ? bytes : Array(bytes[$0]) }
    }
}

extension AccountFile {
    /// Where the text of a CSV file in UTF-8 begins, judging by the first bytes of the file; nil if the file must be
    /// read as a whole: JSON, UTF-16, and whatever shows nothing in these bytes.
    package static func startOfCSV(_ head: [UInt8]) -> Int? {
        guard !head.starts(with: [0xFE, 0xFF]), !head.starts(with: [0xFF, 0xFE]) else { return nil }
        let start = startOfText(head)
        switch head[start...].first(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
        case nil, UInt8(ascii: "["), UInt8(ascii: "{"): return nil
        default: return start
        }
    }
}
