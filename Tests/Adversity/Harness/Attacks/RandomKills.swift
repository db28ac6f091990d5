import Foundation
import Glibc

/// The whole process group is killed at a random moment: tracers slow threads and hide races; this does not.
package enum RandomKills {
    /// Kills that many runs of the scenario's command, each within the duration of an unharmed one.
    package static func run(_ trial: Trial, count: Int, seed: UInt64) throws -> Tally {
        let usual = try duration(trial)
        var tally = Tally()
        for number in 0..<count {
            var random = SeededRandom(seed: seed &+ UInt64(number))
            let moment = usual * Double.random(in: 0...1.1, using: &random)
            var trial = trial
            trial.replay = "random \(trial.template.scenario.name) \(seed &+ UInt64(number)), after \(moment)"
            let result = try trial.run { workspace in
                let process = try trial.rig.start(trial.template.scenario.command, on: workspace, by: trial.program)
                usleep(
                    UInt32(moment.components.seconds * 1_000_000 + moment.components.attoseconds / 1_000_000_000_000)
                )
                process.kill()
                return process.wait()
            }
            tally.count(result.outcome, result.violations)
        }
        return tally
    }

    /// How long the command takes if left alone.
    private static func duration(_ trial: Trial) throws -> Duration {
        let workspace = try trial.rig.copy(trial.template)
        let start = ContinuousClock.now
        _ = try trial.rig.run(trial.template.scenario.command, on: workspace, by: trial.program)
        trial.rig.vendor.settle()
        return .now - start
    }
}
