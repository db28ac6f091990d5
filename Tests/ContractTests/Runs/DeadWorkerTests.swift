import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// What becomes of the items that a dead process had taken.
@Suite struct DeadWorkerTests {
    @Test(arguments: Engine.all)
    func `what a dead process had taken is free, and has ended where its account is in doubt`(
        engine: Engine
    )
        async throws
    {
        let open = try await engine.furnished()
        let store = try open()
        var dying: (any Store)? = try open()
        let id = try await store.begin(.ofSamples, at: Samples.moment())
        let other = try await store.begin(.ofSamples, at: Samples.moment())
        #expect(try await dying?.taken([0, 1, 2], of: id) == [0, 1, 2])
        // One was being sent, one waits for another try, one was not begun.
        _ = try await dying?.commit(.sample(Samples.direct, "a"))
        _ = try await dying?.commit(.sample(Samples.reseller, "b"))
        let waits = Outcome.notSent(.notSent(.connectionRefused(host: "h")), triesAgain: true)
        _ = try await dying?.commit(waits, of: "b", at: Samples.moment(1))
        #expect(try await store.takeOver(at: Samples.moment(2), by: "t").isEmpty)
        #expect(try await store.run(id)?.underWay == 3)
        dying = nil
        let seen = try #require(try await store.changes(of: id, after: 0))
        #expect(seen.run.underWay == 3 && seen.run.workers == 0)
        #expect(try await store.taken([0, 1, 2], of: id).isEmpty, "nobody has freed them yet")
        #expect(try await store.taken([0, 1, 2], of: other) == [0, 1, 2], "the dead take no room")
        #expect(try await store.finish(id, .complete, at: Samples.moment(3))?.isOver == false)
        #expect(try await store.takeOver(at: Samples.moment(4), by: "t").count == 2)
        let doubt = RunRecord(.inDoubt, reason: .inDoubt(.ownerDied), at: Samples.moment(4).wall, by: "t", counts: true)
        #expect(try await store.standings(of: id) == [.free, .free, .ended(doubt)])
        #expect(try await store.standings(of: other).allSatisfy { $0 == .taken(isOurs: true) })
        #expect(try await store.items(of: id, after: seen.version).map(\.place) == [0, 1, 2])
        let version = try await store.version()
        #expect(try await store.takeOver(at: Samples.moment(5), by: "t").isEmpty)
        // The store in memory counts every call that may write.
        let isCounted = engine.testDescription == Engine.memory.testDescription
        #expect(try await store.version() == version + (isCounted ? 1 : 0))
        #expect(try await store.standings(of: id) == [.free, .free, .ended(doubt)])
        #expect(try await store.finish(id, .stopped, at: Samples.moment(6))?.ending == .stopped)
    }

    @Test(arguments: Engine.all)
    func `items are freed too where nothing was being sent, and an outcome that was written down counts`(
        engine: Engine
    ) async throws {
        let open = try await engine.furnished()
        let store = try open()
        var dying: (any Store)? = try open()
        var run = NewRun.ofSamples
        run.accounts.append("77")
        let id = try await store.begin(run, at: Samples.moment())
        #expect(try await dying?.taken([3, 2, 0, 1], of: id) == [3, 2, 0, 1])
        _ = try await dying?.commit(.sample(Samples.direct, "a"))
        _ = try await dying?.commit(.created("dbx-3"), of: "a", at: Samples.moment(1))
        _ = try await dying?.commit(.sample(Samples.reseller, "b"))
        _ = try await dying?.commit(.inDoubt(.broken(.timedOut)), of: "b", at: Samples.moment(1))
        dying = nil
        #expect(try await store.takeOver(at: Samples.moment(2), by: "t").isEmpty, "no link was left")
        var doubt = RunRecord(.inDoubt, reason: .inDoubt(.broken(.timedOut)), at: Samples.moment(2).wall, by: "t")
        doubt.counts = true
        #expect(try await store.standings(of: id) == [.ended(doubt), .free, .free, .free])
        #expect(try await store.taken([0, 1, 2, 3], of: id) == [1, 2, 3])
    }

    @Test(arguments: Engine.all)
    func `what was in doubt before the run does not count`(engine: Engine) async throws {
        let open = try await engine.furnished()
        let store = try open()
        var dying: (any Store)? = try open()
        _ = try await store.commit(.sample(Samples.direct, "a"))
        _ = try await store.commit(.inDoubt(.broken(.timedOut)), of: "a", at: Samples.moment(1))
        let id = try await store.begin(.ofSamples, at: Samples.moment(2))
        #expect(try await dying?.taken([2], of: id) == [2])
        dying = nil
        _ = try await store.takeOver(at: Samples.moment(3), by: "t")
        let doubt = RunRecord(.inDoubt, reason: .inDoubt(.broken(.timedOut)), at: Samples.moment(3).wall, by: "t")
        #expect(try await store.standings(of: id) == [.free, .free, .ended(doubt)])
    }

    @Test(arguments: Engine.all)
    func `an account that is in doubt on another system has not ended`(engine: Engine) async throws {
        let open = try await engine.furnished()
        let store = try open()
        var dying: (any Store)? = try open()
        _ = try await store.commit(.sample(Samples.direct, "a"))
        _ = try await store.commit(.inDoubt(.broken(.timedOut)), of: "a", at: Samples.moment(1))
        var run = NewRun.ofSamples
        run.system = "Other"
        let id = try await store.begin(run, at: Samples.moment())
        #expect(try await dying?.taken([2], of: id) == [2])
        dying = nil
        _ = try await store.takeOver(at: Samples.moment(2), by: "t")
        #expect(try await store.standings(of: id) == [.free, .free, .free])
    }

    @Test(arguments: Engine.all)
    func `what a process had taken is told as others' once it has begun anew`(engine: Engine) async throws {
        let open = try engine.make()
        let store = try open()
        let id = try await store.begin(.sample(2), at: Samples.moment())
        _ = try await store.taken([0], of: id)
        let other = try open()
        #expect(try await other.standings(of: id) == [.taken(isOurs: false), .free])
        try await other.end([0: .sample(.skipped)], of: id)
        #expect(try await store.standings(of: id) == [.taken(isOurs: true), .free])
    }
}
