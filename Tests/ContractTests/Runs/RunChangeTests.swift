import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// What a process sees of a run on which others work.
@Suite struct RunChangeTests {
    @Test(arguments: Engine.all)
    func `whatever changed in a run is seen once, and nothing else`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        let id = try await store.begin(.sample(4), at: Samples.moment())
        let elsewhere = try await store.begin(.sample(4), at: Samples.moment())
        var seen = try #require(try await other.changes(of: id, after: 0))
        #expect(seen.items.count == 4)
        func changes() async throws -> [RunItem] {
            seen = try #require(try await other.changes(of: id, after: seen.version))
            return seen.items
        }
        #expect(try await changes().isEmpty)
        _ = try await store.taken([2, 1], of: id)
        #expect(try await changes().map(\.place) == [1, 2])
        #expect(try await changes().isEmpty)
        let record = RunRecord.sample(.refused, reason: .refused(status: 422, message: "no"))
        try await store.end([1: record, 3: .sample(.skipped)], of: id)
        try await store.giveBack(2, of: id)
        #expect(
            try await changes() == [
                RunItem(place: 1, account: "1", standing: .ended(record)),
                RunItem(place: 2, account: "2", standing: .free),
                RunItem(place: 3, account: "3", standing: .ended(.sample(.skipped))),
            ]
        )
        _ = try await store.taken([0, 1], of: elsewhere)
        try await store.stop(id, by: "ben", at: Samples.moment(2))
        #expect(try await changes().isEmpty)
        #expect(seen.run.stop?.by == "ben" && seen.run.counts == [.refused: 1, .skipped: 1])
        _ = try await store.finish(id, .stopped, at: Samples.moment(3))
        #expect(try await changes().isEmpty)
        #expect(seen.run.ending == .stopped)
    }

    @Test(arguments: Engine.all)
    func `other processes notice every change, and nothing where there was none`(engine: Engine) async throws {
        let open = try engine.make()
        let (store, other) = (try open(), try open())
        var version = try await other.version()
        func isNoticed() async throws -> Bool {
            let now = try await other.version()
            defer { version = now }
            return now > version
        }
        let id = try await store.begin(.sample(4), at: Samples.moment())
        #expect(try await isNoticed())
        _ = try await store.taken([0, 1], of: id)
        #expect(try await isNoticed())
        try await store.giveBack(0, of: id)
        #expect(try await isNoticed())
        try await store.end([1: .sample(.synchronized)], of: id)
        #expect(try await isNoticed())
        try await store.stop(id, by: "ben", at: Samples.moment(1))
        #expect(try await isNoticed())
        _ = try await store.finish(id, .stopped, at: Samples.moment(2))
        #expect(try await isNoticed())
        _ = try await store.runs(limit: 9)
        _ = try await store.run(id)
        _ = try await store.plan(of: id)
        _ = try await store.changes(of: id, after: 0)
        #expect(try await !isNoticed())
    }

    @Test(arguments: Engine.all)
    func `nobody who follows a run misses anything, however many work on it`(engine: Engine) async throws {
        let open = try engine.make()
        let stores = [try open(), try open(), try open()]
        let follower = try open()
        let size = 90
        let id = try await stores[0].begin(.sample(size), at: Samples.moment())
        let following = Task {
            var known: [Int: RunItem.Standing] = [:]
            var version = 0
            while true {
                guard let changes = try await follower.changes(of: id, after: version) else { return known }
                version = changes.version
                for item in changes.items { known[item.place] = item.standing }
                // Once nothing more can come, all of it must have been seen.
                if changes.run.isOver { return known }
            }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (worker, store) in stores.enumerated() {
                group.addTask {
                    for place in stride(from: worker, to: size, by: stores.count) {
                        guard try await store.taken([place], of: id, inFlight: 256) == [place] else { continue }
                        if place.isMultiple(of: 5) { try await store.giveBack(place, of: id) }
                        try await store.end([place: .sample(.synchronized)], of: id)
                    }
                }
            }
            try await group.waitForAll()
        }
        _ = try await stores[0].finish(id, .complete, at: Samples.moment(9))
        let known = try await following.value
        #expect(known.count == size)
        #expect(known.values.allSatisfy { $0 == .ended(.sample(.synchronized)) })
    }
}
