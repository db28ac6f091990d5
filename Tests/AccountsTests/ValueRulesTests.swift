import Accounts
import Samples
import Telling
import Testing

/// What is found in the values of a form, however they came into it.
struct ValueRulesTests {
    private static let fields = [
        FieldDefinition(id: "reseller-id", name: "Reseller ID"), FieldDefinition(id: "username", name: "Login"),
        FieldDefinition(id: "note", name: "Note"), FieldDefinition(id: "text", name: "Text", kind: .textArea),
        FieldDefinition(id: "pin", name: "PIN", kind: .mask),
        FieldDefinition(id: "seats", name: "Seats", dataType: .number),
        FieldDefinition(id: "price", name: "Price", dataType: .currency),
        FieldDefinition(id: "since", name: "Since", dataType: .date),
        FieldDefinition(id: "page", name: "Page", kind: .link),
        FieldDefinition(id: "number", name: "Number", kind: .checkDigit),
        FieldDefinition(id: "agree", name: "Agree", kind: .boolean),
        FieldDefinition(id: "plan", name: "Plan", kind: .list, choices: [.init(id: "a\u{200B}", name: "A")]),
        FieldDefinition(id: "more", name: "More", kind: .multiSelect, choices: [.init(id: "a", name: "A")]),
    ]

    private func found(_ id: FieldID, _ value: String) -> [String] {
        var form = SyncForm(Samples.situation(Samples.direct, fields: Self.fields))
        form.enter(value, in: id)
        return form.preflight(PreflightFacts(emailUses: []))
            .filter { $0.subject == .field(id) }
            .map { "\($0.severity.rawValue) \($0.message)" }
    }

