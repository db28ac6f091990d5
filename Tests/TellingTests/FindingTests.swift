import FoundationEssentials
import Telling
import Testing

@testable import Accounts

/// Every finding, with its words.
struct FindingTests {
    /// The cases of `Finding.Rule`.
    ///
    /// The switch below has no default, so a new one does not compile until it is named here, and the test
    /// fails until it has a row.
    private enum Name: CaseIterable {
        case gone, emailInvalid, emailTaken, emailPlanned, countryMissing, countryUnknown, fieldEmpty, choiceMissing,
            notAChoice, notANumber
        case hiddenCharacter, fileField, parentUnnamed, parentNotSynchronized, parentInDoubt, parentBeingSent
        case parentNoReseller, storefrontManaged, storefrontAllowed, parentDiffers, roleDiffers, resellerIDDiffers,
            resellerIDTaken
        case resellerIDRefused, emailShared
        case emailIsResellers, emailDoubtful, accountsEmailInvalid, countryUserAssigned, accountHidden, nameCut
        case lookAlike, spaceInside, notADate, notALink, checkDigitDiffers, emailFree, countryKnown, nameFits
        case parentSynchronized, parentPlanned

        init(_ rule: Finding.Rule) {
            self =
                switch rule {
                case .gone: .gone
                case .emailInvalid: .emailInvalid
                case .emailTaken: .emailTaken
                case .emailPlanned: .emailPlanned
                case .countryMissing: .countryMissing
                case .countryUnknown: .countryUnknown
                case .fieldEmpty: .fieldEmpty
                case .choiceMissing: .choiceMissing
                case .notAChoice: .notAChoice
                case .notANumber: .notANumber
                case .hiddenCharacter: .hiddenCharacter
                case .fileField: .fileField
                case .parentUnnamed: .parentUnnamed
                case .parentNotSynchronized: .parentNotSynchronized
                case .parentInDoubt: .parentInDoubt
                case .parentBeingSent: .parentBeingSent
                case .parentNoReseller: .parentNoReseller
                case .storefrontManaged: .storefrontManaged
                case .storefrontAllowed: .storefrontAllowed
                case .parentDiffers: .parentDiffers
                case .roleDiffers: .roleDiffers
                case .resellerIDDiffers: .resellerIDDiffers
                case .resellerIDTaken: .resellerIDTaken
                case .resellerIDRefused: .resellerIDRefused
                case .emailShared: .emailShared
                case .emailIsResellers: .emailIsResellers
                case .emailDoubtful: .emailDoubtful
                case .accountsEmailInvalid: .accountsEmailInvalid
                case .countryUserAssigned: .countryUserAssigned
                case .accountHidden: .accountHidden
                case .nameCut: .nameCut
                case .lookAlike: .lookAlike
                case .spaceInside: .spaceInside
                case .notADate: .notADate
                case .notALink: .notALink
                case .checkDigitDiffers: .checkDigitDiffers
                case .emailFree: .emailFree
                case .countryKnown: .countryKnown
                case .nameFits: .nameFits
                case .parentSynchronized: .parentSynchronized
                case .parentPlanned: .parentPlanned
                }
        }
    }

    private struct Row {
        var rule: Finding.Rule
        var severity: Finding.Severity
        var message: String
        var cure: String?

        init(_ rule: Finding.Rule, _ severity: Finding.Severity, _ message: String, _ cure: String?) {
            (self.rule, self.severity, self.message, self.cure) = (rule, severity, message, cure)
        }
    }

    // Codes of the table.
    // swift-format-ignore: NeverForceUnwrap
    private static let germany = Country(code: "DE")!
    // swift-format-ignore: NeverForceUnwrap
    private static let kosovo = Country(code: "XK")!

