import Simulation
import Testing

/// The engine keeps its promise whatever goes wrong.
@Suite struct SeedTests {
    @Test func `no rule is broken by any of a thousand seeds, and ten things go wrong in each`() async {
        let tally = await Simulation.campaign(from: 0, count: 1000)
        for failure in tally.failures.prefix(3) {
            Issue.record("seed \(failure.seed): \(failure.violation.map { "\($0)" } ?? "")")
        }
        #expect(tally.seeds == 1000 && tally.fewestFaults >= 10)
        #expect(tally.requests > 3000 && tally.creates > 3000, "the runs have become too quiet to show anything")
    }

    @Test(arguments: [0, 88, 1683] as [UInt64])
    func `a seed can be run again, step by step the same`(seed: UInt64) {
        let first = Simulation.run(seed: seed, isTracing: true)
        let second = Simulation.run(seed: seed, isTracing: true)
        #expect(first.trace == second.trace && first.trace.count > 50)
        #expect(Simulation.run(seed: seed + 1, isTracing: true).trace != first.trace)
    }

    @Test func `a failing seed comes with its rule, and its trace ends there`() {
        guard let mistake = Composition.controls.first,
            let failure = Simulation.firstFailure(of: mistake, in: 0..<2000)
        else {
            Issue.record("nothing fails")
            return
        }
        let again = Simulation.run(seed: failure.seed, mistake, isTracing: true)
        #expect(again.violation == failure.violation)
        #expect(again.trace.contains { $0.contains("violation: I4") })
    }
}
