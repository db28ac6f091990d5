import Simulation
import Testing

/// The engine keeps its promise whatever goes wrong.
@Suite struct SeedTests {
    @Test func `no rule is broken by any of two thousand seeds`() {
        for seed in 0..<2000 as Range<UInt64> {
            let report = Simulation.run(seed: seed)
            if let violation = report.violation {
                Issue.record("seed \(seed): \(violation)")
                return
            }
        }
    }
}
