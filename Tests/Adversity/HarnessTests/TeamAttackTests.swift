import Harness
import Invariants
import PrivateCluster
import Testing

/// A team's book, and its server as a part that fails; `make campaign` does more of each.
///
/// Serialized, since each of them uses all cores.
@Suite(.serialized) struct TeamAttackTests {
    @Test func `cut at messages all along six scenarios, everything is settled and made once`() async throws {
        let scenarios = MessageCuts.Scenario.allCases
        let tally = try await withThrowingTaskGroup(of: Tally.self) { group in
            for half in 0..<2 {
                group.addTask {
                    var sum = Tally()
                    for scenario in scenarios[half * 3..<half * 3 + 3] {
                        let cuts = try await MessageCuts(scenario, try TeamRig(try PrivateCluster.shared()))
                        sum += try await cuts.run(from: half, stride: 137).tally
                    }
                    return sum
                }
            }
            return try await group.reduce(into: Tally()) { $0 += $1 }
        }
        #expect(tally.violations == [])
        #expect(tally.runs > 10)
    }

    @Test func `killed at messages all along six scenarios, the server loses nothing, and each account is made once`()
        async throws
    {
        let rig = try TeamRig()
        var sum = Tally()
        for (place, scenario) in MessageCuts.Scenario.allCases.enumerated() {
            sum += try await MessageCuts(scenario, rig, harm: .falls).run(from: place, stride: 211).tally
        }
        #expect(sum.violations == [])
        #expect(sum.runs > 6)
    }

    @Test func `a server that was killed and has forgotten what it confirmed is caught`() async throws {
        let cuts = try await MessageCuts(.synchronize, try TeamRig(), harm: .forgets)
        // Only what was sent can be forgotten, and the first messages open the book.
        var (place, violations) = (Optional(718), [Violation]())
        while let next = place, violations.isEmpty {
            let (tally, after) = try await cuts.run(from: next, stride: 103, limit: 1)
            (place, violations) = (after, tally.violations)
        }
        #expect(violations != [])
    }

    @Test func `workers that are killed, stopped and cut off, with their server, make each account once`() async throws
    {
        let (tally, counts) = try await TeamRounds(try TeamRig(), .short).round(seed: 1)
        #expect(tally.violations == [] && tally.ok == 1, "\(counts)")
    }

    @Test func `whoever is stopped in front of the gate beyond its lease does not send`() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for isSwept in [false, true] {
                let mistake = isSwept ? Mistake.gateIgnored : .leaseIgnored
                group.addTask {
                    let rig = try TeamRig(try PrivateCluster.shared())
                    let found = try await GateStop.run(rig, .mutant(.gateSlow), isSwept: isSwept)
                    #expect(found.violations == [])
                }
                group.addTask {
                    let rig = try TeamRig(try PrivateCluster.shared())
                    let broken = try await GateStop.run(rig, .mutant(mistake), isSwept: isSwept)
                    #expect(broken.violations.contains { $0.invariant == .owner }, "\(mistake) is not caught")
                }
            }
            try await group.waitForAll()
        }
    }

    @Test func `a promoted synchronous standby sends nothing until it is the home, and then nothing twice`()
        async throws
    {
        #expect(try await Failover.synchronous.run().violations == [])
    }
}
