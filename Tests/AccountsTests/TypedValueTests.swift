import Testing

@testable import Accounts

/// What the types of fields take.
struct TypedValueTests {
    @Test(arguments: ["0", "12", "-12", "+1", "12.5", "007", "0.10", String(repeating: "9", count: 400)])
    func `a number is a sign, digits and a fraction`(text: String) { #expect(DecimalText.isNumber(text)) }

    @Test(arguments: [
        ("1,5", ["1.5"]), ("1.000,50", ["1000.50"]), ("1,000.50", ["1000.50"]), ("1,000", ["1000", "1.000"]),
        ("1,000,000", ["1000000"]), ("1.000.000", ["1000000"]), ("1 000", ["1000"]), ("1\u{A0}000,5", ["1000.5"]),
        ("1'000", ["1000"]), (".5", ["0.5"]), ("5.", ["5"]), ("-.5", ["-0.5"]), ("\u{2212}5", ["-5"]), ("１２", ["12"]),
        ("٣", ["3"]), ("1_000", ["1000"]), ("nan", []), ("inf", []), ("-Infinity", []), ("0x1p3", []), ("1e400", []),
        ("1e3", []), ("", []), ("-", []), (".", []), ("--5", []), ("12 EUR", []), ("½", []), ("1.2.3,4", []),
        ("1,00,000", []), ("12,34.5", []),
        ("five", []),
    ])
    func `what is no number is told with the number that is meant`(text: String, meant: [String]) {
        #expect(!DecimalText.isNumber(text))
        #expect(DecimalText.readings(of: text) == meant)
    }

    @Test(arguments: ["2026-11-25", "2024-02-29", "2026-11-25T10:00:00Z"])
    func `a date is year, month and day`(text: String) { #expect(DateText.isDate(text)) }

    @Test(arguments: [
        ("25.11.2026", "2026-11-25"), ("1.2.2026", "2026-02-01"), ("25/11/2026", "2026-11-25"),
        ("11/25/2026", "2026-11-25"),
        ("2026/11/25", "2026-11-25"), ("2026-1-5", "2026-01-05"), ("2026\u{2013}11\u{2013}25", "2026-11-25"),
        ("5/5/2026", "2026-05-05"), ("1/2/2026", nil), ("2026-02-30", nil), ("2023-02-29", nil), ("tomorrow", nil),
        ("2026-13-01", nil), ("20261125", nil), ("2026-11-25Tx", nil), ("0000-01-01", nil),
        ("99999999999999999999-1-1", nil),
    ])
    func `what is no date is told with the date that is meant`(text: String, meant: String?) {
        #expect(!DateText.isDate(text))
        #expect(DateText.reading(of: text) == meant)
    }

    @Test(arguments: ["974760673", "923609016", "0-306-40615-2", "080442957X", "12345678-5", "19"])
    func `a check digit fits`(text: String) { #expect(CheckDigit.fits(text)) }

    @Test(arguments: ["974760674", "974760763", "0-306-40615-3", "X", "7", "", "12a45", "１２３"])
    func `a wrong digit, or two that changed places, do not`(text: String) { #expect(!CheckDigit.fits(text)) }
}
