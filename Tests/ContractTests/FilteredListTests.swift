import Accounts
import Samples
import Synchronizing
import Testing

/// What a filter finds, on each implementation.
@Suite struct FilteredListTests {
    private static let accounts = [
        Account(
            id: "1",
            code: "RES-1",
            name: "Süder Systemhaus",
            kind: .reseller,
            email: "ops@x.example",
            country: "DE",
            phone: "+49 (0)30 123456"
        ),
        Account(
            id: "2",
            code: "KD-2",
            name: "Groß Straße",
            kind: .endCustomer,
            parent: "1",
            country: "CH",
            contact: .init(firstName: "Renée", lastName: "Ødegård"),
            address: .init(city: "Zürich"),
            isStorefrontManaged: true
        ),
        Account(
            id: "3",
            code: "RES-3",
            name: "ΤΕΣΤΣ",
            kind: .reseller,
            parent: "1",
            email: "İ@x.example",
            country: "XK"
        ),
        Account(
            id: "4",
            code: "B\u{E4}-4",
            name: "İstanbul Ba\u{308}ckerei",
            kind: .endCustomer,
            parent: "3",
            country: "uk"
        ),
        Account(id: "5", code: "ZZ-5", name: "GmbH & Co", kind: .directCustomer, country: "Germany"),
    ]

    /// Texts, and the ids of the accounts that they find.
    private static let filters: [(text: String, ids: String)] = [
        ("weiss", ""), ("strasse", "2"), ("STRASSE", "2"), ("gross straße", "2"), ("suder", "123"),
        ("sueder", "123"),
        ("SÜDER", "123"),
        ("τεστς", "34"), ("istanbul", "4"), ("ISTANBUL BÄCK", "4"), ("baeckerei", "4"), ("bäckerei", "4"),
        ("odegard", "2"),
        ("oedegaard renee", "2"), ("zurich", "2"), ("kd2", "2"), ("ba4", "4"), ("030123456", "1"),
        ("\"gmbh & co\"", "5"),
        ("!\"gmbh & co\" !res", "24"), ("parent:res-1", "23"), ("parent:RES1", "23"), ("parent:suder", "23"),
        ("parent:res", ""),
        ("!parent:RES-1", "145"), ("parent:τεστς", "4"), ("country:de", "1"), ("country:gb", ""),
        ("country:uk", "4"),
        ("country:xk", "3"), ("country:germany", "15"), ("country:c", "2"), ("!country:de", "2345"),
        ("storefront:yes", "2"),
        ("storefront:no role:end", "4"), ("code:res", "13"), ("code:BA\u{308}-4", "4"), ("name:res", ""),
        ("email:ops", "1"),
        ("email:i\u{307}@", "3"), ("phone:123", "1"), ("phone:+49", "1"), ("foo:bar", ""), ("!foo:bar", ""),
        ("status:happy", ""),
        ("system:nosuch", ""), ("system:drop", "5"), ("!system:dropbox", "1234"), ("%", ""), ("_", ""), ("'", ""),
    ]

    @Test(arguments: Engine.all)
    func `a filter finds the same everywhere`(engine: Engine) async throws {
        let store = try await furnished(engine)
        for (text, ids) in Self.filters {
            let listing = try await store.list(AccountQuery(filter: AccountFilter(text), order: .code))
            let found = try await store.rows(listing.entries.map(\.key)).map(\.account.id.rawValue).sorted().joined()
            #expect(found == ids, "\(text)")
        }
    }

    @Test(arguments: Engine.all)
    func `a name is ordered as it is folded`(engine: Engine) async throws {
        let store = try await furnished(engine)
        let listing = try await store.list(AccountQuery(order: .name))
        #expect(
            try await store.rows(listing.entries.map(\.key)).map(\.account.id.rawValue) == ["5", "2", "4", "1", "3"]
        )
    }

    @Test(arguments: Engine.all)
    func `an account is found by either spelling of its code`(engine: Engine) async throws {
        let store = try await furnished(engine)
        #expect(try await store.row(code: "B\u{E4}-4")?.account.id == "4")
        #expect(try await store.row(code: "Ba\u{308}-4")?.account.id == "4")
        #expect(try await store.row(code: "Ba-4") == nil)
    }

    @Test(arguments: Engine.all)
    func `the look-up of parents folds as the filter does`(engine: Engine) async throws {
        let store = try await furnished(engine)
        _ = try await store.commit(.sample(Self.accounts[0], "r"))
        _ = try await store.commit(.created("dbx-1"), of: "r", at: Samples.moment())
        for text in ["suder", "SUEDER", "süder system", "res1", "system süd", "", " "] {
            let found = try await store.parents(on: "Dropbox", matching: text, limit: 9)
            #expect(found.map(\.account.code) == ["RES-1"], "\(text)")
        }
        #expect(try await store.parents(on: "Dropbox", matching: "suder nord", limit: 9).isEmpty)
    }

    private func furnished(_ engine: Engine) async throws -> any Store {
        let store = try engine.make()()
        try await store.write(Self.accounts)
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
        _ = try await store.commit(.sample(Self.accounts[4], "five"))
        return store
    }
}
