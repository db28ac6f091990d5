import Accounts
import Synchronizing
import Testing

/// A plan that was written by an earlier version can still be applied.
@Suite struct PlanHashTests {
    private let whole = Account(
        id: "7",
        code: "C-7",
        name: "B\u{E4}ckerei Sonne",
        kind: .endCustomer,
        parent: "8",
        email: "i@s.example",
        country: "DE",
        phone: "+49 40 1",
        website: "s.example",
        contact: .init(firstName: "Ann", lastName: "Lee"),
        address: .init(line1: "Street 1", line2: "Floor 2", city: "Hamburg", postCode: "20457", state: "HH")
    )
    private let bare = Account(id: "8", code: "R-8", name: "r", kind: .reseller, isStorefrontManaged: true)

    @Test func `the hash of a plan is the one of version 1`() {
        let items = [
            Plan.Item(
                id: bare.id,
                code: bare.code,
                name: bare.name,
                traits: bare.traits,
                parent: nil,
                fields: [],
                adopts: false,
                allowsStorefront: true,
                verdict: .ready
            ),
            Plan.Item(
                id: whole.id,
                code: whole.code,
                name: whole.name,
                traits: whole.traits,
                parent: "R-8",
                fields: [.init(id: "role", label: "Role", value: "1", provenance: .none)],
                adopts: true,
                allowsStorefront: false,
                verdict: .ready
            ),
        ]
        let plan = Plan(workspace: "w", system: "s", definitions: "d", items: items)
        #expect(plan.hash == "c1ad1dd2dbd3e074e04874afcff63e649c80bd232bcc95b6d0e2cdc651fc4849")
    }
}