    private static let blocking = [
        Row(
            .gone,
            .blocks,
            "The BSS no longer has this account",
            "find out why; once the BSS has it again, the next pull brings it back"
        ),
        Row(
            .emailInvalid(.noSingleAt, value: "x"),
            .blocks,
            "L \"x\" is not an address: it needs exactly one @",
            "correct it"
        ),
        Row(
            .emailInvalid(.character(","), value: "a@b,de"),
            .blocks,
            "L \"a@b,de\" contains \",\", which an address cannot have",
            "write a@b.de"
        ),
        Row(
            .emailInvalid(.missing, value: ""),
            .blocks,
            "L is missing",
            "enter one, or correct it in the BSS, and read it again"
        ),
        Row(
            .emailPlanned(for: "C", name: "N"),
            .blocks,
            "L is already used by N (C), which comes before it in this plan",
            "one email serves one account at the vendor; enter another"
        ),
        Row(
            .emailTaken(by: "C", name: "N", state: .synchronized, as: "d"),
            .blocks,
            "L is already used by N (C), which is synchronized as d",
            "one email serves one account at the vendor; enter another"
        ),
        Row(.countryMissing, .blocks, "L is missing", "correct it in the BSS, and read it again"),
        Row(
            .countryUnknown("XX"),
            .blocks,
            "L \"XX\" is not an ISO 3166-1 code of two letters",
            "correct it in the BSS, and read it again"
        ),
        Row(
            .countryUnknown("UK"),
            .blocks,
            "L \"UK\" is not an ISO 3166-1 code of two letters",
            "correct it to GB in the BSS, and read it again"
        ),
        Row(
            .countryUnknown("DE\u{200B}"),
            .blocks,
            "L holds U+200B (ZERO WIDTH SPACE) after \"DE\", which is invisible",
            "correct it to DE in the BSS, and read it again"
        ),
        Row(.fieldEmpty, .blocks, "L is empty", "enter a value"),
        Row(.choiceMissing(["A (a1)", "A (a2)", "B"]), .blocks, "L is empty", "choose one"),
        Row(
            .notAChoice("x", choices: ["A", "B"]),
            .blocks,
            "L \"x\" is not one of the vendor's choices",
            "choose one of A, B"
        ),
        Row(.notANumber("1,5"), .blocks, "L \"1,5\" is not a number", "write 1.5"),
        Row(.notANumber("1,000"), .blocks, "L \"1,000\" is not a number", "write 1000 or 1.000"),
        Row(.notANumber("nan"), .blocks, "L \"nan\" is not a number", "enter a number, such as 12 or 12.5"),
        Row(
            .hiddenCharacter(Spot("\u{200B}", before: "RS-77")),
            .blocks,
            "L holds U+200B (ZERO WIDTH SPACE) after \"RS-77\", which is invisible",
            "type it again without it"
        ),
        Row(
            .hiddenCharacter(Spot("\u{FEFF}", before: "")),
            .blocks,
            "L holds U+FEFF (ZERO WIDTH NO-BREAK SPACE) at the beginning, which is invisible",
            "type it again without it"
        ),
        Row(
            .hiddenCharacter(Spot("\u{1B}", before: nil)),
            .blocks,
            "L holds U+001B (ESCAPE), which is invisible",
            "type it again without it"
        ),
        Row(.fileField, .blocks, "L asks for a file", "this console cannot send one"),
        Row(
            .parentUnnamed,
            .blocks,
            "L is missing",
            "set the customer's reseller in the BSS, and read it again, or choose one here"
        ),
        Row(
            .parentNotSynchronized("R", name: "N", state: .refused),
            .blocks,
            "L N (R) is refused",
            "correct what the vendor refused of the reseller, and synchronize it first"
        ),
        Row(
            .parentNotSynchronized("R", name: "N", state: .notSynchronized),
            .blocks,
            "L N (R) is not synchronized",
            "synchronize the reseller first"
        ),
        Row(
            .parentNotSynchronized("R", name: "N", state: .abandoned),
            .blocks,
            "L N (R) is abandoned",
            "adopt the reseller's id if it is at the vendor after all, or choose another parent"
        ),
        Row(
            .parentNotSynchronized("R", name: "N", state: .atVendor),
            .blocks,
            "L N (R) is already at the vendor",
            "adopt the reseller first, if it is this account"
        ),
        Row(
            .parentNotSynchronized("R", name: "N", state: .conflict),
            .blocks,
            "L N (R) is in conflict",
            "settle the reseller's conflict first"
        ),
        Row(
            .parentNotSynchronized("R", name: "N", state: .notSent),
            .blocks,
            "L N (R) was not sent",
            "synchronize the reseller first"
        ),
        Row(.parentBeingSent("R", name: "N"), .blocks, "L N (R) is being sent right now", "wait for it"),
        Row(.parentInDoubt("R", name: "N"), .blocks, "L N (R) is in doubt", "resolve the reseller first"),
        Row(.parentNoReseller("C"), .blocks, "L C is not a reseller", "choose a reseller"),
        Row(
            .storefrontManaged,
            .blocks,
            "L is Storefront-managed",
            "the platform creates it at its first Storefront order; confirm to send it by hand"
        ),
    ]

