/// Numbers of rows, each in as few bytes as their distance from the least one needs.
struct NumberColumn: Sendable {
    private enum Storage {
        case ones([UInt8])
        case twos([UInt16])
        case fours([UInt32])
        /// While rows are appended, and where they lie far from each other.
        case eights([Int64])
    }

    private var base: Int64 = 0
    private var storage = Storage.eights([])

    init() {}

    /// As many bytes as are needed; there are no more rows to come.
    init(compacting numbers: NumberColumn) {
        guard case .eights(let all) = numbers.storage, let least = all.min(), let most = all.max() else {
            self = numbers
            return
        }
        let (distance, isOver) = most.subtractingReportingOverflow(least)
        base = least
        if isOver || distance > UInt32.max {
            base = 0
            storage = .eights(Array(all))
        } else if distance > UInt16.max {
            storage = .fours(all.map { UInt32($0 &- least) })
        } else if distance > UInt8.max {
            storage = .twos(all.map { UInt16($0 &- least) })
        } else {
            storage = .ones(all.map { UInt8($0 &- least) })
        }
    }

    @inline(__always)
    subscript(row: Int) -> Int64 {
        switch storage {
        case .ones(let numbers): base &+ Int64(numbers[row])
        case .twos(let numbers): base &+ Int64(numbers[row])
        case .fours(let numbers): base &+ Int64(numbers[row])
        case .eights(let numbers): base &+ numbers[row]
        }
    }

    /// Only while it is not compacted.
    mutating func append(_ number: Int64) {
        guard case .eights(var numbers) = storage else { preconditionFailure("a compacted column grows") }
        storage = .eights([])
        numbers.append(number)
        storage = .eights(numbers)
    }

    mutating func reserveCapacity(_ count: Int) {
        guard case .eights(var numbers) = storage else { return }
        storage = .eights([])
        numbers.reserveCapacity(count)
        storage = .eights(numbers)
    }

    /// How many bytes each takes.
    var width: Int {
        switch storage {
        case .ones: 1
        case .twos: 2
        case .fours: 4
        case .eights: 8
        }
    }

    /// The row of a number; compares all, several at once.
    func row(of number: Int64) -> Int? {
        let (distance, isOver) = number.subtractingReportingOverflow(base)
        guard !isOver else { return nil }
        return switch storage {
        case .ones(let numbers): UInt8(exactly: distance).flatMap { Self.place(of: $0, in: numbers) }
        case .twos(let numbers): UInt16(exactly: distance).flatMap { Self.place(of: $0, in: numbers) }
        case .fours(let numbers): UInt32(exactly: distance).flatMap { Self.place(of: $0, in: numbers) }
        case .eights(let numbers): Self.place(of: distance, in: numbers)
        }
    }

    private static func place<Number: FixedWidthInteger>(of number: Number, in numbers: [Number]) -> Int? {
        numbers.withUnsafeBufferPointer { numbers in
            var place = 0
            while place < numbers.count {
                let end = min(place + 256, numbers.count)
                var isThere = false
                for other in numbers[place..<end] { isThere = isThere || other == number }
                if isThere { return numbers[place..<end].firstIndex(of: number) }
                place = end
            }
            return nil
        }
    }

    /// Calls a closure with each number and its row.
    @inline(__always)
    func visit(_ body: (Int64, Int) -> Void) {
        switch storage {
        case .ones(let numbers): for row in numbers.indices { body(base &+ Int64(numbers[row]), row) }
        case .twos(let numbers): for row in numbers.indices { body(base &+ Int64(numbers[row]), row) }
        case .fours(let numbers): for row in numbers.indices { body(base &+ Int64(numbers[row]), row) }
        case .eights(let numbers): for row in numbers.indices { body(base &+ numbers[row], row) }
        }
    }

    var count: Int {
        switch storage {
        case .ones(let numbers): numbers.count
        case .twos(let numbers): numbers.count
        case .fours(let numbers): numbers.count
        case .eights(let numbers): numbers.count
        }
    }

    mutating func keep(_ keeper: inout some IndexKeeping) throws {
        var (least, width) = (Int(base), width)
        try keeper.keep(&least)
        try keeper.keep(&width)
        base = Int64(least)
        switch width {
        case 1: storage = .ones(try Self.kept(&keeper) { if case .ones(let all) = storage { all } else { [] } })
        case 2: storage = .twos(try Self.kept(&keeper) { if case .twos(let all) = storage { all } else { [] } })
        case 4: storage = .fours(try Self.kept(&keeper) { if case .fours(let all) = storage { all } else { [] } })
        default: storage = .eights(try Self.kept(&keeper) { if case .eights(let all) = storage { all } else { [] } })
        }
    }

    private static func kept<Number: BitwiseCopyable>(
        _ keeper: inout some IndexKeeping,
        _ present: () -> [Number]
    ) throws -> [Number] {
        var numbers = present()
        try keeper.keep(&numbers)
        return numbers
    }
}
