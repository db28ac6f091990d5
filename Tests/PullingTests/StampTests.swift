import Accounts
import Testing

struct StampTests {
    @Test(arguments: [
        "2026-11-03", "2026-11-03T14:05", "2026-11-03T14:05:09", "2026-11-03T14:05:09.1", "2026-11-03 14:05:09.123",
        "2026-11-03T14:05:09.1234567", "2026-11-03T14:05:09.123Z", "2026-11-03T14:05:09+02:00", "2024-02-29T00:00:00",
        "1999-12-31T23:59:59,5",
    ])
    func `a time of the BSS is read`(text: String) { #expect(Stamp(text)?.date == String(text.prefix(10))) }

    @Test(arguments: [
        "", "yesterday", "2026-13-01", "2026-11-00", "20261103", "2026-11-03T", "2026-11-03T25:00", "03.11.2026",
        "2026-11-03T14:05:09.", "2026-11-03T14:05:09x", "9999-01-01", "-001-01-01", "２０２６-11-03",
    ])
    func `anything else is no time`(text: String) { #expect(Stamp(text) == nil) }

    @Test func `times are in their order, whatever their digits and zones`() throws {
        let texts = [
            "2025-12-31T23:59:59.999", "2026-01-01", "2026-01-01T00:00:00.1", "2026-01-01T00:00:00.12",
            "2026-01-01T03:00:00+02:00", "2026-01-01T02:00:00",
        ]
        let stamps = try texts.map { try #require(Stamp($0)) }
        #expect(stamps == stamps.sorted())
        #expect(Stamp("2026-01-01T02:00:00+02:00") == Stamp("2026-01-01T00:00:00Z"))
    }

    @Test func `the day before is a day earlier, across months and years`() {
        #expect(Stamp("2026-03-01T10:00:00")?.dayBefore.date == "2026-02-28")
        #expect(Stamp("2024-03-01")?.dayBefore.date == "2024-02-29")
        #expect(Stamp("1970-01-01T00:30:00")?.dayBefore.date == "1969-12-31")
        #expect(Stamp("1969-07-20T20:17:40")?.midnight == Stamp("1969-07-20"))
    }
}
