import Testing

@testable import AccountIndex

@Suite struct DigitSortTests {
    @Test(arguments: [0, 1, 2_048, 2_049, 30_000], [1, 11, 12, 38, 64])
    func `numbers that are sorted digit by digit are in order`(count: Int, bits: Int) {
        var random = SystemRandomNumberGenerator()
        var numbers = (0..<count).map { _ in random.next() >> UInt64(64 - bits) }
        let ordered = numbers.sorted()
        numbers.sortByDigits()
        #expect(numbers == ordered)
    }

    @Test func `what is in order by its lowest bits is sorted by the others alone`() {
        var random = SystemRandomNumberGenerator()
        var numbers = (0..<30_000).map { UInt64($0 / 10) | (random.next() >> 40) << 16 }
        let ordered = numbers.sorted()
        numbers.sortByDigits(from: 16)
        #expect(numbers == ordered)
    }
}
