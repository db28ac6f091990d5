import Accounts
import Foundation
import Samples
import Testing

@testable import Synchronizing

/// Where an account differs from what was sent, and whether that means something.
@Suite struct ComparisonTests {
    private let comparison = Comparison(
        [
            Samples.system(), Samples.system("https://two.example", name: "Two"),
            Samples.system("https://three.example", name: "Three", vendor: .generic),
        ],
        definitions: ["Dropbox": SyncOptionDefinitions(fields: Samples.fields)]
    )

    private func linked(
        _ account: Account,
        sent: Account? = nil,
        email: String? = nil,
        options: [FieldID: String] = ["role": "1", "reseller-id": "RS-77"]
    ) -> LinkedAccount {
        let sent = sent ?? account
        let parent = sent.parent == nil ? nil : SyncRequest.Parent(id: "1", externalID: "dbx-1")
        var link = Samples.link(account, as: "dbx-2", options: options)
        link.parent = sent.parent
        let intent = Intent(
            attempt: "a",
            account: account.id,
            system: "Dropbox",
            claim: .first,
            basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
            parent: parent,
            email: EmailAddress.fold(email ?? sent.email),
            options: options,
            traits: sent.traits,
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "tester"
        )
        let above = sent.parent == nil ? nil : Samples.synchronizedReseller
        return LinkedAccount(account: account, link: link, intent: intent, parent: above, sentParent: above)
    }

    private func changed(_ change: (inout Account) -> Void) -> LinkedAccount {
        var account = Samples.customer
        change(&account)
        return linked(account, sent: Samples.customer)
    }

    /// What has drifted, in short.
    private func drifts(_ linked: LinkedAccount) -> [String] {
        comparison.drifts(of: linked)
            .map { drift in
                let fields = drift.lines.map { ($0.matters ? "" : "~") + $0.field.rawValue }.joined(separator: " ")
                return "\(drift.kind.rawValue): \(fields)"
            }
    }

    @Test func `what is as it was sent has not drifted`() {
        #expect(drifts(linked(Samples.customer)) == [])
        #expect(drifts(linked(Samples.reseller)) == [])
        #expect(drifts(changed { $0.email = " INFO@sonne.example" }) == [], "the vendor makes no difference")
    }

    @Test func `each change is found, and only what Dropbox uses means something`() {
        #expect(drifts(changed { $0.email = "new@sonne.example" }) == ["changed after it was sent: email"])
        #expect(drifts(changed { $0.country = "AT" }) == ["changed after it was sent: country"])
        #expect(drifts(changed { $0.phone = "+49 1" }) == ["changed after it was sent: ~phone"])
        #expect(drifts(changed { $0.address.city = "Kiel" }) == ["changed after it was sent: ~address"])
        #expect(drifts(changed { $0.contact.lastName = "Sonne" }) == ["changed after it was sent: ~contact"])
        let both = changed { ($0.email, $0.website) = ("new@sonne.example", "https://sonne.example") }
        #expect(drifts(both) == ["changed after it was sent: email ~website"])
    }

    @Test func `of a name, the first 20 characters count at Dropbox`() {
        var long = Samples.customer
        long.name = "Mountain View Manufacturing Ltd"
        var tail = long
        tail.name = "Mountain View Manufacturing Limited"
        var head = long
        head.name = "Mountain Top Manufacturing Ltd"
        #expect(drifts(linked(tail, sent: long)) == ["changed after it was sent: ~name"])
        #expect(drifts(linked(head, sent: long)) == ["changed after it was sent: name"])
    }

    @Test func `another email in the form is no drift while the account keeps its own`() {
        #expect(drifts(linked(Samples.customer, email: "admin@sonne.example")) == [])
        var account = Samples.customer
        account.email = "new@sonne.example"
        let moved = linked(account, sent: Samples.customer, email: "admin@sonne.example")
        #expect(drifts(moved) == ["changed after it was sent: email"])
    }

    @Test func `another Reseller ID in the form is no drift while its reseller is linked as it was`() {
        let typed = linked(Samples.customer, options: ["role": "1", "reseller-id": "RS-99"])
        #expect(drifts(typed) == [])
        let line = comparison.views(of: typed).lines.first { $0.field == .resellerID }
        #expect(line?.book == "RS-77" && line?.sent == "RS-99" && line?.differs == false)
        #expect(line?.isEntered == true)
        var relinked = typed
        relinked.parent?.link?.changed = Samples.moment(60).wall
        #expect(drifts(relinked) == ["changed after it was sent: reseller id"])
    }

    @Test func `an intent of an earlier version is compared as far as it goes`() {
        var linked = changed { ($0.name, $0.email) = ("Another name", "new@sonne.example") }
        linked.intent?.traits = nil
        #expect(drifts(linked) == ["changed after it was sent: email"])
        linked.intent = nil
        #expect(drifts(linked) == [])
    }

    @Test func `another parent, another id of it and another Reseller ID are found`() {
        var moved = linked(Samples.customer)
        var other = Samples.synchronizedReseller
        (other.account.id, other.account.code) = ("9", "R-9")
        // One that was found at the vendor, and moved before it was linked.
        (moved.account.parent, moved.parent, moved.intent) = ("9", other, nil)
        #expect(drifts(moved) == ["another parent now: parent"])
        var relinked = linked(Samples.customer)
        relinked.parent?.link?.externalID = "dbx-7"
        #expect(drifts(relinked) == ["another parent now: parent id"])
        var renumbered = linked(Samples.customer)
        renumbered.parent?.link?.options["reseller-id"] = "RS-78"
        renumbered.parent?.link?.changed = Samples.moment(60).wall
        #expect(drifts(renumbered) == ["changed after it was sent: reseller id"])
    }

