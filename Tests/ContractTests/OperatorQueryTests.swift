import Accounts
import Samples
import Synchronizing
import Testing

/// What an operator types finds the account that is meant, on each implementation.
@Suite struct OperatorQueryTests {
    @Test(arguments: Engine.all) func `each query of an operator's day finds its account`(engine: Engine) async throws {
        let store = try await furnished(engine)
        try await link(store)
        for (typed, codes) in OperatorBook.queries {
            #expect(try await found(typed, store) == codes, "\(typed)")
        }
    }

    @Test(arguments: Engine.all)
    func `an account is found by a vendor's id as long as its link has it`(engine: Engine) async throws {
        let store = try await furnished(engine)
        #expect(try await found("dbx-9e377", store) == [])
        let request = SyncRequest(account: OperatorBook.customer, options: [:])
        let id = OperatorBook.externalID
        _ = try await store.recordFound(id, request: request, on: "Dropbox", at: Samples.moment(), by: "t")
        #expect(try await found("dbx-9e377", store) == ["KD-20015"])
        var renamed = OperatorBook.customer
        renamed.name = "Other"
        try await store.write([renamed])
        #expect(try await found("dbx-9e377", store) == ["KD-20015"])
        #expect(try await found("müller", store) == [])
        let seen = try #require(try await store.link(OperatorBook.customer))
        let adoption = Adoption(seen: seen, externalID: "dbx-other")
        _ = try await store.adopt(adoption, at: Samples.moment(1), by: "t")
        #expect(try await found("dbx-9e377", store) == [])
        #expect(try await found("dbx-other", store) == ["KD-20015"])
        let adopted = try #require(try await store.link(OperatorBook.customer))
        _ = try await store.unlink(adopted, at: Samples.moment(2), by: "t")
        #expect(try await store.link(OperatorBook.customer) == nil)
        #expect(try await found("dbx-other", store) == [])
        #expect(try await found("other", store) == ["KD-20015"])
    }

    @Test(arguments: Engine.all)
    func `a word of a reseller's name finds its customers, in its name only and one level down`(
        engine: Engine
    ) async throws {
        let store = try await furnished(engine)
        var below = OperatorBook.customer
        below.kind = .reseller
        let deeper = Account(id: "9", code: "KD-9", name: "Deep", kind: .endCustomer, parent: below.id, country: "DE")
        try await store.write([below, deeper])
        #expect(try await found("systemhaus", store) == ["KD-20015", "RES-1021"])
        #expect(try await found("bäckerei", store) == ["KD-20015", "KD-9"])
        #expect(try await found("res-1021", store) == ["RES-1021"])
        #expect(try await found("kd !systemhaus !bäckerei", store).first == "KD-20016")
    }

    private func furnished(_ engine: Engine) async throws -> any Store {
        let store = try engine.make()()
        try await store.write(OperatorBook.accounts)
        _ = try await store.add(Samples.system(), sameVendor: false)
        _ = try await store.keep(Samples.fields, of: "Dropbox", fetched: Samples.moment().wall)
        return store
    }

    private func link(_ store: any Store) async throws {
        _ = try await store.commit(.sample(OperatorBook.customer))
        _ = try await store.commit(.created(OperatorBook.externalID), of: "a", at: Samples.moment())
    }

    private func found(_ typed: String, _ store: any Store) async throws -> [String] {
        let listing = try await store.list(AccountQuery(filter: AccountFilter(typed), order: .code))
        return try await store.rows(listing.entries.map(\.key)).map(\.account.code.rawValue)
    }
}
