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
}