    private static let warning = [
        Row(
            .storefrontAllowed,
            .warns,
            "L is Storefront-managed",
            "the platform would create it at its first Storefront order"
        ),
        Row(.parentDiffers("R"), .warns, "L is not the account's own reseller R", "the account itself is not changed"),
        Row(.parentDiffers(nil), .warns, "L is not the account's own reseller", "the account itself is not changed"),
        Row(.roleDiffers(.reseller, usual: "Reseller"), .warns, "A reseller's L is usually Reseller", "check it"),
        Row(.roleDiffers(.endCustomer, usual: "User"), .warns, "An end customer's L is usually User", "check it"),
        Row(
            .resellerIDDiffers(parents: "RS"),
            .warns,
            "L is not the reseller's, RS",
            "a wrong one holds the first order"
        ),
        Row(
            .resellerIDTaken(by: "R", name: "N"),
            .warns,
            "L is that of another reseller, N (R)",
            "look it up in the vendor's portal"
        ),
        Row(
            .resellerIDRefused(on: .init(timeIntervalSince1970: 0), words: "No."),
            .warns,
            "L was in a request that was refused 1970-01-01: \"No.\"",
            "look it up in the vendor's portal"
        ),
        Row(
            .emailShared(with: "C", name: "N"),
            .warns,
            "L is also the email of N (C)",
            "the second account with it will be blocked"
        ),
        Row(
            .emailIsResellers(name: "N"),
            .warns,
            "L is the reseller's own (N)",
            "the team hangs until the reseller accepts the invitation"
        ),
        Row(.emailDoubtful(.noDot, value: "a@b"), .warns, "L \"a@b\" has no dot after the @", "check it"),
        Row(
            .emailDoubtful(.dots, value: ".a@b.de"),
            .warns,
            "L \".a@b.de\" has a dot at an end of the part before the @, or two in a row",
            "check it"
        ),
        Row(
            .emailDoubtful(.topLevel, value: "a@b.c"),
            .warns,
            "L \"a@b.c\" ends with \"c\", which is not a top-level domain",
            "check it"
        ),
        Row(
            .accountsEmailInvalid(.noSingleAt, value: "a@@b.de"),
            .warns,
            "The account's own email \"a@@b.de\" is not an address: it needs exactly one @",
            "an order in the BSS needs it; correct it to a@b.de in the BSS, and read it again"
        ),
        Row(
            .countryUserAssigned(kosovo),
            .warns,
            "L XK (Kosovo) is not in ISO 3166-1, although many platforms use it",
            "check that the vendor takes it"
        ),
        Row(
            .accountHidden(Spot("\u{AD}", before: "Sü")),
            .warns,
            "L holds U+00AD (SOFT HYPHEN) after \"Sü\", which is invisible",
            "correct it in the BSS, and read it again"
        ),
        Row(
            .nameCut(to: "a", length: 24, limit: 20),
            .warns,
            "The L has 24 characters, Dropbox keeps 20",
            "the team will be called \"a\""
        ),
        Row(
            .lookAlike(Spot("\u{2013}", before: "RS"), .dash),
            .warns,
            "L holds U+2013 (EN DASH) after \"RS\", which looks like \"-\"",
            "type it again if \"-\" is meant"
        ),
        Row(
            .lookAlike(Spot("\u{A0}", before: "RS"), .space),
            .warns,
            "L holds U+00A0 (NO-BREAK SPACE) after \"RS\", which looks like a space",
            "type it again if a space is meant"
        ),
        Row(.spaceInside(Spot(" ", before: "RS-77")), .warns, "L holds a space after \"RS-77\"", "check it"),
        Row(.notADate("25.11.2026"), .warns, "L \"25.11.2026\" is not a date of ISO 8601", "write 2026-11-25"),
        Row(
            .notADate("soon"),
            .warns,
            "L \"soon\" is not a date of ISO 8601",
            "write year, month and day, as in 2026-11-25"
        ),
        Row(
            .notALink("x"),
            .warns,
            "L \"x\" is not the URL of a page",
            "write it with its scheme, as in https://www.example.com"
        ),
        Row(.checkDigitDiffers("12"), .warns, "L \"12\" does not end with its check digit (modulo 11)", "check it"),
    ]

    private static let passing = [
        Row(.emailFree, .passes, "email used by no other account", nil),
        Row(.countryKnown(germany), .passes, "country DE", nil),
        Row(.nameFits(length: 1, limit: 20), .passes, "team name fits (1 of 20)", nil),
        Row(.parentSynchronized("R", as: "d"), .passes, "parent R is d", nil),
        Row(.parentPlanned("R"), .passes, "parent R comes first", nil),
    ]

    @Test func `every finding says what is the matter and what to do`() {
        let rows = Self.blocking + Self.warning + Self.passing
        for row in rows {
            let finding = Finding(.field("f"), row.rule, named: "L")
            #expect(finding.severity == row.severity, "\(row.rule)")
            #expect(finding.message == row.message)
            #expect(finding.cure == row.cure)
            #expect(finding.sentence == row.message + (row.cure.map { ": \($0)" } ?? ""))
            #expect((row.severity == .passes) == (row.cure == nil))
        }
        for name in Name.allCases { #expect(rows.contains { Name($0.rule) == name }, "\(name) has no row") }
    }

    @Test func `an account's own email is corrected in the BSS`() {
        let finding = Finding(.column(.email), .emailInvalid(.domain, value: "a@b..de"))
        #expect(finding.cure == "correct it to a@b.de in the BSS, and read it again")
    }

    @Test func `of a long value only the end before the character is told`() {
        let spot = String(repeating: "a", count: 30) + "bc\u{200B}"
        #expect(spot.hiddenSpot?.place == " after \"…\(String(repeating: "a", count: 18))bc\"")
        #expect("one\ntwo\u{200B}".spot { $0.isHidden && $0 != "\n" }?.before == "two")
    }
}
