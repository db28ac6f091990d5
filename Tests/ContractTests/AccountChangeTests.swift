import Accounts
import Samples
import Synchronizing
import Testing

/// A change to many accounts is planned on what the transaction sees that writes it.
@Suite struct AccountChangeTests {
    @Test(arguments: Engine.all)
    func `a book finds accounts, what is below them, and what is fixed`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample())
        let seen = try await store.inspectAccounts { book throws(StoreFailure) in
            [
                try book.account(code: "R-1") == Samples.reseller, try book.account(id: "2") == Samples.customer,
                try book.account(code: "1") == nil, try book.account(id: "R-1") == nil,
                try book.customers(of: "1") == ["2"], try book.customers(of: "2") == [],
                try book.isFixed("3"), try !book.isFixed("1"), try !book.isFixed("nobody"),
            ]
        }
        #expect(!seen.contains(false), "\(seen)")
    }

    @Test(arguments: Engine.all)
    func `what two processes change at once is changed twice, one after the other`(engine: Engine) async throws {
        let open = try await engine.furnished()
        let stores = [try open(), try open()]
        try await withThrowingTaskGroup { group in
            for number in 0..<40 { group.addTask { try await Self.change(stores[number % 2]) } }
            try await group.waitForAll()
        }
        let account = try #require(try await stores[0].row(id: "3")?.account)
        #expect(account.phone.count == 40 && account.revision == 41)
    }

    private static func change(_ store: any Store) async throws {
        let isStopped: @Sendable () -> Bool = { false }
        _ = try await store.changeAccounts(unless: isStopped) { book throws(StoreFailure) in
            guard var account = try book.account(id: "3") else { return ([], 0) }
            account.phone += "x"
            account.revision += 1
            return ([account], account.revision)
        }
    }

    @Test(arguments: Engine.all)
    func `what is stopped writes nothing`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let before = try await store.allAccounts()
        let isStopped: @Sendable () -> Bool = { true }
        let done = try await store.changeAccounts(unless: isStopped) { _ throws(StoreFailure) in
            var account = Samples.direct
            account.name = "changed"
            return ([account], "done")
        }
        #expect(done == nil)
        #expect(try await store.allAccounts() == before)
    }

    @Test(arguments: Engine.all)
    func `a plan that fails writes nothing, and one that plans nothing is done`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let before = try await store.allAccounts()
        let failure = StoreFailure.misused(reason: "planned so")
        let isStopped: @Sendable () -> Bool = { false }
        await #expect(throws: failure) {
            _ = try await store.changeAccounts(unless: isStopped) { _ throws(StoreFailure) -> ([Account], Bool) in
                throw failure
            }
        }
        let done = try await store.changeAccounts(unless: isStopped) { _ throws(StoreFailure) in ([], "done") }
        #expect(done == "done")
        #expect(try await store.allAccounts() == before)
    }

    @Test(arguments: Engine.all)
    func `accounts swap their codes in one transaction, with all that is below them`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        var other = Samples.reseller
        other = Account(id: "8", code: "R-8", name: "Other", kind: .reseller, email: "o@other.example", country: "DE")
        var below = Samples.direct
        below = Account(
            id: "9",
            code: "C-9",
            name: "Below",
            kind: .endCustomer,
            parent: "8",
            email: "b@below.example",
            country: "DE"
        )
        try await store.write([other, below])
        var one = Samples.reseller
        (one.code, one.revision) = ("R-8", one.revision + 1)
        (other.code, other.revision) = ("R-1", other.revision + 1)
        let swapped = [one, other]
        _ = try await store.changeAccounts { writer throws(StoreFailure) in
            try writer.release(["1", "8"])
            try writer.write(swapped)
            return true
        }
        #expect(try await store.row(code: "R-8")?.account.id == "1")
        #expect(try await store.row(code: "R-1")?.account.id == "8")
        #expect(try await store.row(id: "2")?.parentCode == "R-8")
        let rows = try await store.rows(try await store.list(AccountQuery(order: .tree)).entries.map(\.key))
        #expect(Set(rows.map(\.account.code)) == ["R-1", "C-9", "R-8", "C-1", "Z-1"])
        let listing = try await store.list(AccountQuery(order: .tree)).entries
        #expect(listing.map(\.depth).sorted() == [0, 0, 0, 1, 1])
        #expect(listing.first { $0.descendants == 1 } != nil && listing.reduce(0) { $0 + Int($1.descendants) } == 2)
    }
}
