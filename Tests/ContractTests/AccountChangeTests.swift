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
}
