import Accounts
import Testing

/// Where the words of a filter are seen in what they found.
@Suite struct OccurrenceTests {
    @Test(arguments: [
        ("muller", "Bäckerei Müller", SearchText.Part.name, ["Müller"]),
        ("mueller", "Bäckerei Müller", .name, ["Müller"]), ("STRASSE", "Lange Straße 5", .name, ["Straße"]),
        ("kd20015", "KD-20015", .code, ["KD-20015"]), ("200", "KD-20020", .code, ["200"]),
        ("ba|so", "Bäckerei Sonne", .name, ["Bä", "So"]), ("name:so", "info@sonne.example", .email, []),
        ("!so", "Sonne", .name, []), ("status:failed", "failed", .name, []), ("", "Sonne", .name, []),
        ("nn", "nnn", .name, ["nn", "nn"]), ("ﬁ", "Ofﬁce", .name, ["ﬁ"]), ("f", "ﬁ", .name, ["ﬁ"]),
    ])
    func `they are found in the spelling that is there`(
        typed: String,
        text: String,
        part: SearchText.Part,
        expected: [String]
    ) {
        #expect(AccountFilter(typed).occurrences(in: text, of: part).map { String(text[$0]) } == expected)
    }
}
