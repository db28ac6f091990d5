import AccountStore
import Accounts
import Foundation
import Samples
import StoredForms
import Synchronizing
import Testing

@Suite struct DirectoryTests {
    private func store() async throws -> TemporaryStore {
        let temporary = try await TemporaryStore()
        var nested = Samples.reseller
        (nested.id, nested.code, nested.name, nested.parent) = ("5", "R-0", "Nested Östlich", "1")
        var broken = Samples.direct
        (broken.id, broken.code, broken.name, broken.country) = ("6", "A-1", "東京", "")
        var under = Samples.customer
        (under.id, under.code, under.parent, under.email) = ("7", "C-0", "5", "deep@x.example")
        try await temporary.store.write([nested, broken, under])
        return temporary
    }

    private func codes(_ temporary: TemporaryStore, _ query: AccountQuery) async throws -> [String] {
        let listing = try await temporary.store.list(query)
        return try await temporary.store.rows(listing.entries.map(\.key)).map(\.account.code.rawValue)
    }

    @Test func `the tree has customers under their resellers, and counts what is below`() async throws {
        let temporary = try await store()
        let listing = try await temporary.store.list(AccountQuery())
        #expect(try await codes(temporary, AccountQuery()) == ["A-1", "R-1", "C-1", "R-0", "C-0", "Z-1"])
        #expect(listing.entries.map(\.depth) == [0, 0, 1, 1, 2, 0])
        #expect(listing.entries.map(\.descendants) == [0, 3, 0, 1, 0, 0])
    }

    @Test func `in a filtered tree the resellers above a match are there`() async throws {
        let temporary = try await store()
        let query = AccountQuery(filter: AccountFilter("deep@"))
        #expect(try await codes(temporary, query) == ["R-1", "R-0", "C-0"])
        let listing = try await temporary.store.list(query)
        #expect(listing.matches == 1 && listing.total == 6)
    }

    @Test(arguments: [
        // A word of its reseller's name finds a customer, too.
        ("östlich", ["C-0", "R-0"]), ("Östlich", ["C-0", "R-0"]), ("ÖSTLICH", ["C-0", "R-0"]),
        ("ostlich", ["C-0", "R-0"]), ("OESTLICH", ["C-0", "R-0"]), ("name:östlich", ["R-0"]),
        ("!reseller role:reseller", ["R-0", "R-1"]),
        ("東京", ["A-1"]),
        ("status:blocked", ["A-1"]), ("role:direct", ["A-1", "Z-1"]), ("role:cust !sonne", ["A-1", "Z-1"]),
        ("status:synchronized", []), ("nothing at all", []), ("status:happy", []),
    ])
    func `a flat list holds what matches`(filter: String, expected: [String]) async throws {
        let temporary = try await store()
        #expect(
            try await codes(temporary, AccountQuery(filter: AccountFilter(filter), order: .code, system: "Dropbox"))
                == expected
        )
    }

    /// Everything in so small a book is among its first accounts.
    @Test(arguments: [
        "östlich", "ÖSTLICH", "name:östlich", "!reseller role:reseller", "東京", "deep@", "parent:nested",
        "!parent:nested",
        "status:blocked", "role:direct", "nothing at all", "system:dropbox", "changed:1d", "storefront:yes",
    ])
    func `a first look at the tree finds what its list begins with`(filter: String) async throws {
        let temporary = try await store()
        let query = AccountQuery(filter: AccountFilter(filter), system: "Dropbox", limit: 4)
        let first = try await temporary.store.firstLook(query)
        let list = try await temporary.store.list(query)
        #expect((first?.entries ?? []) == list.entries)
        #expect((first?.matches ?? 0) == list.matches)
        var flat = query
        flat.order = .code
        #expect(try await temporary.store.firstLook(flat)?.entries == nil)
        #expect(try await temporary.store.firstLook(AccountQuery(limit: 4))?.entries == nil)
    }

    @Test func `lists are ordered by any column, both ways`() async throws {
        let temporary = try await store()
        #expect(try await codes(temporary, AccountQuery(order: .name)).first == "C-0")
        #expect(try await codes(temporary, AccountQuery(order: .name, isDescending: true)).first == "A-1")
        for order in AccountQuery.Order.allCases {
            #expect(try await codes(temporary, AccountQuery(order: order, system: "Dropbox")).count == 6)
        }
        #expect(try await codes(temporary, AccountQuery(order: .code, limit: 2)) == ["A-1", "C-0"])
    }

    @Test func `an account that gets another parent takes what is below it along`() async throws {
        let temporary = try await store()
        var moved = Samples.reseller
        (moved.id, moved.code, moved.name) = ("5", "R-0", "Nested")
        try await temporary.store.write([moved])
        #expect(try await codes(temporary, AccountQuery()) == ["A-1", "R-0", "C-0", "R-1", "C-1", "Z-1"])
    }

    @Test func `states are counted, with those that no link has`() async throws {
        let temporary = try await store()
        _ = try await temporary.store.commit(temporary.intent())
        #expect(try await temporary.store.counts(on: "Dropbox") == [.sending: 1, .blocked: 1, .notSynchronized: 4])
    }

    @Test func `the uses of an email are found, as the account's own and as it was sent`() async throws {
        let temporary = try await store()
        _ = try await temporary.store.commit(temporary.intent(email: "sent@x.example"))
        #expect(
            try await temporary.store.emailUses("sent@x.example", on: "Dropbox", except: "1").map(\.account.id) == ["3"]
        )
        #expect(
            try await temporary.store.emailUses("info@sonne.example", on: "Dropbox", except: "1").map(\.account.id) == [
                "2"
            ]
        )
        #expect(try await temporary.store.emailUses("info@sonne.example", on: "Dropbox", except: "2").isEmpty)
    }

    @Test func `the look-up of parents knows the synchronized resellers, and the next customer is one that is not`()
        async throws
    {
        let temporary = try await store()
        #expect(try await temporary.store.parents(on: "Dropbox", matching: "", limit: 9).isEmpty)
        _ = try await temporary.store.commit(temporary.intent(Samples.reseller, "r"))
        _ = try await temporary.store.commit(.created("dbx-1"), of: "r", at: Samples.moment())
        #expect(
            try await temporary.store.parents(on: "Dropbox", matching: "NORTH", limit: 9).map(\.account.code) == ["R-1"]
        )
        #expect(try await temporary.store.nextCustomer(of: "1", after: nil, on: "Dropbox") == "2")
        #expect(try await temporary.store.nextCustomer(of: "1", after: "C-1", on: "Dropbox") == nil)
    }

    @Test func `every change by whatever process is seen`() async throws {
        let temporary = try await store()
        let other = try AccountStore.open(directory: temporary.directory)
        let before = try await other.version()
        _ = try await temporary.store.commit(temporary.intent())
        #expect(try await other.version() != before)
    }

    @Test func `a system in use stays, an unused one goes`() async throws {
        let temporary = try await store()
        _ = try await temporary.store.add(Samples.system("https://other.example", name: "Other"), sameVendor: false)
        guard case .done = try await temporary.store.remove("Other") else {
            Issue.record("not removed")
            return
        }
        _ = try await temporary.store.commit(temporary.intent())
        guard case .inUse = try await temporary.store.remove("Dropbox") else {
            Issue.record("removed")
            return
        }
        guard case .inUse = try await temporary.store.update(Samples.system("https://moved.example")) else {
            Issue.record("its claims were lost")
            return
        }
        #expect(try await temporary.store.add(Samples.system(), sameVendor: true) == .nameTaken)
    }
}
