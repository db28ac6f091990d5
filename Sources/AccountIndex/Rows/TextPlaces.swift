/// Where the texts of rows begin, and where the last ones end: every 64 rows in full, between them as distances of two bytes.
struct TextPlaces: Sendable {
    /// The place of every first of so many rows (a power of two): of each one while rows are appended, and where the texts of 64
    /// rows take more than 64 KiB.
    private var firsts: [UInt32] = [0]
    private var rest: [UInt16] = [0]
    private var shift = 0
    private static let usual = 6

    /// One more than there are rows.
    var count: Int { rest.count }

    @inline(__always)
    subscript(row: Int) -> Int { Int(firsts[row >> shift]) + Int(rest[row]) }

    /// Only while it is not compacted.
    mutating func append(_ place: Int) {
        precondition(shift == 0, "compacted places grow")
        firsts.append(UInt32(place))
        rest.append(0)
    }

    mutating func reserveCapacity(_ count: Int) {
        firsts.reserveCapacity(count)
        rest.reserveCapacity(count)
    }

    /// The same in as few bytes as are needed; there are no more rows to come.
    func compacted() -> TextPlaces {
        var compact = TextPlaces()
        compact.shift = Self.usual
        compact.firsts = stride(from: 0, to: count, by: 1 << Self.usual).map { UInt32(self[$0]) }
        for row in 0..<count {
            guard let distance = UInt16(exactly: self[row] - Int(compact.firsts[row >> Self.usual])) else {
                return exact
            }
            if row == 0 { compact.rest = [] }
            compact.rest.append(distance)
        }
        return compact.exact
    }

    private var exact: TextPlaces {
        var exact = self
        (exact.firsts, exact.rest) = (firsts.exact, rest.exact)
        return exact
    }

    /// What reads them in a loop.
    struct Reader {
        fileprivate let firsts: UnsafeBufferPointer<UInt32>
        fileprivate let rest: UnsafeBufferPointer<UInt16>
        fileprivate let shift: Int

        @inline(__always)
        subscript(row: Int) -> Int { Int(firsts[row &>> shift]) &+ Int(rest[row]) }
    }

    /// Calls a closure with what reads them.
    @inline(__always)
    func withReader<Result>(_ body: (Reader) -> Result) -> Result {
        firsts.withUnsafeBufferPointer { firsts in
            rest.withUnsafeBufferPointer { rest in
                body(Reader(firsts: firsts, rest: rest, shift: shift))
            }
        }
    }

    mutating func keep(_ keeper: inout some IndexKeeping) throws {
        try keeper.keep(&firsts)
        try keeper.keep(&rest)
        try keeper.keep(&shift)
        let isWhole = shift == 0 || shift == Self.usual
        guard isWhole, !rest.isEmpty, firsts.count == (rest.count - 1) >> shift + 1 else {
            throw KeptIndexProblem.unfit
        }
    }
}
