import Accounts
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        "a@b", "info@sonne.example", "o'neil+tag@sub.example.com", "!#$%&'*+/=?^_`{|}~-.@x.example", "a@1.2.3.4",
    ])
    func `what the HTML standard calls valid is accepted`(text: String) throws {
        #expect(try EmailAddress(text).text == text)
    }

    @Test(arguments: [
        ("", EmailAddress.Problem.missing), ("   ", .missing), ("no.at.example", .noSingleAt), ("a@b@c", .noSingleAt),
        ("@b.example", .emptyLocalPart), ("a b@c.example", .character(" ")), ("ü@c.example", .character("ü")),
        ("a@bücher.example", .character("ü")), ("a@", .domain), ("a@b..example", .domain), ("a@-b.example", .domain),
        ("a@b-.example", .domain), ("a@b.example.", .domain), ("a@b.example\u{202E}", .character("\u{202E}")),
    ])
    func `what is no address is refused with its reason`(text: String, problem: EmailAddress.Problem) {
        #expect(throws: problem) { try EmailAddress(text) }
    }

    @Test func `the lengths of RFC 5321 hold`() throws {
        let local = String(repeating: "a", count: 64)
        #expect(try EmailAddress("\(local)@b.example").text.count == 74)
        #expect(throws: EmailAddress.Problem.localPartTooLong) { try EmailAddress("a\(local)@b.example") }
        let label = String(repeating: "b", count: 63)
        #expect(throws: EmailAddress.Problem.domain) { try EmailAddress("a@b\(label)") }
        #expect(throws: EmailAddress.Problem.tooLong) {
            try EmailAddress("a@" + Array(repeating: label, count: 4).joined(separator: "."))
        }
    }

    @Test func `two spellings are one mailbox`() {
        #expect(EmailAddress.fold(" Info@Sonne.Example ") == EmailAddress.fold("info@sonne.example"))
    }
}
