import Harness
import Testing

extension AttackTests {
    @Test func `there are more than 450 HTTP cases, each with a name of its own`() {
        #expect(HTTPFaults.cases.count > 450)
        #expect(Set(HTTPFaults.cases.map(\.name)).count == HTTPFaults.cases.count)
    }

    /// Each fault meets a send, and every third of the other exchanges does; `make campaign` tries all of them.
    private static let sampled: [HTTPFaults.Case] = {
        let others = HTTPFaults.cases.filter { !$0.phase.isSend }
        let sampled = stride(from: 0, to: others.count, by: 3).map { others[$0] }
        return HTTPFaults.cases.filter(\.phase.isSend) + sampled
    }()

    @Test func `every fault of HTTP in a send is judged by the table, and sends at most once`() async throws {
        let lanes = 6
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    let rig = try Rig()
                    let template = try await HTTPFaults.prepare(rig)
                    var sum = Tally()
                    for index in stride(from: lane, to: Self.sampled.count, by: lanes) {
                        sum += try await HTTPFaults.run(Self.sampled[index], rig, template)
                    }
                    return sum
                }
            }
            return try await group.reduce(into: Tally()) { $0 += $1 }
        }
        #expect(tally.violations == [])
        #expect(tally.runs == Self.sampled.count)
    }
}

extension HTTPFaults.Phase {
    fileprivate var isSend: Bool {
        switch self {
        case .synchronize, .unexecuted: true
        case .syncOptions, .exists, .proof: false
        }
    }
}
