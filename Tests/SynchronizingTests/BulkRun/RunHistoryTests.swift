import Accounts
import Synchronizing
import Testing

/// Every history of a small run: whatever ends in whatever way and order, the rules hold.
@Suite struct RunHistoryTests {
    /// How many histories there are, by when it is stopped.
    private static let histories = [-1: 651, 0: 50, 1: 95, 2: 651]
    private static let results: [BulkRun.Result] = [.synchronized, .refused, .inDoubt, .blocked, .storeFailed]

    private func plan() -> Plan {
        func item(_ code: AccountCode, _ parent: AccountCode?) -> Plan.Item {
            Plan.Item(
                id: AccountID(code.rawValue),
                code: code,
                name: "",
                traits: [:],
                parent: parent,
                fields: [],
                adopts: false,
                allowsStorefront: false,
                verdict: parent.map { .waits(for: $0) } ?? .ready
            )
        }
        return Plan(
            workspace: "w",
            system: "s",
            definitions: "d",
            items: [item("R", nil), item("C", "R"), item("D", "R"), item("Z", nil)]
        )
    }

    /// What was begun and has not ended, and whether it is over.
    private struct Tally {
        var sent: [Int: Int] = [:]
        var underWay: [Int] = []
        var isOver = false

        mutating func take(_ actions: [BulkRun.Action], _ run: BulkRun, limit: Int) {
            for action in actions {
                #expect(!isOver, "something after the end")
                switch action {
                case .send(let index), .ask(let index):
                    sent[index, default: 0] += 1
                    underWay.append(index)
                    if index == 1 || index == 2 {
                        #expect(run.standings[0] == .ended(.synchronized), "a child before its parent")
                    }
                case .hold, .leave: break
                case .finish: isOver = true
                }
            }
            #expect(underWay.count <= limit)
            #expect(run.underWay == underWay.count)
        }
    }

    private func walk(_ run: BulkRun, _ tally: Tally, stopAt: Int, _ depth: Int, _ histories: inout Int) {
        guard !tally.isOver else {
            histories += 1
            #expect(tally.underWay.isEmpty, "the end with something under way")
            #expect(tally.sent.values.allSatisfy { $0 == 1 }, "sent twice")
            return
        }
        if depth == stopAt {
            var (next, after) = (run, tally)
            after.take(next.apply(.stopped), next, limit: 2)
            walk(next, after, stopAt: -1, depth, &histories)
            return
        }
        #expect(!tally.underWay.isEmpty, "neither over nor under way")
        for index in tally.underWay {
            for result in Self.results {
                var (next, after) = (run, tally)
                after.underWay.removeAll { $0 == index }
                let actions = next.apply(.ended(index, result))
                after.take(actions, next, limit: 2)
                walk(next, after, stopAt: stopAt, depth + 1, &histories)
            }
        }
    }

    @Test(arguments: [-1, 0, 1, 2])
    func `every history ends, nothing is sent twice, no child before its parent`(stopAt: Int) {
        var run = BulkRun(plan(), states: [:], limits: RunLimits(inFlight: 2, mostDoubts: 2))
        var tally = Tally()
        let actions = run.apply(.started)
        tally.take(actions, run, limit: 2)
        var histories = 0
        walk(run, tally, stopAt: stopAt, 0, &histories)
        #expect(histories == Self.histories[stopAt])
    }
}
