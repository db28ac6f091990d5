import Testing

@testable import AccountIndex

@Suite struct FillingTests {
    /// Large portions are made in parts and written as several chunks, on all cores.
    @Test func `however many accounts come at once, the index is the same to the byte`() throws {
        let book = RandomBook(seed: 1, accounts: 1_700).book
        func bytes(portion: Int) throws -> [UInt8] {
            var written = Written()
            try AccountIndex.filled(book, chunkSize: 200, portion: portion).write(to: &written)
            return written.bytes
        }
        let expected = try bytes(portion: 1)
        for portion in [333, 600, 1_700] {
            let isSame = try bytes(portion: portion) == expected
            #expect(isSame, "\(portion) at once")
        }
    }
}

private struct Written: IndexKeeping {
    var bytes: [UInt8] = []

    mutating func keep<Element: BitwiseCopyable>(_ elements: inout [Element]) {
        elements.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }
}
