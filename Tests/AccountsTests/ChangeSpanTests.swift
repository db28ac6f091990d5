import Accounts
import Telling
import Testing

struct ChangeSpanTests {
    /// 2025-11-24T16:00:00Z.
    private static let now: Int64 = 1_764_000_000

    private func span(_ text: String) -> Range<Int64>? {
        guard case .changed(let span) = AccountFilter("changed:\(text)").terms.first?.test else { return nil }
        return span.seconds(now: Self.now)
    }

    @Test(
        arguments: [
            ("today", 1_763_942_400, 1_764_028_800), ("Yesterday", 1_763_856_000, 1_763_942_400),
            ("2025-11-24", 1_763_942_400, 1_764_028_800),
            ("2025-11", 1_761_955_200, 1_764_547_200), ("2025-12", 1_764_547_200, 1_767_225_600),
            ("2025", 1_735_689_600, 1_767_225_600),
            ("2024-02-29", 1_709_164_800, 1_709_251_200), ("15m", 1_763_999_100, .max), ("2h", 1_763_992_800, .max),
            ("3d", 1_763_740_800, .max), ("1w", 1_763_395_200, .max),
        ] as [(String, Int64, Int64)]
    )
    func `a time is an age, a day, a month or a year`(text: String, from: Int64, before: Int64) {
        #expect(span(text) == from..<before)
    }

    @Test(arguments: ["x", "0d", "3x", "2025-13", "2025-02-29", "2025-11-00", "25-11", "2025-11-24-1", "-", "9999999d"])
    func `anything else is told`(text: String) {
        #expect(span(text) == nil)
        #expect(AccountFilter("changed:\(text)").unknownTerms().map(\.message) == ["changed:\(text) is not a time"])
    }

    @Test func `alternatives are read`() {
        #expect(AccountFilter("role:reseller|end").terms.map(\.test) == [.kinds([.reseller, .endCustomer])])
        #expect(AccountFilter("a|").terms == AccountFilter("a").terms)
        #expect(AccountFilter("|").isEmpty)
        #expect(AccountFilter("\"a|b\"").terms != AccountFilter("a|b").terms)
        let unknown = AccountFilter("role:reseller|boss").unknownTerms()
        #expect(unknown.map(\.message) == ["role:reseller|boss is not a known role"])
    }
}
