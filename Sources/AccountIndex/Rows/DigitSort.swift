extension [UInt64] {
    /// Sorts numbers digit by digit, eleven bits at a time, the lowest first: a chunk has hundreds of thousands of pairs,
    /// which are known to be small.
    ///
    /// They may be in the order of their lowest bits already; of these so many are not looked at.
    mutating func sortByDigits(from sorted: UInt64 = 0) {
        guard count > 1 << Self.digit, let most = self.max() else { return sort() }
        var other = [UInt64](repeating: 0, count: count)
        for shift in stride(from: sorted, to: UInt64(64 - most.leadingZeroBitCount), by: Self.digit) {
            var places = [Int](repeating: 0, count: 1 << Self.digit)
            for number in self { places[Int(number >> shift & Self.lowest)] += 1 }
            var next = 0
            for digit in places.indices {
                let found = places[digit]
                places[digit] = next
                next += found
            }
            withUnsafeBufferPointer { numbers in
                other.withUnsafeMutableBufferPointer { sorted in
                    for number in numbers {
                        let digit = Int(number >> shift & Self.lowest)
                        sorted[places[digit]] = number
                        places[digit] += 1
                    }
                }
            }
            swap(&self, &other)
        }
    }

    private static var digit: Int { 11 }
    private static var lowest: UInt64 { (1 << 11) - 1 }
}
