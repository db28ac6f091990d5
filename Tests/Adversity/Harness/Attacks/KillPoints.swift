/// Kill at every system call: the first, the second … until a run completes.
package enum KillPoints {
    /// The system calls at which to kill.
    package static let calls = [
        "write", "pwrite64", "fdatasync", "fsync", "connect", "sendto", "sendmsg", "writev", "recvfrom", "recvmsg",
        "read",
        "ftruncate", "unlink", "flock", "close", "socket",
    ]

    /// Tries every `stride`th point from `first` on, at most `limit`; returns whether a run completed.
    package static func run(
        _ trial: Trial,
        from first: Int = 1,
        stride: Int = 1,
        limit: Int = .max
    ) throws -> (tally: Tally, isComplete: Bool) {
        var tally = Tally()
        var number = first
        while tally.runs < limit {
            let result = try point(trial, number)
            tally.count(result.outcome, result.violations)
            guard result.ended.wasKilled else { return (tally, true) }
            number += stride
        }
        return (tally, false)
    }

    package static func point(_ trial: Trial, _ number: Int) throws -> Trial.Result {
        var trial = trial
        trial.replay = "kill \(trial.template.scenario.name) \(number)"
        return try trial.run { workspace in
            try trial.rig
                .run(
                    trial.template.scenario.command,
                    on: workspace,
                    by: trial.program,
                    Injection(calls, number)
                )
                .ended
        }
    }
}
