import Foundation
package import Invariants

/// One run under attack, the restart after it, and every check then.
package struct Trial: Sendable {
    package var rig: Rig
    package var template: Rig.Template
    /// What is attacked, and restarted.
    package var program: Program
    /// How to replay the run, for a violation.
    package var replay: String?

    package init(rig: Rig, template: Rig.Template, program: Program = .real, replay: String? = nil) {
        self.rig = rig
        self.template = template
        self.program = program
        self.replay = replay
    }

    package struct Result: Sendable {
        package var ended: Ended
        package var outcome: RunOutcome
        package var violations: [Violation]
    }

    /// What is left after the attack, before the restart.
    package struct Wreck: Sendable {
        package var ended: Ended
        package var records: Records
        package var before: Vendor.Ledger
        package var now: Vendor.Ledger
    }

    /// Runs the scenario's command under attack, restarts, and checks; the attack may examine the wreck, too.
    package func run(
        _ attack: (_ workspace: String) throws -> Ended,
        examining: (Wreck) -> [Violation] = { _ in [] }
    ) throws -> Result {
        let workspace = try rig.copy(template)
        let witness = Witness(workspace)
        rig.vendor.setWitness { witness.objection(to: $0) }
        let ended = try attack(workspace)
        rig.vendor.settle()
        var violations = Secrets.violations(in: ended)
        do {
            let crashed = try Records(workspace)
            violations += examining(
                Wreck(ended: ended, records: crashed, before: template.ledger, now: rig.vendor.ledger)
            )
            violations += try restart(workspace, crashed)
        } catch {
            violations.append(Violation(.soundStore, "the workspace cannot be read: \(error)"))
        }
        violations += Secrets.violations(in: workspace)
        // If it cannot be read, a violation says so already.
        let outcome = (try? Records(workspace)).map { $0.outcome(of: template.scenario.codes) } ?? .unknown
        return Result(
            ended: ended,
            outcome: outcome,
            violations: violations.map { Violation($0.invariant, $0.sentence, replay: replay) }
        )
    }

    private func restart(_ workspace: String, _ crashed: Records) throws -> [Violation] {
        let terms = Checker.Terms(adopts: template.scenario.adopts, after: crashed)
        var violations = Checker.violations(
            in: crashed,
            by: rig.vendor.ledger,
            Checker.Terms(isRecovered: false, adopts: terms.adopts)
        )
        let seen = rig.vendor.ledger.received.count
        violations += try runs("status R-1", on: workspace)
        let recovered = try Records(workspace)
        violations += Checker.violations(in: recovered, by: rig.vendor.ledger, terms)
        violations += try runs("status R-1", on: workspace)
        let twice = try Records(workspace)
        if twice != recovered {
            violations.append(Violation(.recoveryIsDoneOnce, "a second recovery changed something"))
        }
        if rig.vendor.ledger.received.count != seen {
            violations.append(Violation(.restartIsQuiet, "a restart asked the vendor something"))
        }
        for command in template.scenario.aftermath { violations += try runs(command, on: workspace) }
        rig.vendor.settle()
        let final = try Records(workspace)
        violations += Checker.violations(in: final, by: rig.vendor.ledger, terms)
        for (earlier, later) in [(crashed, recovered), (twice, final)] where !later.continues(earlier) {
            violations.append(Violation(.historyStays, "what was written down before is different now"))
        }
        return Array(Set(violations))
    }

    /// Runs an unharmed command, which must end regularly.
    private func runs(_ command: Command, on workspace: String) throws -> [Violation] {
        let ended = try rig.run(command, on: workspace, by: program)
        var violations = Secrets.violations(in: ended)
        if ![0, 65, 69, 75, 77].contains(ended.code) {
            violations.append(Violation(.recoveryIsDoneOnce, "\(command) after it: \(ended.phrase)"))
        }
        return violations
    }
}

extension Records {
    /// The worst outcome among some accounts, or all.
    func outcome(of codes: [String]?) -> RunOutcome {
        let ids = accounts.filter { codes?.contains($0.code) ?? true }.map(\.id)
        let states = ids.map { id in links.first { $0.account == id }?.state ?? "not synchronized" }
        if states.contains(where: { ["sending", "in doubt", "conflict", "waiting", "abandoned"].contains($0) }) {
            return .unknown
        }
        return states.allSatisfy { $0 == "synchronized" } ? .ok : .failed
    }

    /// Whether this history begins with that of an earlier reading.
    func continues(_ earlier: Records) -> Bool {
        log.starts(with: earlier.log) && attempts.starts(with: earlier.attempts)
    }
}
