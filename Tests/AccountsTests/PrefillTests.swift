import Accounts
import Samples
import Telling
import Testing

@Suite struct PrefillTests {
    private func values(_ form: SyncForm) -> [String] { form.fields.map(\.shownValue) }

    @Test func `R4: a reseller has no parent, the role Reseller, its own email, and types its Reseller ID`() {
        let form = SyncForm(Samples.situation(Samples.reseller))
        #expect(form.parent.chosen == nil)
        #expect(form.parent.absence == .reseller)
        #expect(values(form) == ["Reseller", "ops@northwind.example", ""])
        #expect(form.fields.map(\.provenance) == [.accountType, .account, .none])
    }

    @Test
    func
        `R6 and R7: an end customer has its reseller above it, the role User, its own email, the reseller's Reseller ID`()
    {
        let form = SyncForm(Samples.situation(Samples.customer, parent: Samples.synchronizedReseller))
        #expect(form.parent.chosen == Samples.synchronizedReseller)
        #expect(form.parent.provenance.phrase == "its reseller, synchronized 2026-05-09 as dbx-1")
        #expect(values(form) == ["User", "info@sonne.example", "RS-77"])
        #expect(form.fields[2].provenance.phrase == "from reseller Northwind Cloud, synchronized 2026-05-09")
        #expect(form.request.parent == .init(id: "1", externalID: "dbx-1"))
    }

    @Test(arguments: [nil, SyncState.inDoubt, .sending, .refused, .atVendor, .conflict])
    func `R6: a reseller that is not synchronized is not filled in, and the form says why`(state: SyncState?) {
        let parent = AccountOnSystem(account: Samples.reseller, link: state.map { Samples.link(Samples.reseller, $0) })
        let form = SyncForm(Samples.situation(Samples.customer, parent: parent))
        #expect(form.parent.chosen == nil)
        #expect(form.parent.absence == .notSynchronized(parent))
        #expect(form.field(meaning: .resellerID)?.value == "")
    }

    @Test func `a direct customer has the role User and types its Reseller ID`() {
        let form = SyncForm(Samples.situation(Samples.direct))
        #expect(form.parent.absence == .directCustomer)
        #expect(values(form) == ["User", "it@stadtwerke.example", ""])
    }

    @Test func `another parent brings its own Reseller ID, and keeps what was entered`() {
        var form = SyncForm(Samples.situation(Samples.customer, parent: Samples.synchronizedReseller))
        form.enter("other@sonne.example", in: "email")
        var other = Samples.reseller
        other.id = "9"
        other.code = "R-9"
        let link = Samples.link(other, as: "dbx-9", options: ["reseller-id": "RS-99"])
        form.choose(parent: AccountOnSystem(account: other, link: link))
        #expect(form.fields.map(\.value) == ["1", "other@sonne.example", "RS-99"])
        #expect(form.parent.isChanged)
        form.choose(parent: nil)
        #expect(form.parent.chosen == Samples.synchronizedReseller)
    }

    @Test func `a value goes from parent to child by meaning, whatever the vendor calls the option`() {
        let renamed = [
            FieldDefinition(id: "f1", name: "reseller_id"),
            FieldDefinition(id: "ROLE", name: "x", kind: .list, choices: [.init(id: "u", name: "user")]),
            FieldDefinition(id: "mail", name: "E-Mail"),
        ]
        let parent = AccountOnSystem(
            account: Samples.reseller,
            link: Samples.link(Samples.reseller, options: ["f1": "RS-5"])
        )
        let form = SyncForm(Samples.situation(Samples.customer, parent: parent, fields: renamed))
        #expect(form.fields.map(\.value) == ["RS-5", "u", "info@sonne.example"])
    }

    @Test func `an option named username is filled with the email`() {
        let form = SyncForm(
            Samples.situation(Samples.customer, fields: [FieldDefinition(id: "username", name: "Login")])
        )
        #expect(form.fields[0].value == "info@sonne.example")
    }

    @Test func `a synchronized account is read-only, with the values as they were sent`() {
        let link = Samples.link(Samples.reseller)
        let form = SyncForm(Samples.situation(Samples.reseller, link: link))
        #expect(form.mode == .readOnly(link))
        #expect(values(form) == ["Reseller", "ops@northwind.example", "RS-77"])
        #expect(form.fields[0].provenance.phrase == "as sent 2026-05-09")
    }

    @Test func `what the vendor proposes is filled in`() {
        let field = FieldDefinition(
            id: "plan",
            name: "Plan",
            kind: .multiSelect,
            choices: [
                .init(id: "a", name: "A", isDefault: true), .init(id: "b", name: "B"),
                .init(id: "c", name: "C", isDefault: true),
            ]
        )
        #expect(SyncForm(Samples.situation(Samples.direct, fields: [field])).fields[0].value == "a,c")
    }

    @Test func `the value of a masked field is sent and not kept`() {
        var form = SyncForm(
            Samples.situation(Samples.direct, fields: [FieldDefinition(id: "pin", name: "PIN", kind: .mask)])
        )
        form.enter("1234", in: "pin")
        #expect(form.request.options == ["pin": "1234"])
        #expect(form.request.storableOptions.isEmpty)
        #expect(!form.fields[0].shownValue.contains("1234"))
    }
}
