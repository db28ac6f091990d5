import Dispatch
import Foundation
import Invariants
import Synchronization

/// Several processes do the same work at the same time; each account must be created exactly once.
package enum Processes {
    /// One round: all processes apply the same plan, then one more finishes what is left.
    package static func round(_ trial: Trial, processes: Int) throws -> Tally {
        let workspace = try trial.rig.copy(trial.template)
        let witness = Witness(workspace)
        trial.rig.vendor.setWitness { witness.objection(to: $0) }
        let command = trial.template.scenario.command
        let started = try (0..<processes).map { _ in try trial.rig.start(command, on: workspace, by: trial.program) }
        let ends = ends(of: started)
        var violations = ends.flatMap { Secrets.violations(in: $0) }
        for end in ends where ![0, 65, 74, 75].contains(end.code) {
            violations.append(Violation(.oneCreate, "one of \(processes) processes: \(end.phrase.prefix(400))"))
        }
        for command in trial.template.scenario.aftermath {
            let end = try trial.rig.run(command, on: workspace, by: trial.program)
            if ![0, 75].contains(end.code) {
                violations.append(Violation(.oneCreate, "after \(processes) processes: \(end.phrase.prefix(400))"))
            }
        }
        trial.rig.vendor.settle()
        let records = try Records(workspace)
        violations += Checker.violations(in: records, by: trial.rig.vendor.ledger)
        violations += Secrets.violations(in: workspace)
        let outcome = records.outcome(of: trial.template.scenario.codes)
        if outcome != .ok {
            violations.append(
                Violation(.createsAreKnown, "not all accounts are synchronized in the end: \(records.summary)")
            )
        }
        var tally = Tally()
        tally.count(outcome, violations.map { Violation($0.invariant, $0.sentence, replay: "processes \(processes)") })
        return tally
    }

    /// Waits for all at the same time: one whose output nobody reads keeps what it has taken from the others.
    private static func ends(of started: [Spawned]) -> [Ended] {
        let ends = Mutex<[Int: Ended]>([:])
        let group = DispatchGroup()
        for (index, process) in started.enumerated() {
            group.enter()
            Thread.detachNewThread {
                let end = process.wait(.seconds(300))
                ends.withLock { $0[index] = end }
                group.leave()
            }
        }
        group.wait()
        return ends.withLock { ends in started.indices.compactMap { ends[$0] } }
    }
}

extension Records {
    package var summary: String {
        let counts = Dictionary(links.map { ($0.state, 1) }, uniquingKeysWith: +)
        return counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }
}
