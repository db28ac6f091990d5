import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// Bulk runs in the store: what is kept of them, who takes what, and what came of it.
@Suite struct RunStoreTests {
    @Test(arguments: Engine.all)
    func `a run is kept as it was begun, and the newest comes first`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        #expect(try await store.runs(limit: 5).isEmpty)
        let plan = String(repeating: "{\"name\":\"Süßes \\u0000 東京\"}\n", count: 60_000)
        var new = NewRun.sample(3)
        (new.plan, new.limits) = (plan, RunLimits(inFlight: 8, ratePerSecond: 0.25, mostDoubts: 9))
        let first = try await store.begin(new, at: Samples.moment(5))
        let second = try await other.begin(
            .sample(2, on: "Other", isDetached: true, retryOf: first),
            at: Samples.moment(6)
        )
        #expect(first == RunID(rawValue: 1) && second > first)
        #expect(try await other.runs(limit: 5).map(\.id) == [second, first])
        #expect(try await other.runs(limit: 1).map(\.id) == [second])
        let kept = StoredRun(
            id: first,
            system: "Dropbox",
            hash: "hash",
            size: 3,
            limits: new.limits,
            by: "anna",
            begun: Samples.moment(5).wall,
            isDetached: false,
            retryOf: nil
        )
        #expect(try await other.run(first) == kept)
        let later = try await store.run(second)
        #expect(later?.isDetached == true && later?.retryOf == first && later?.system == "Other")
        #expect(try await other.plan(of: first) == plan)
        #expect(try await other.plan(of: second) == "{}")
        let none = RunID(rawValue: 77)
        #expect(try await store.run(none) == nil)
        #expect(try await store.plan(of: none) == nil)
        #expect(try await store.changes(of: none, after: 0) == nil)
        #expect(try await store.finish(none, .complete, at: Samples.moment()) == nil)
    }

    @Test(arguments: Engine.all)
    func `the items are in the order of the plan, and what was known of some has ended`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let known: [Int: RunRecord] = [
            4: .sample(.synchronized, id: "dbx-4"),
            9_999: .sample(.blocked, reason: .refused(status: 422, message: "no \"email\"\n")),
        ]
        let id = try await store.begin(.sample(10_000, records: known), at: Samples.moment())
        let changes = try #require(try await other.changes(of: id, after: 0))
        #expect(changes.items.map(\.place) == Array(0..<10_000))
        #expect(changes.items.map(\.account.rawValue) == (0..<10_000).map { "\($0)" })
        for (place, record) in known { #expect(changes.items[place].standing == .ended(record)) }
        #expect(changes.items.count { $0.standing == .free } == 9_998)
        #expect(changes.run.counts == [.synchronized: 1, .blocked: 1] && changes.run.size == 10_000)
        #expect(try await other.taken([4, 9_999, 5], of: id) == [5])
    }

    @Test(arguments: Engine.all)
    func `items are taken in the order that is asked for, and what another process has is left out`(
        engine: Engine
    ) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(), at: Samples.moment())
        #expect(try await store.taken([5, 0, 3], of: id, inFlight: 2) == [5, 0])
        #expect(try await other.taken([0, 5, 3, 1, 77, -1], of: id) == [3, 1])
        #expect(try await other.taken([], of: id) == [])
        #expect(
            try await store.standings(of: id) == [
                .taken(isOurs: true), .taken(isOurs: false), .free, .taken(isOurs: false), .free, .taken(isOurs: true),
            ]
        )
        let run = try #require(try await other.run(id))
        #expect(run.underWay == 4 && run.workers == 2 && run.counts == [:])
        await #expect(throws: StoreFailure.self) { try await store.take([0], of: RunID(rawValue: 77)) }
    }

    @Test(arguments: Engine.all)
    func `of what is taken only what is on its way counts as sent, and not what is tried again`(
        engine: Engine
    ) async throws {
        let open = try await engine.furnished()
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.ofSamples, at: Samples.moment())
        let later = try await store.begin(.ofSamples, at: Samples.moment())
        _ = try await store.commit(.sample(Samples.reseller, "r"))
        _ = try await store.commit(.refused(status: 400, message: "no"), of: "r", at: Samples.moment(1))
        #expect(try await store.taken([0, 2], of: id) == [0, 2])
        #expect(try await other.placesSent(of: id) == [], "one was refused before, the other has no link yet")
        _ = try await store.commit(.sample(Samples.direct, "d"))
        #expect(try await other.placesSent(of: id) == [2])
        #expect(try await other.placesSent(of: later) == [], "nobody has taken anything of it")
        #expect(try await other.placesSent(of: RunID(rawValue: 77)) == [])
    }

    @Test(arguments: Engine.all)
    func `there is room for so many at a system, over all processes and runs`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let (one, two) = (
            try await store.begin(.sample(), at: Samples.moment()),
            try await store.begin(.sample(), at: Samples.moment())
        )
        let elsewhere = try await store.begin(.sample(on: "Other"), at: Samples.moment())
        #expect(try await store.taken([0, 1, 2], of: one) == [0, 1, 2])
        #expect(try await other.taken([0, 1, 2], of: two) == [0])
        #expect(try await other.taken([3], of: one) == [])
        #expect(try await other.taken([0, 1], of: elsewhere) == [0, 1], "another system has its own room")
        try await store.end([1: .sample(.refused)], of: one)
        #expect(try await other.taken([1, 3, 4], of: one) == [3])
        try await store.giveBack(2, of: one)
        #expect(try await store.taken([3, 2, 4], of: one) == [2])
        #expect(try await store.taken([4], of: one, inFlight: 5) == [4], "the limit is that of whoever asks")
    }

    @Test(arguments: Engine.all)
    func `of many that ask at once, each item is taken once, and never too many`(engine: Engine) async throws {
        let open = try engine.make()
        let stores = [try open(), try open(), try open()]
        let id = try await stores[0].begin(.sample(30), at: Samples.moment())
        let taken = try await withThrowingTaskGroup(of: [Int].self) { group in
            for number in 0..<12 {
                group.addTask { try await stores[number % 3].taken(Array(0..<30), of: id, inFlight: 20) }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(taken.count == 20 && Set(taken).count == 20)
    }

    @Test(arguments: Engine.all)
    func `an item is given back by whoever has it, and by nobody else`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(2), at: Samples.moment())
        #expect(try await store.taken([0], of: id) == [0])
        try await other.giveBack(0, of: id)
        try await other.giveBack(1, of: id)
        try await other.giveBack(77, of: id)
        #expect(try await store.standings(of: id) == [.taken(isOurs: true), .free])
        try await store.giveBack(0, of: id)
        try await store.giveBack(0, of: id)
        #expect(try await other.taken([0], of: id) == [0])
    }

    @Test(arguments: Engine.all)
    func `an item that has ended keeps its first record`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(4), at: Samples.moment())
        _ = try await store.taken([0, 1], of: id)
        let created = RunRecord.sample(.synchronized, id: "dbx-0")
        let skipped = RunRecord.sample(.skipped)
        let doubt = RunRecord.sample(.inDoubt, reason: .inDoubt(.broken(.timedOut)))
        // What this process has, what nobody has, and a place that there is not.
        try await store.end([0: created, 3: skipped, 77: skipped], of: id)
        // Others do not end what a process has, and nobody ends what has ended.
        try await other.end([0: doubt, 1: doubt, 3: doubt, 2: doubt], of: id)
        try await store.end([0: doubt], of: id)
        #expect(
            try await other.standings(of: id) == [
                .ended(created), .taken(isOurs: false), .ended(doubt), .ended(skipped),
            ]
        )
        try await store.giveBack(0, of: id)
        #expect(try await store.taken([0, 3], of: id).isEmpty)
        let run = try #require(try await other.run(id))
        #expect(run.counts == [.synchronized: 1, .skipped: 1, .inDoubt: 1] && run.underWay == 1)
    }

    @Test(arguments: Engine.all)
    func `a run that is to stop begins nothing more, and who asked first is kept`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(), at: Samples.moment())
        _ = try await store.taken([0], of: id)
        try await other.stop(id, by: "ben", at: Samples.moment(3))
        try await store.stop(id, by: "carla", at: Samples.moment(4))
        let run = try #require(try await store.run(id))
        #expect(run.stop == .init(by: "ben", at: Samples.moment(3).wall) && !run.isOver)
        #expect(try await store.take([1], of: id) == .over(run))
        #expect(try await other.take([1], of: id) == .over(run))
        // What was under way ends as it does.
        try await store.end([0: .sample(.synchronized)], of: id)
        #expect(try await store.run(id)?.counts == [.synchronized: 1])
    }

    @Test(arguments: Engine.all)
    func `a run ends once nobody has items of it, and as it ended first`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(3), at: Samples.moment())
        let elsewhere = try await store.begin(.sample(3), at: Samples.moment())
        _ = try await other.taken([1], of: id)
        _ = try await other.taken([1], of: elsewhere)
        #expect(try await store.openRuns().map(\.id) == [id, elsewhere])
        let refused = try #require(try await store.finish(id, .complete, at: Samples.moment(8)))
        #expect(refused.ending == nil && refused.ended == nil && refused.underWay == 1)
        try await other.giveBack(1, of: id)
        let ending = BulkRun.Ending.quarantined(.paused(.refused(status: 401, message: "key")))
        let finished = try #require(try await store.finish(id, ending, at: Samples.moment(9)))
        #expect(finished.ending == ending && finished.ended == Samples.moment(9).wall && finished.isOver)
        #expect(try await other.finish(id, .complete, at: Samples.moment(10)) == finished)
        #expect(try await other.run(id) == finished)
        #expect(try await other.take([0], of: id) == .over(finished))
        try await other.stop(id, by: "ben", at: Samples.moment(11))
        #expect(try await store.run(id) == finished)
        #expect(try await store.run(elsewhere)?.isOver == false)
        #expect(try await store.openRuns().map(\.id) == [elsewhere])
    }

    @Test(arguments: Engine.all)
    func `every ending is read as it was written`(engine: Engine) async throws {
        let store = try engine.make()()
        let endings: [BulkRun.Ending] = [
            .complete, .stopped, .doubts(3), .unreachable, .storeFailed, .quarantined(.refused(status: 403)),
            .quarantined(.paused(.words("later"))), .quarantined(.paused(.refused(status: 401, message: "no: \"x\""))),
            .quarantined(.failures(7, of: 12)),
        ]
        for ending in endings {
            let id = try await store.begin(.sample(1), at: Samples.moment())
            #expect(try await store.finish(id, ending, at: Samples.moment(1))?.ending == ending)
            #expect(try await store.run(id)?.ending == ending)
        }
    }
}
