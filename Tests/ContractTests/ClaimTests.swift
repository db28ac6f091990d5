import Accounts
import Samples
import Synchronizing
import Testing

/// The claim on an account at a vendor: who gets it, who keeps it, who may take it over.
@Suite struct ClaimTests {
    @Test(arguments: Engine.all)
    func `of many that ask at once, one gets the claim`(engine: Engine) async throws {
        let open = try await engine.furnished()
        let stores = [try open(), try open()]
        let verdicts = try await withThrowingTaskGroup(of: IntentVerdict.self) { group in
            for number in 0..<50 {
                let intent = Intent.sample(Samples.direct, AttemptID("attempt-\(number)"))
                group.addTask { try await stores[number % 2].commit(intent) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(verdicts.count { if case .committed = $0 { true } else { false } } == 1)
        #expect(verdicts.count { if case .claimed = $0 { true } else { false } } == 49)
        #expect(try await stores[0].history(of: nil, limit: 100).map(\.event) == [.intent])
    }

    @Test(arguments: Engine.all)
    func `who lost the claim meanwhile does not go on as if it were held`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let verdict = try await store.commit(.sample(claim: .held))
        guard case .changed([.link]) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        _ = try await store.commit(.sample(Samples.direct, "b"))
        _ = try await store.commit(
            .notSent(.notSent(.connectionRefused(host: "h")), triesAgain: false),
            of: "b",
            at: Samples.moment(1)
        )
        guard case .changed([.link]) = try await store.commit(.sample(Samples.direct, "c", claim: .held, generation: 1))
        else {
            Issue.record("it went on")
            return
        }
    }

    @Test(arguments: Engine.all)
    func `who waits for another try keeps the claim, and nobody else gets it`(engine: Engine) async throws {
        let open = try await engine.furnished()
        let (store, other) = (try open(), try open())
        _ = try await store.commit(.sample())
        _ = try await store.commit(
            .notSent(.notSent(.connectionRefused(host: "h")), triesAgain: true),
            of: "a",
            at: Samples.moment(1)
        )
        let second = Intent.sample(Samples.direct, "b", claim: .held, generation: 1)
        guard case .claimed = try await other.commit(second) else {
            Issue.record("another process went on with it")
            return
        }
        guard case .committed(let link) = try await store.commit(second) else {
            Issue.record("its own process could not go on")
            return
        }
        #expect(link.generation == 1 && link.attempt == "b")
    }

    @Test(arguments: Engine.all)
    func `who waits for another try can give the claim back, and nothing else`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample())
        _ = try await store.commit(
            .notSent(.notSent(.connectionRefused(host: "h")), triesAgain: true),
            of: "a",
            at: Samples.moment(1)
        )
        for outcome in [
            Outcome.created("x"), .refused(status: 200, message: "no"), .inDoubt(.broken(.connectionLost)),
            .notSent(.throttled, triesAgain: true),
        ] {
            guard case .stale = try await store.commit(outcome, of: "a", at: Samples.moment(2)) else {
                Issue.record("\(outcome) counts, and nothing was sent")
                return
            }
        }
        guard
            case .recorded(let link) = try await store.commit(
                .notSent(.notSentAfterAll, triesAgain: false),
                of: "a",
                at: Samples.moment(3)
            )
        else {
            Issue.record("not given back")
            return
        }
        #expect(link.state == .notSent)
    }

    @Test(arguments: Engine.all)
    func `sending again opens one generation, whoever confirms it twice`(engine: Engine) async throws {
        let open = try await engine.furnished()
        let (store, other) = (try open(), try open())
        _ = try await store.commit(.sample())
        _ = try await store.commit(.inDoubt(.broken(.connectionLost)), of: "a", at: Samples.moment(1))
        guard
            case .committed(let link) = try await store.commit(
                .sample(Samples.direct, "b", claim: .sendAgain, generation: 1)
            )
        else {
            Issue.record("not sent again")
            return
        }
        #expect(link.generation == 2)
        guard case .claimed = try await other.commit(.sample(Samples.direct, "c", claim: .sendAgain, generation: 1))
        else {
            Issue.record("a third send")
            return
        }
        guard case .stale = try await store.commit(.created("x"), of: "a", at: Samples.moment(2)) else {
            Issue.record("the first attempt still counts")
            return
        }
        guard
            case .recorded(let after) = try await store.commit(
                .refused(status: 200, message: "no"),
                of: "b",
                at: Samples.moment(3)
            )
        else {
            Issue.record("the second attempt does not count")
            return
        }
        #expect(after.state == .inDoubt, "a no to the second send says nothing about the first")
    }

    @Test(arguments: Engine.all)
    func `what a dead process held is taken over once, what a living one holds is its own`(engine: Engine) async throws
    {
        let open = try await engine.furnished()
        let store = try open()
        var dying: (any Store)? = try open()
        _ = try await dying?.commit(.sample(Samples.direct, "a"))
        _ = try await dying?.commit(.sample(Samples.reseller, "b"))
        _ = try await dying?
            .commit(.notSent(.notSent(.connectionRefused(host: "h")), triesAgain: true), of: "b", at: Samples.moment(1))
        #expect(try await store.takeOver(at: Samples.moment(2), by: "t").isEmpty)
        #expect(try await !store.isSending("a"), "it is sending, but not for this process")
        dying = nil
        let taken = try await store.takeOver(at: Samples.moment(3), by: "t")
        #expect(
            Set(taken.map { [$0.account.rawValue, $0.state.rawValue] }) == [["1", "not sent"], ["3", "in doubt"]]
        )
        let length = try await store.history(of: nil, limit: 100).count
        #expect(try await store.takeOver(at: Samples.moment(4), by: "t").isEmpty)
        #expect(try await store.history(of: nil, limit: 100).count == length)
        #expect(try await store.history(of: "3", limit: 9).map(\.event) == [.takenOver, .intent])
        guard case .recorded(let late) = try await store.commit(.created("late"), of: "a", at: Samples.moment(5)) else {
            Issue.record("a late outcome is refused")
            return
        }
        #expect(late.state == .synchronized)
    }

    @Test(arguments: Engine.all)
    func `a claim under one name of a vendor holds under its other name`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let twin = Samples.system(name: "Twin")
        #expect(try await store.add(twin, sameVendor: false) == .vendorTaken(by: "Dropbox"))
        _ = try await store.add(twin, sameVendor: true)
        _ = try await store.keep(Samples.fields, of: "Twin", fetched: Samples.moment().wall)
        let request = SyncRequest(account: Samples.direct, options: [:])
        guard
            case .recorded(let seen) = try await store.recordFound(
                "dbx-1",
                request: request,
                on: "Twin",
                at: Samples.moment(),
                by: "t"
            )
        else {
            Issue.record("not found")
            return
        }
        _ = try await store.commit(.sample())
        guard case .claimed(let link) = try await store.commit(.sample(Samples.direct, "b", system: "Twin")) else {
            Issue.record("claimed twice")
            return
        }
        #expect(link.system == "Dropbox")
        let adoption = Adoption(seen: seen, externalID: "dbx-1")
        for verdict in [
            try await store.adopt(adoption, at: Samples.moment(1), by: "t"),
            try await store.recordFound("dbx-2", request: request, on: "Twin", at: Samples.moment(2), by: "t"),
        ] {
            guard case .stale(let holder) = verdict else {
                Issue.record("linked past the claim: \(verdict)")
                return
            }
            #expect(holder?.system == "Dropbox")
        }
        #expect(try await store.row(id: "3")?.links["Dropbox"]?.state == .sending)
    }
}
