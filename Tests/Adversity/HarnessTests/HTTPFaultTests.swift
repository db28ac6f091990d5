import Harness
import Testing

extension AttackTests {
    @Test func `there are more than 450 HTTP cases, each with a name of its own`() {
        #expect(HTTPFaults.cases.count > 450)
        #expect(Set(HTTPFaults.cases.map(\.name)).count == HTTPFaults.cases.count)
    }

    @Test func `every phase that meets every HTTP fault is judged by the table, and sends at most once`() async throws {
        let lanes = 6
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    let rig = try Rig()
                    let template = try await HTTPFaults.prepare(rig)
                    var sum = Tally()
                    for index in stride(from: lane, to: HTTPFaults.cases.count, by: lanes) {
                        sum += try await HTTPFaults.run(HTTPFaults.cases[index], rig, template)
                    }
                    return sum
                }
            }
            return try await group.reduce(into: Tally()) { $0 += $1 }
        }
        #expect(tally.violations == [])
        #expect(tally.runs == HTTPFaults.cases.count)
    }
}
