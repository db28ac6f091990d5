import Accounts
import Samples
import Synchronizing
import Testing

/// What needs somebody, and how things stand.
@Suite struct InboxTests {
    private static let faulty = Account(
        id: "9",
        code: "X-9",
        name: "No Country",
        kind: .directCustomer,
        email: "it@none.example",
        country: ""
    )

    /// A store in which the reseller is synchronized, its customer in doubt, the direct one refused, and one blocked.
    private func furnished(_ engine: Engine) async throws -> any Store {
        let store = try await engine.furnished()()
        try await store.write([Self.faulty])
        _ = try await store.commit(.sample(Samples.reseller, "r"))
        _ = try await store.commit(.created("dbx-1"), of: "r", at: Samples.moment(1))
        _ = try await store.commit(.sample(Samples.customer, "c", parent: .init(id: "1", externalID: "dbx-1")))
        _ = try await store.commit(.inDoubt(.broken(.connectionLost)), of: "c", at: Samples.moment(3))
        _ = try await store.commit(.sample(Samples.direct, "a"))
        _ = try await store.commit(.refused(status: 200, message: "No."), of: "a", at: Samples.moment(2))
        return store
    }

    @Test(arguments: Engine.all)
    func `everything that needs somebody is in it, by kind, and counted`(engine: Engine) async throws {
        let store = try await furnished(engine)
        try await store.setPause("Dropbox", .refused(status: 401, message: "key"))
        let inbox = try await store.inbox(InboxQuery())
        #expect(inbox.items.map(\.kind) == [.paused, .inDoubt, .refused, .blocked])
        #expect(inbox.counts == [.paused: 1, .inDoubt: 1, .refused: 1, .blocked: 1])
        #expect(inbox.items.map { $0.account?.code } == [nil, "C-1", "Z-1", "X-9"])
        #expect(inbox.items[1].open == (try await store.openCase(of: "2", on: "Dropbox")))
        #expect(inbox.items[2].link?.reason == .refused(status: 200, message: "No."))
    }

    @Test(arguments: Engine.all)
    func `a bulk run that was left is in it, and one that waits for a worker is not`(engine: Engine) async throws {
        let store = try await furnished(engine)
        var run = NewRun.sample(2)
        run.isDetached = true
        _ = try await store.begin(run, at: Samples.moment())
        run.isDetached = false
        let left = try await store.begin(run, at: Samples.moment())
        let inbox = try await store.inbox(InboxQuery(kind: .leftBehind))
        #expect(inbox.items.map(\.id) == [.run(left)] && inbox.counts[.leftBehind] == 1)
        // All kinds are counted, whichever is listed.
        #expect(try await store.inbox(InboxQuery(kind: .refused)).counts[.leftBehind] == 1)
        #expect(inbox.items.first?.system == run.system && inbox.counts[.unapproved] == nil)
        #expect(try await store.inbox(InboxQuery(system: "Elsewhere")).counts[.leftBehind] == nil)
        try await store.stop(left, by: "tester", at: Samples.moment())
        #expect(try await store.inbox(InboxQuery()).counts[.leftBehind] == nil)
    }

    @Test(arguments: Engine.all)
    func `what is listed has a kind, a system and a limit; what is counted does not`(engine: Engine) async throws {
        let store = try await furnished(engine)
        let refused = try await store.inbox(InboxQuery(kind: .refused))
        #expect(refused.items.map(\.kind) == [.refused] && refused.counts[.inDoubt] == 1)
        let elsewhere = try await store.inbox(InboxQuery(system: "Elsewhere"))
        #expect(elsewhere.counts == [.blocked: 1])
        for (attempt, second) in [("b", 5.0), ("d", 6)] as [(AttemptID, Double)] {
            let account = Account(
                id: AccountID(attempt.rawValue),
                code: AccountCode(attempt.rawValue),
                name: attempt.rawValue,
                kind: .directCustomer,
                email: "\(attempt)@x.example",
                country: "DE"
            )
            try await store.write([account])
            _ = try await store.commit(.sample(account, attempt))
            _ = try await store.commit(.refused(status: 200, message: "No."), of: attempt, at: Samples.moment(second))
        }
        let first = try await store.inbox(InboxQuery(kind: .refused, limit: 2))
        #expect(first.items.map { $0.account?.code } == ["Z-1", "b"], "the oldest first")
        #expect(first.counts[.refused] == 3)
    }

    @Test(arguments: Engine.all)
    func `how things stand is counted for each system, with its largest resellers`(engine: Engine) async throws {
        let store = try await furnished(engine)
        _ = try await store.add(Samples.system("https://spare.example", name: "Spare"), sameVendor: false)
        let figures = try await store.figures(resellers: 3)
        #expect(figures.map(\.system.name) == ["Dropbox", "Spare"])
        #expect(figures[0].counts == [.synchronized: 1, .inDoubt: 1, .refused: 1, .blocked: 1])
        #expect(figures[1].counts == [.notSynchronized: 3, .blocked: 1])
        #expect(figures[0].last?.account == "2" && figures[1].last == nil)
        #expect(figures[0].resellers.map(\.account.code) == ["R-1"])
        #expect(figures[0].resellers.map { [$0.customers, $0.synchronized] } == [[1, 0]])
        #expect(figures[0].counts == (try await store.counts(on: "Dropbox")))
    }

    @Test(arguments: Engine.all)
    func `an intent can be read again`(engine: Engine) async throws {
        let store = try await furnished(engine)
        #expect(try await store.intent(of: "a") == .sample(Samples.direct, "a"))
        #expect(try await store.intent(of: "nobody") == nil)
    }
}
