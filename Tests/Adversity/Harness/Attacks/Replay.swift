import Invariants

/// The vendor keeps connections alive, reads the synchronize request, and closes: a library that sends it again creates twice.
package enum Replay {
    /// How the connection ends.
    package static let endings: [Reply.Ending] = [.close, .reset]

    /// Runs the scenario's command against it; how many synchronize requests came is in the vendor's ledger, and must be 1.
    package static func run(_ trial: Trial, _ ending: Reply.Ending, executes: Bool) throws -> Tally {
        var trial = trial
        trial.replay = "replay \(ending), executed \(executes)"
        let result = try trial.run { workspace in
            var kept = Reply.truth
            kept.ending = .keepAlive
            trial.rig.vendor.script(.exists, kept)
            trial.rig.vendor.script(.syncOptions, kept)
            trial.rig.vendor.script(
                .synchronize,
                Reply("read and closed", executes: executes ? .first : .never, steps: [], ending: ending)
            )
            return try trial.rig.run(trial.template.scenario.command, on: workspace, by: trial.program)
        } examining: { wreck in
            let sent = wreck.now.received.count { $0.endpoint == .synchronize }
            return sent == 1 ? [] : [Violation(.judgedByTable, "the vendor saw \(sent) synchronize requests")]
        }
        var tally = Tally()
        tally.count(result.outcome, result.violations)
        return tally
    }
}