    @Test func `where nothing is chosen, a command names the choices, and their ids where names are the same`() throws {
        let region = FieldDefinition(
            id: "region",
            name: "Region",
            kind: .list,
            isRequired: true,
            choices: [.init(id: "eu1", name: "Europe"), .init(id: "eu2", name: "Europe"), .init(id: "us", name: "USA")]
        )
        let form = SyncForm(Samples.situation(Samples.direct, fields: [region]))
        let finding = try #require(
            form.preflight(PreflightFacts(emailUses: [])).first { $0.subject == .field("region") }
        )
        #expect(finding.sentence == "Region is empty: choose one")
        #expect(
            finding.commandSentence
                == "Region is empty: add --set region=VALUE, one of: Europe (eu1), Europe (eu2), USA"
        )
    }

    @Test(
        arguments: [
            ("RS-77\u{200B}", "U+200B (ZERO WIDTH SPACE) after \"RS-77\""),
            ("\u{FEFF}RS-77", "U+FEFF (ZERO WIDTH NO-BREAK SPACE) at the beginning"),
            ("RS\u{AD}77", "U+00AD (SOFT HYPHEN) after \"RS\""),
            ("RS-\u{202E}77", "U+202E (RIGHT-TO-LEFT OVERRIDE) after \"RS-\""),
            ("RS-\t77", "U+0009 (TAB) after \"RS-\""), ("RS-77\nRS-88", "U+000A (LINE FEED) after \"RS-77\""),
            ("RS\u{2013}88\u{FEFF}", "U+FEFF (ZERO WIDTH NO-BREAK SPACE) after \"RS\u{2013}88\""),
            ("RS\u{2060}1", "U+2060 (WORD JOINER) after \"RS\""), ("RS\u{1B}[2J", "U+001B (ESCAPE) after \"RS\""),
        ],
        ["reseller-id", "note", "username"] as [FieldID]
    )
    func `what nobody sees blocks, with its name and place`(value: (String, String), id: FieldID) {
        let label = ["reseller-id": "Reseller ID", "note": "Note", "username": "Login"][id.rawValue] ?? ""
        #expect(found(id, value.0) == ["blocks \(label) holds \(value.1), which is invisible"])
    }

    @Test(
        arguments: [
            ("RS\u{2013}88", "U+2013 (EN DASH) after \"RS\", which looks like \"-\""),
            ("RS\u{2212}88", "U+2212 (MINUS SIGN) after \"RS\", which looks like \"-\""),
            ("RS\u{A0}88", "U+00A0 (NO-BREAK SPACE) after \"RS\", which looks like a space"),
            ("RS-８8", "U+FF18 (FULLWIDTH DIGIT EIGHT) after \"RS-\", which looks like \"8\""),
        ],
        ["reseller-id", "note"] as [FieldID]
    )
    func `what looks like another character warns`(value: (String, String), id: FieldID) {
        let label = id == "note" ? "Note" : "Reseller ID"
        #expect(found(id, value.0) == ["warns \(label) holds \(value.1)"])
    }

    @Test func `in an identifier a space and a letter of another script warn, too; in another value they may be meant`()
    {
        let cyrillic = "U+0420 (CYRILLIC CAPITAL LETTER ER) at the beginning, which looks like \"P\""
        #expect(found("reseller-id", "RS-77 RS-88") == ["warns Reseller ID holds a space after \"RS-77\""])
        #expect(found("reseller-id", "РS-77") == ["warns Reseller ID holds \(cyrillic)"])
        #expect(found("username", "РS-77") == ["warns Login holds \(cyrillic)"])
        #expect(found("note", "Роза 77").isEmpty)
        #expect(found("reseller-id", "RS-77_a.Ü/1").isEmpty)
    }

    @Test func `a text of several lines has line feeds, and nothing else that is hidden`() {
        #expect(found("text", "one\r\ntwo\rthree – four\u{A0}five").isEmpty)
        #expect(
            found("text", "one\ntwo\u{200B}") == [
                "blocks Text holds U+200B (ZERO WIDTH SPACE) after \"two\", which is invisible"
            ]
        )
    }

    @Test func `of a secret nothing is told but the character`() {
        #expect(found("pin", "hunter\u{200B}2") == ["blocks PIN holds U+200B (ZERO WIDTH SPACE), which is invisible"])
        #expect(found("pin", "hunter–2 х").isEmpty)
    }

    @Test(
        arguments: ["nan", "inf", "-inf", "0x1p3", "1e400", "1,5", "many", "1 000", "１２"],
        ["seats", "price"] as [FieldID]
    )
    func `what is no number in decimal notation blocks`(value: String, id: FieldID) {
        #expect(found(id, value) == ["blocks \(id == "seats" ? "Seats" : "Price") \"\(value)\" is not a number"])
    }

    @Test func `values of the other types are looked at, too`() {
        for (id, value) in [
            ("seats", "-12.50"), ("price", "1234567890123456789012345.67"), ("since", "2026-11-25"),
            ("page", "https://www.example.com/a?b"), ("number", "974760673"), ("agree", "true"), ("plan", "a\u{200B}"),
            ("more", "a"),
        ] { #expect(found(FieldID(id), value).isEmpty, "\(id)") }
        #expect(found("since", "25.11.2026") == ["warns Since \"25.11.2026\" is not a date of ISO 8601"])
        #expect(found("page", "www.example.com") == ["warns Page \"www.example.com\" is not the URL of a page"])
        #expect(found("page", "https://a b") == ["warns Page \"https://a b\" is not the URL of a page"])
        #expect(
            found("number", "974760674") == ["warns Number \"974760674\" does not end with its check digit (modulo 11)"]
        )
        #expect(found("agree", "maybe") == ["blocks Agree \"maybe\" is not one of the vendor's choices"])
        #expect(found("more", "a,b") == ["blocks More \"b\" is not one of the vendor's choices"])
        #expect(
            found("plan", "a\u{200D}") == [
                "blocks Plan holds U+200D (ZERO WIDTH JOINER) after \"a\", which is invisible"
            ]
        )
    }

    @Test func `a value is trimmed and composed once, when it is entered`() throws {
        var form = SyncForm(Samples.situation(Samples.direct, fields: Self.fields))
        try form.set("reseller-id", to: "\u{A0} Ba\u{308}-1\t\n")
        form.enter(" a\r\nb ", in: "text")
        #expect(
            Array(form.request.options["reseller-id"]?.unicodeScalars ?? "".unicodeScalars)
                == Array("B\u{E4}-1".unicodeScalars)
        )
        #expect(form.request.options["text"].map { Array($0.utf8) } == Array("a\nb".utf8))
        form.enter("  ", in: "reseller-id")
        #expect(form.request.options["reseller-id"] == nil)
        #expect(!form.fields[0].isChanged)
    }

    @Test func `a Reseller ID that was sent with a hidden character blocks the customer that inherits it`() {
        let link = Samples.link(Samples.reseller, options: ["reseller-id": "RS-77\u{200B}"])
        let form = SyncForm(
            Samples.situation(Samples.customer, parent: AccountOnSystem(account: Samples.reseller, link: link))
        )
        #expect(
            form.preflight(PreflightFacts(emailUses: [])).filter { $0.severity == .blocks }.map(\.sentence) == [
                "Reseller ID holds U+200B (ZERO WIDTH SPACE) after \"RS-77\", which is invisible: type it again without it"
            ]
        )
    }

    @Test func `an inherited Reseller ID is the reseller's, in whatever spelling it was sent`() {
        let link = Samples.link(Samples.reseller, options: ["reseller-id": " Ba\u{308}-1 "])
        let form = SyncForm(
            Samples.situation(Samples.customer, parent: AccountOnSystem(account: Samples.reseller, link: link))
        )
        #expect(form.request.options["reseller-id"].map { Array($0.utf8) } == Array("B\u{E4}-1".utf8))
        #expect(form.preflight(PreflightFacts(emailUses: [])).allSatisfy { $0.severity == .passes })
    }

    @Test func `what travels with the account and holds a hidden character warns`() {
        var account = Samples.direct
        account.name += "\u{AD}"
        (account.phone, account.website) = ("+49\u{202F}30\u{202A}", "x\u{0}")
        account.contact = .init(firstName: "A\u{200E}", lastName: "B\u{7}")
        account.address = .init(
            line1: "a\n",
            line2: "b\u{B}",
            city: "c\u{85}",
            postCode: "1\u{200B}",
            state: "\u{FEFF}"
        )
        let findings = SyncForm(Samples.situation(account, fields: [])).preflight(PreflightFacts(emailUses: []))
        #expect(
            findings.filter { $0.severity == .warns }.map(\.label) == [
                "name", "phone", "website", "contact's first name", "contact's last name", "address line 1",
                "address line 2", "city", "post code", "state",
            ]
        )
        #expect(!findings.blocks)
    }
}
