import FoundationEssentials
import Samples
import Telling
import Testing

@testable import Accounts

@Suite struct PreflightTests {
    private func findings(
        _ account: Account,
        parent: AccountOnSystem? = nil,
        uses: [AccountOnSystem] = [],
        storefront: Bool = false,
        fields: [FieldDefinition] = Samples.fields,
        change: (inout SyncForm) -> Void = { $0.enter("RS-77", in: "reseller-id") }
    ) -> [Finding] {
        var form = SyncForm(Samples.situation(account, parent: parent, fields: fields))
        change(&form)
        return form.preflight(PreflightFacts(emailUses: uses, allowsStorefront: storefront))
    }

    private func rules(_ findings: [Finding], _ severity: Finding.Severity) -> [Finding.Rule] {
        findings.filter { $0.severity == severity }.map(\.rule)
    }

    private func changed(_ account: Account, _ change: (inout Account) -> Void) -> Account {
        var account = account
        change(&account)
        return account
    }

    @Test func `an account in order passes, and says what was looked at`() {
        let found = findings(Samples.customer, parent: Samples.synchronizedReseller)
        #expect(!found.blocks)
        #expect(found.map(\.severity) == [.passes, .passes, .passes, .passes])
        #expect(
            found.map(\.message) == [
                "parent R-1 is dbx-1", "email used by no other account", "country DE", "team name fits (19 of 20)",
            ]
        )
    }

    @Test func `an account that the BSS no longer has is blocked, and that is said first`() {
        let gone = changed(Samples.direct) {
            $0.email = ""
            $0.origin = Account.Origin(.bss, asOf: .distantPast, unseen: Account.Origin.mostUnseen)
        }
        #expect(rules(findings(gone), .blocks) == [.gone, .emailInvalid(.missing, value: "")])
        let seen = changed(Samples.direct) { $0.origin = Account.Origin(.bss, asOf: .distantPast, unseen: 1) }
        #expect(!findings(seen).blocks)
    }

    @Test func `R9: a bad or missing email blocks, with the field and the cure`() {
        let missing = findings(changed(Samples.direct) { $0.email = "" })
        #expect(rules(missing, .blocks) == [.emailInvalid(.missing, value: "")])
        #expect(
            missing.first { $0.severity == .blocks }?.sentence
                == "Email is missing: enter one, or correct it in the BSS, and read it again"
        )
        #expect(
            rules(findings(changed(Samples.direct) { $0.email = "nonsense" }), .blocks) == [
                .emailInvalid(.noSingleAt, value: "nonsense")
            ]
        )
    }

    @Test func `R9: a missing or unknown country blocks, with the cure`() {
        let missing = findings(changed(Samples.direct) { $0.country = " " })
        #expect(rules(missing, .blocks) == [.countryMissing])
        #expect(
            missing.first { $0.severity == .blocks }?.sentence
                == "Country is missing: correct it in the BSS, and read it again"
        )
        #expect(rules(findings(changed(Samples.direct) { $0.country = "XX" }), .blocks) == [.countryUnknown("XX")])
        #expect(!findings(changed(Samples.direct) { $0.country = "de" }).blocks)
    }

    @Test func `a code of a country that platforms use beside the standard warns, and is sent`() throws {
        let kosovo = changed(Samples.direct) { $0.country = "XK" }
        let country = try #require(Country(code: "XK"))
        #expect(rules(findings(kosovo), .warns) == [.countryUserAssigned(country)])
        #expect(!findings(kosovo).blocks)
        #expect(SyncForm(Samples.situation(kosovo)).request.country?.code == "XK")
    }

    @Test func `an email that hardly anybody has warns, and is still looked for`() {
        let doubtful = findings(changed(Samples.direct) { $0.email = "info@sunny" })
        #expect(rules(doubtful, .warns) == [.emailDoubtful(.noDot, value: "info@sunny")])
        #expect(rules(doubtful, .passes).contains(.emailFree))
        #expect(!doubtful.blocks)
    }

    @Test func `an empty required field blocks`() {
        #expect(rules(findings(Samples.direct) { _ in }, .blocks) == [.fieldEmpty])
    }

    @Test func `R6: a parent that is missing, not synchronized or in doubt blocks`() {
        #expect(rules(findings(Samples.customer), .blocks) == [.parentUnnamed])
        let fresh = AccountOnSystem(account: Samples.reseller, link: nil)
        #expect(
            rules(findings(Samples.customer, parent: fresh), .blocks) == [
                .parentNotSynchronized("R-1", name: "Northwind Cloud", state: .notSynchronized)
            ]
        )
        let doubtful = AccountOnSystem(account: Samples.reseller, link: Samples.link(Samples.reseller, .inDoubt))
        #expect(
            rules(findings(Samples.customer, parent: doubtful), .blocks) == [
                .parentInDoubt("R-1", name: "Northwind Cloud")
            ]
        )
        let sending = AccountOnSystem(account: Samples.reseller, link: Samples.link(Samples.reseller, .sending))
        #expect(
            rules(findings(Samples.customer, parent: sending), .blocks) == [
                .parentBeingSent("R-1", name: "Northwind Cloud")
            ]
        )
    }

    @Test func `an email that a synchronized account holds blocks, one that others have only warns`() {
        let use = AccountOnSystem(account: Samples.reseller, link: Samples.link(Samples.reseller))
        #expect(
            rules(findings(Samples.direct, uses: [use]), .blocks) == [
                .emailTaken(by: "R-1", name: "Northwind Cloud", state: .synchronized, as: "dbx-1")
            ]
        )
        let doubtful = AccountOnSystem(
            account: Samples.reseller,
            link: Samples.link(Samples.reseller, .inDoubt, as: nil)
        )
        #expect(rules(findings(Samples.direct, uses: [doubtful]), .blocks).count == 1)
        let free = AccountOnSystem(account: Samples.reseller, link: nil)
        #expect(
            rules(findings(Samples.direct, uses: [free]), .warns) == [
                .emailShared(with: "R-1", name: "Northwind Cloud")
            ]
        )
    }

    @Test func `R11: a Storefront-managed account blocks until it is meant`() {
        let managed = changed(Samples.direct) { $0.isStorefrontManaged = true }
        #expect(rules(findings(managed), .blocks) == [.storefrontManaged])
        #expect(rules(findings(managed, storefront: true), .warns) == [.storefrontAllowed])
    }

    @Test func `what looks wrong but may be meant warns`() {
        let parent = Samples.synchronizedReseller
        let found = findings(Samples.customer, parent: parent) {
            $0.enter("RS-1", in: "reseller-id")
            $0.enter("ops@northwind.example", in: "email")
            $0.enter("2", in: "role")
        }
        #expect(
            rules(found, .warns) == [
                .roleDiffers(.endCustomer, usual: "User"), .resellerIDDiffers(parents: "RS-77"),
                .emailIsResellers(name: "Northwind Cloud"),
            ]
        )
        #expect(!found.blocks)
    }

    @Test func `another parent than its own warns`() {
        var other = Samples.reseller
        other.id = "9"
        other.code = "R-9"
        let found = findings(Samples.customer, parent: Samples.synchronizedReseller) {
            $0.choose(parent: AccountOnSystem(account: other, link: Samples.link(other, as: "dbx-9")))
        }
        #expect(rules(found, .warns) == [.parentDiffers("R-1")])
    }

    @Test func `a name is cut by Unicode scalars, not by characters`() {
        let nineteen = String(repeating: "a", count: 19)
        #expect(rules(findings(changed(Samples.direct) { $0.name = nineteen + "e" }), .warns).isEmpty)
        let combined = findings(changed(Samples.direct) { $0.name = nineteen + "e\u{301}" })
        #expect(rules(combined, .warns) == [.nameCut(to: nineteen + "e", length: 21, limit: 20)])
    }

    @Test func `Dropbox's rules are Dropbox's`() {
        var form = SyncForm(
            Samples.situation(
                changed(Samples.direct) { $0.name = String(repeating: "x", count: 40) },
                system: Samples.system(vendor: .generic)
            )
        )
        form.enter("RS-77", in: "reseller-id")
        #expect(form.preflight(PreflightFacts(emailUses: [])).allSatisfy { $0.subject != .column(.name) })
    }

    @Test func `values that the definition forbids block`() {
        let fields = [
            FieldDefinition(id: "seats", name: "Seats", dataType: .number), FieldDefinition(id: "note", name: "Note"),
            FieldDefinition(id: "plan", name: "Plan", kind: .list, choices: [.init(id: "a", name: "A")]),
            FieldDefinition(id: "doc", name: "Document", kind: .file, isRequired: true),
        ]
        let found = findings(Samples.direct, fields: fields) {
            $0.enter("many", in: "seats")
            $0.enter("a\u{1B}[2J", in: "note")
            $0.enter("z", in: "plan")
        }
        #expect(
            rules(found, .blocks) == [
                .notANumber("many"), .hiddenCharacter(Spot("\u{1B}", before: "a")), .notAChoice("z", choices: ["A"]),
                .fileField,
            ]
        )
    }
}
