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
