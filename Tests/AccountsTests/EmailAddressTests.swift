import Accounts
import Telling
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
        ("a@b-.example", .domain), ("a@b.example.", .domain),
        ("a@b.example\u{202E}", .hidden(Spot("\u{202E}", before: "a@b.example"))),
        ("\u{FEFF}a@b.example", .hidden(Spot("\u{FEFF}", before: ""))), ("a@b.example; c@d.example", .several),
        ("a@b.example,c@d.example", .several), ("a@b.example c@d.example", .several), ("a@@b.example", .noSingleAt),
    ])
    func `what is no address is refused with its reason`(text: String, problem: EmailAddress.Problem) {
        #expect(throws: problem) { try EmailAddress(text) }
    }

    @Test func `every short text is judged as the HTML standard's own expression judges it`() throws {
        let label = "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
        let standard = try Regex("[a-zA-Z0-9.!#$%&'*+\\/=?^_`{|}~-]+@\(label)(?:\\.\(label))*")
        var texts = [""]
        for _ in 0..<6 {
            texts = texts.flatMap { text in ["a", "7", ".", "-", "@"].map { text + $0 } }
            for text in texts {
                let isValid = (try? EmailAddress(text)) != nil
                #expect(isValid == (text.wholeMatch(of: standard) != nil), "\(text)")
            }
        }
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

    @Test(arguments: [
        ("info@sunny", [EmailAddress.Doubt.noDot]), ("info@example", [.noDot]), ("info@x.c", [.topLevel]),
        ("info@x.5", [.topLevel]),
        ("a@1.2.3.4", [.topLevel]), (".a@b.de", [.dots]), ("a.@b.de", [.dots]), ("a..b@c.de", [.dots]),
        (".@localhost", [.dots, .noDot]), ("info@sonne.example", []), ("a.b@c-d.museum", []),
        ("a@xn--mller-kva.xn--p1ai", []),
    ])
    func `what HTML calls valid and nobody has is doubted`(text: String, doubts: [EmailAddress.Doubt]) throws {
        #expect(try EmailAddress(text).doubts == doubts)
    }

    @Test(arguments: [
        ("info@müller.example", "info@xn--mller-kva.example"), ("info@MÜLLER.example", "info@xn--mller-kva.example"),
        ("info@mu\u{308}ller.example", "info@xn--mller-kva.example"), ("info@почта.рф", "info@xn--80a1acny.xn--p1ai"),
        ("info@sonne,example", "info@sonne.example"), ("info@@sonne.example", "info@sonne.example"),
        ("info@sonne.example.", "info@sonne.example"), ("mailto:info@sonne.example", "info@sonne.example"),
        ("MAILTO:info@sonne.example?subject=x", "info@sonne.example"),
        ("Info <info@sonne.example>", "info@sonne.example"),
        ("<info@sonne.example>", "info@sonne.example"), ("info @sonne.example", "info@sonne.example"),
        ("info@sonne .example", "info@sonne.example"), ("info@sonne..example", "info@sonne.example"),
        ("info＠sonne.example", "info@sonne.example"), ("info@sonne．example", "info@sonne.example"),
        ("info(at)sonne.example", "info@sonne.example"), ("\"info@sonne.example\"", "info@sonne.example"),
        ("info@sonne.example;", "info@sonne.example"),
    ])
    func `a slip is told with the address that is meant`(text: String, meant: String) {
        do {
            _ = try EmailAddress(text)
            Issue.record("taken")
        } catch {
            #expect(error.cure(of: text) == "write \(meant)")
            #expect(!error.phrase(of: text).isEmpty)
        }
    }

    @Test(arguments: [
        (
            "ü@c.example", "\"ü@c.example\" contains \"ü\" before the @, where only ASCII characters can stand",
            "enter an address without it"
        ),
        (
            "info@p\u{430}ypal.example",
            "\"info@p\u{430}ypal.example\" contains U+0430 (CYRILLIC SMALL LETTER A), which looks like \"a\"",
            "type it again with \"a\""
        ),
        ("a b@c.example", "\"a b@c.example\" contains a space, which an address cannot have", "write ab@c.example"),
        (
            "a@b.example\u{200B}", "holds U+200B (ZERO WIDTH SPACE) after \"a@b.example\", which is invisible",
            "type it again without it"
        ),
        ("a@b.de; c@d.de", "\"a@b.de; c@d.de\" holds more than one address", "keep one of them"),
        ("nonsense", "\"nonsense\" is not an address: it needs exactly one @", "correct it"),
    ])
    func `what is the matter is told, and what to do`(text: String, phrase: String, cure: String) {
        do {
            _ = try EmailAddress(text)
            Issue.record("taken")
        } catch {
            #expect(error.phrase(of: text) == phrase)
            #expect(error.cure(of: text) == cure)
        }
    }

    @Test func `two spellings are one mailbox`() {
        #expect(EmailAddress.fold("Mu\u{308}LLER@x.example") == EmailAddress.fold("mÜller@X.example"))
        #expect(EmailAddress.fold(" Info@Sonne.Example ") == EmailAddress.fold("info@sonne.example"))
    }
}
