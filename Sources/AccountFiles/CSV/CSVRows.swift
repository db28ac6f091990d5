import Accounts

/// The rows of CSV whose bytes are read block by block.
///
/// A row that reaches the end of a block is read again with more bytes, so it makes no difference where blocks end.
struct CSVRows {
    private let contents: FileContents
    /// How many bytes a block has, unless a row is longer.
    private let blockLength: Int
    private var dialect = CSVDialect([])
    private var reader: CSVReader
    private var block: [UInt8] = []
    /// The byte of the file where the block begins.
    private var blockStart = 0
    /// Whether the block contains the end of the file.
    private var isLast = false
    /// Why the file could not be read on.
    private(set) var failure: AccountFileProblem?

    /// Begins at the heading, using the dialect that it shows.
    init(_ contents: FileContents, blockLength: Int) {
        self.contents = contents
        self.blockLength = blockLength
        reader = CSVReader([], separator: 0, from: 0, line: 1, isLast: false)
        var length = blockLength
        repeat {
            load(contents.start, length)
            dialect = CSVDialect(block)
            begin(at: contents.start + dialect.start, line: dialect.line)
            _ = reader.next()
            length *= 2
        } while reader.sawEnd && !isLast && failure == nil
        begin(at: contents.start + dialect.start, line: dialect.line)
    }

    /// The usual length of a block.
    static let length = 1 << 18

    /// The byte of the file where the next row begins.
    var place: Int { blockStart + reader.index }

    /// Whether there is a NUL in the first bytes.
    var isBinary: Bool { block.contains(0) }

    /// The next row that is not blank; nil at the end, and after a failure.
    mutating func next() -> (row: CSVReader.Row, position: RowPosition)? {
        while failure == nil {
            let (start, line) = (place, reader.line)
            let row = reader.next()
            guard !isLast, row == nil || reader.sawEnd else { return row.map { ($0, position(of: $0)) } }
            extend(from: start, line: line)
        }
        return nil
    }

    /// The row at a place that was given with it; nil if the file has changed since.
    mutating func row(at position: RowPosition) -> CSVReader.Row? {
        if position.start < blockStart || position.start >= blockStart + block.count {
            load(position.start, blockLength)
        }
        begin(at: position.start, line: Int(position.line))
        guard let (row, found) = next(), found == position else {
            failure = failure ?? .changed
            return nil
        }
        return row
    }

    /// The bytes of the row that was read last, without its line break.
    func bytes(of row: CSVReader.Row) -> ArraySlice<UInt8> {
        var bytes = block[row.start..<reader.index]
        while let last = bytes.last, last == 0x0A || last == 0x0D { bytes.removeLast() }
        return bytes
    }

    /// The separator of the cells.
    var separator: UInt8 { dialect.separator }

    /// The bytes before the last row, if the block begins at the beginning of the file: what stands before the heading.
    func preamble(before row: CSVReader.Row) -> ArraySlice<UInt8> {
        blockStart == contents.start ? block[..<row.start] : []
    }

    private func position(of row: CSVReader.Row) -> RowPosition {
        var hasher = Hasher()
        block[row.start..<reader.index].withUnsafeBytes { hasher.combine(bytes: $0) }
        return RowPosition(
            start: blockStart + row.start,
            line: Int32(clamping: row.line),
            check: UInt32(truncatingIfNeeded: hasher.finalize())
        )
    }

    /// Reads a row again whose end was not in the block.
    private mutating func extend(from start: Int, line: Int) {
        // If the block begins with the row, the row needs a longer one.
        load(start, start == blockStart ? block.count * 2 : blockLength)
        begin(at: start, line: line)
    }

    private mutating func begin(at place: Int, line: Int) {
        reader = CSVReader(
            block,
            separator: dialect.separator,
            from: place - blockStart,
            line: line,
            isLast: isLast
        )
    }

    private mutating func load(_ start: Int, _ length: Int) {
        // Gives the old block back before the new one is there.
        reader = CSVReader([], separator: 0, from: 0, line: 1, isLast: false)
        let end = min(start + max(length, blockLength), contents.end)
        guard let bytes = contents.read(start..<end) else {
            failure = .unreadable
            return
        }
        (block, blockStart, isLast) = (bytes, start, end == contents.end)
        // Somebody has made the file shorter.
        if bytes.count < end - start { failure = .changed }
    }
}
