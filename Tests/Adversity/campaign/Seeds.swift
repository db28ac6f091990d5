import Harness
import Invariants
import Simulation

/// The simulation's seeds as a part of the campaign.
enum Seeds {
    /// Runs some seeds; a seed that breaks a rule is reported with it, and `Simulation.run` replays it with a trace.
    static func run(from first: UInt64, count: Int) async -> Harness.Tally {
        let sum = await Simulation.campaign(from: first, count: count)
        var tally = Harness.Tally()
        tally.runs = sum.seeds
        tally.ok = sum.seeds - sum.failures.count
        tally.violations = sum.failures.map { failure in
            let broken = failure.violation.map { "\($0)" } ?? ""
            return Violation(.attack, "seed \(failure.seed): \(broken)")
        }
        return tally
    }
}
