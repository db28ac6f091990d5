import Accounts

/// The order in which rows are written.
extension Hierarchy {
    /// The numbers of the remaining rows, each after its parent.
    mutating func parentsFirst() throws(Book.Failure) -> [Int32] {
        var depths = [Int32](repeating: -1, count: candidates.count)
        var deepest: Int32 = -1
        for index in candidates.indices where !isRefused(index) {
            deepest = max(deepest, try depth(of: index, &depths))
        }
        var places = [Int](repeating: 0, count: Int(deepest) + 2)
        for index in candidates.indices where !isRefused(index) { places[Int(depths[index]) + 1] += 1 }
        for depth in places.indices.dropFirst() { places[depth] += places[depth - 1] }
        var ordered = [Int32](repeating: 0, count: places[places.count - 1])
        for index in candidates.indices where !isRefused(index) {
            ordered[places[Int(depths[index])]] = Int32(index)
            places[Int(depths[index])] += 1
        }
        return ordered
    }

    /// How many accounts stand above a row's; `depths` remembers those of rows, and -1 is not known yet.
    private mutating func depth(of index: Int, _ depths: inout [Int32]) throws(Book.Failure) -> Int32 {
        // The usual case: it stands at the top, or below a row whose depth is known.
        guard let parent = candidates[index].account.parent else {
            depths[index] = 0
            return 0
        }
        if let above = matching.row(id: parent), depths[above] >= 0 {
            depths[index] = depths[above] + 1
            return depths[index]
        }
        var chain: [(row: Int?, id: AccountID)] = []
        var current: AccountID? = candidates[index].account.id
        var depth: Int32 = -1
        while let next = current {
            let row = matching.row(id: next)
            if let row, depths[row] >= 0 {
                depth = depths[row]
                break
            }
            chain.append((row, next))
            current = try account(next)?.parent
        }
        for (row, _) in chain.reversed() {
            depth += 1
            if let row { depths[row] = depth }
        }
        return depth
    }
}
