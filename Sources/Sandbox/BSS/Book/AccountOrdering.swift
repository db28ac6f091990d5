/// All accounts in one order: those of the source that are still at their place, and behind them whatever came later.
struct AccountOrdering: Sendable {
    private let source: any AccountSource
    private let order: TimeOrder
    /// The ranks of the source that are empty now, sorted.
    private var empty: [Int] = []
    /// The ids behind the source's, in their order.
    private(set) var later: [Int] = []

    init(_ source: any AccountSource, by order: TimeOrder) {
        self.source = source
        self.order = order
    }

    private var before: Int { source.count - empty.count }
    var count: Int { before + later.count }

    /// The id at a position from 0.
    subscript(position: Int) -> Int {
        guard position < before else { return later[position - before] }
        // The empty ranks before it: those whose own number does not reach beyond the position.
        let skipped = empty.indices.partitioningIndex { empty[$0] - $0 > position }
        return source.id(rank: position + skipped, by: order)
    }

    /// Takes an account of the source from its place; nothing if that was done before.
    mutating func leavePlace(_ id: Int) {
        let rank = source.rank(of: id, by: order)
        let place = empty.indices.partitioningIndex { empty[$0] >= rank }
        guard place == empty.count || empty[place] != rank else { return }
        empty.insert(rank, at: place)
    }

    mutating func append(_ id: Int) { later.append(id) }

    /// Takes away what was appended.
    mutating func remove(_ id: Int) {
        if let place = later.lastIndex(of: id) { later.remove(at: place) }
    }
}

extension Range<Int> {
    /// The first number for which something is true that is true for all that follow; the end if there is none.
    func partitioningIndex(_ isTrue: (Int) -> Bool) -> Int {
        var (low, high) = (lowerBound, upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if isTrue(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
