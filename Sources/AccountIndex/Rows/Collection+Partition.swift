extension RandomAccessCollection where Index == Int {
    /// The first place where a condition does not hold, if it holds everywhere before and nowhere after.
    func end(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = low + (high - low) / 2
            if holds(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