    @Test func `a parent that was chosen on purpose is no drift, whatever Reseller ID its own has`() {
        var chosen = linked(Samples.customer)
        (chosen.account.parent, chosen.parent) = (nil, nil)
        #expect(drifts(chosen) == [])
        var own = Samples.synchronizedReseller
        (own.account.id, own.account.code) = ("9", "R-9")
        own.link?.options["reseller-id"] = "RS-78"
        (chosen.account.parent, chosen.parent) = ("9", own)
        #expect(drifts(chosen) == [])
        // The Reseller ID that was sent is that of the other parent, and nobody entered it.
        #expect(comparison.views(of: chosen).lines.allSatisfy { !$0.isEntered })
    }

    @Test func `a parent that a pull refused is another parent now, although the account stays where it was sent`() {
        var moved = linked(Samples.customer)
        moved.refusedParent = .init("R-9")
        #expect(drifts(moved) == ["another parent now: parent"])
        let line = comparison.views(of: moved).lines.first { $0.field == .parent }
        #expect(line?.book == "R-9" && line?.sent == "R-1")
        moved.refusedParent = .init(nil)
        #expect(comparison.views(of: moved).lines.first { $0.field == .parent }?.book == "")
        #expect(drifts(moved) == ["another parent now: parent"])
        // Of one that was found at the vendor it is not known what was sent, only where it stands.
        (moved.intent, moved.link.parent, moved.sentParent) = (nil, nil, nil)
        #expect(drifts(moved) == ["another parent now: parent"])
        moved.refusedParent = .init("R-1")
        #expect(drifts(moved) == [], "it stands there")
    }

    @Test func `gone from the BSS, and one id twice at one vendor`() {
        var linked = linked(Samples.customer)
        linked.account.origin = Account.Origin(.bss, asOf: Samples.moment().wall, unseen: Account.Origin.mostUnseen)
        var link = Samples.link(Samples.direct, as: "dbx-2")
        link.system = "Two"
        linked.sharing = [AccountOnSystem(account: Samples.direct, link: link)]
        #expect(drifts(linked) == ["gone from the BSS: ", "one id twice: "])
        link.system = "Three"
        linked.sharing = [AccountOnSystem(account: Samples.direct, link: link)]
        #expect(drifts(linked) == ["gone from the BSS: "], "an id of another vendor is another id")
    }

    @Test func `what the vendor's list says is beside it, as far as it means something there`() throws {
        var customer = VendorCustomer(id: "dbx-2", name: "Bäckerei Sonne GmbH", status: "0")
        func line(_ field: DriftField) throws -> AccountViews.Line {
            let view = VendorView(exists: .present("dbx-2"), customer: customer)
            let views = comparison.views(of: linked(Samples.customer), vendor: view)
            return try #require(views.lines.first { $0.field == field })
        }
        #expect(try line(.name).vendor == "Bäckerei Sonne GmbH" && line(.name).differs == false)
        customer.name = "Bakery Sun"
        #expect(try line(.name).matters)
        #expect(try line(.email).vendor == nil)
        #expect(try line(.resellerID).sent == "RS-77" && line(.resellerID).book == "RS-77")
    }
}

/// A vendor's own list of customers.
@Suite struct VendorListTests {
    private func page(_ ids: [ExternalID], total: Int?) -> CustomersPage {
        CustomersPage(customers: ids.map { VendorCustomer(id: $0, name: "N") }, count: ids.count, total: total)
    }

    private func read(_ pages: [CustomersPage], known: Set<String> = []) -> (found: [String], isOver: Bool) {
        var list = VendorList()
        let drifts = pages.flatMap { list.take($0, known, on: "Dropbox") }
        return (drifts.map { "\($0.kind.rawValue) \($0.externalID?.rawValue ?? "")" }, list.isOver)
    }

    @Test func `what is linked to no account here is found, and what is named twice`() {
        let read = read(
            [page(["a", "b"], total: 4), page(["c", "b"], total: 4)],
            known: ["b", "c"]
        )
        #expect(read.found == ["unknown here a", "one id twice b"])
        #expect(read.isOver)
    }

    @Test func `a vendor without a total ends with an empty page, one that turns no pages ends at once`() {
        #expect(read([page(["a"], total: nil)]).isOver == false)
        #expect(read([page(["a"], total: nil), page([], total: nil)]).isOver)
        let again = read([page(["a"], total: 9), page(["a"], total: 9)], known: ["a"])
        #expect(again.found == [] && again.isOver)
    }

    private func isWhole(_ pages: [CustomersPage]) -> Bool {
        var list = VendorList()
        for page in pages { _ = list.take(page, ["a", "b", "c"], on: "Dropbox") }
        return list.isWhole
    }

    @Test func `a list is whole only if nothing can have been left out`() {
        #expect(isWhole([page(["a", "b"], total: 3), page(["c"], total: 3)]))
        #expect(isWhole([page(["a", "b"], total: nil), page([], total: nil)]))
        #expect(!isWhole([page(["a", "b"], total: nil)]), "it goes on")
        #expect(!isWhole([page(["a", "b"], total: nil), page(["a", "b"], total: nil)]), "it turns no pages")
        #expect(!isWhole([page(["a", "b"], total: 3), page(["b"], total: 3)]), "one stands on no page")
        #expect(!isWhole([page(["a", "b"], total: 4), page(["c"], total: 3)]), "one was deleted meanwhile")
        #expect(!isWhole([page(["a", "b"], total: 3), page([], total: nil)]), "fewer came than there are")
        var broken = page(["a", "b"], total: 3)
        broken.count = 3
        #expect(!isWhole([broken]), "one cannot be read")
        var list = VendorList()
        _ = list.take(page(["A"], total: 1), ["a"], on: "Dropbox")
        #expect(list.has("A") && !list.has("b"))
    }
}
