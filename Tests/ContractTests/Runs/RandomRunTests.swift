import Accounts
import Foundation
import InMemory
import Samples
import Synchronizing
import Testing

/// Whatever processes do with runs, in whatever order, and whichever of them die: all implementations answer the same.
@Suite struct RandomRunTests {
    private enum Call {
        case begin(NewRun)
        case take([Int], RunID, RunLimits)
        case giveBack(Int, RunID)
        case end([Int: RunRecord], RunID)
        case stop(RunID)
        case finish(RunID, BulkRun.Ending)
        case takeOver
        case intent(Account, AttemptID)
        case outcome(AttemptID)
        case runs
    }

    private let processes = 3

    private func intent(_ account: Account, _ attempt: AttemptID) -> Intent {
        var intent = Intent.sample(account, attempt)
        intent.by = "t"
        return intent
    }

    @Test(arguments: 0..<4 as Range<UInt64>)
    func `every implementation answers as the one in memory does`(seed: UInt64) async throws {
        var open: [@Sendable () throws -> any Store] = []
        for engine in Engine.all { open.append(try await engine.furnished()) }
        // The same as a login that does not own the book.
        let operated = try OperatedBook()
        try await Engine.furnish(operated.administrator)
        open.append { try operated.open() }
        var stores = try open.map { open in try (0..<processes).map { _ in try open() } }
        var random = Randomness(seed: seed)
        var versions = stores.map { _ in [0, 0, 0, 0] }
        for number in 0..<150 {
            let process = random.below(processes)
            if random.percent(6) {
                for engine in stores.indices { stores[engine][process] = try open[engine]() }
            }
            let (call, moment) = (next(&random, number), Samples.moment(Double(number)))
            var answers: [String] = []
            for engine in stores.indices {
                answers.append(try await answer(call, stores[engine][process], moment, &versions[engine]))
            }
            try #require(Set(answers).count == 1, "call \(number) of seed \(seed): \(call)\n\(answers)")
        }
    }

    private func next(_ random: inout Randomness, _ number: Int) -> Call {
        let id = RunID(rawValue: 1 + random.below(3))
        func places(_ most: Int) -> [Int] { (0..<random.below(most + 1)).map { _ in random.below(5) } }
        func record() -> RunRecord {
            let results: [BulkRun.Result] = [.synchronized, .refused, .skipped, .inDoubt]
            return RunRecord(
                random.pick(results),
                reason: .words("\(number)"),
                at: Samples.moment(1).wall,
                by: "t",
                counts: random.percent(50)
            )
        }
        if number < 3 {
            var run = NewRun.ofSamples
            run.accounts += ["77", "78"]
            run.by = "t"
            // Two runs of one system, and one of another.
            if number == 2 { run.system = "Other" }
            return .begin(run)
        }
        switch random.below(40) {
        case 0..<14: return .take(places(5), id, RunLimits(inFlight: 1 + random.below(5)))
        case 14..<18: return .giveBack(random.below(5), id)
        case 18..<22:
            return .end(Dictionary(places(2).map { ($0, record()) }, uniquingKeysWith: { first, _ in first }), id)
        case 22: return .stop(id)
        case 23: return .finish(id, random.pick([.complete, .stopped, .doubts(3)]))
        case 24..<29: return .takeOver
        case 29..<33:
            let account = random.pick([Samples.reseller, Samples.direct])
            return .intent(account, AttemptID("a\(number)"))
        case 33..<36: return .outcome(AttemptID("a\(random.below(number))"))
        default: return .runs
        }
    }

    private func answer(
        _ call: Call,
        _ store: any Store,
        _ moment: Moment,
        _ versions: inout [Int]
    ) async throws -> String {
        let said =
            switch call {
            case .begin(let run): "\(try await store.begin(run, at: moment))"
            case .take(let places, let id, let limits):
                switch try await store.take(places, of: id, within: limits, at: moment) {
                case .over(let run): "over \(Told(run))"
                case let verdict: "\(verdict)"
                }
            case .giveBack(let place, let id): "\(try await store.giveBack(place, of: id))"
            case .end(let records, let id): "\(try await store.end(records, of: id))"
            case .stop(let id): "\(try await store.stop(id, by: "t", at: moment))"
            case .finish(let id, let ending):
                "\(String(describing: try await store.finish(id, ending, at: moment).map(Told.init)))"
            case .takeOver: "\(try await store.takeOver(at: moment, by: "t").map { "\($0.account) \($0.state)" })"
            case .intent(let account, let attempt): "\(try await store.commit(intent(account, attempt)))"
            case .outcome(let attempt):
                "\(try await store.commit(.inDoubt(.broken(.timedOut)), of: attempt, at: moment))"
            case .runs: "\(try await store.runs(limit: 2).map(Told.init))"
            }
        // And what is seen of it afterwards; each store counts its versions in its own way.
        var seen: [String] = []
        for number in 1...3 {
            guard let changes = try await store.changes(of: RunID(rawValue: number), after: versions[number]) else {
                continue
            }
            versions[number] = changes.version
            seen.append("\(Told(changes.run)) \(changes.items)")
        }
        return "\(said)\n\(seen)"
    }

    /// A run with its counts in one order.
    private struct Told: CustomStringConvertible {
        let description: String

        init(_ run: StoredRun) {
            var bare = run
            bare.counts = [:]
            description = "\(bare) \(run.counts.map { "\($0.key) \($0.value)" }.sorted())"
        }
    }
}
