import Foundation
import Glibc
package import Invariants

/// A composition with one thing broken, and the attack that must catch it.
package struct NegativeControl: Sendable, CustomStringConvertible {
    package var mistake: Mistake
    /// The rules of which at least one must be found broken.
    package var invariants: Set<Invariant>
    let attack: @Sendable (Rig, Program) throws -> [Violation]

    package var description: String { mistake.rawValue }

    /// What the attack finds.
    package func violations(_ rig: Rig) throws -> [Violation] { try attack(rig, .mutant(mistake)) }

    /// What the same attack finds in an unbroken composition: nothing, or the attack itself is wrong.
    package func unbroken(_ rig: Rig) throws -> [Violation] {
        try attack(rig, .mutant(mistake == .gateIgnored ? .gateSlow : .none))
    }

    package static let all = [
        NegativeControl(.intentNotCommitted, [.intentBeforeSend]) { try left(.single, $0, $1) },
        NegativeControl(.intentAfterSend, [.intentBeforeSend]) { try left(.single, $0, $1) },
        NegativeControl(.synchronousNormal, [.intentBeforeSend]) { rig, program in
            let trial = Trial(rig: rig, template: try rig.template(.single), program: program)
            return try PowerLoss.run(trial, images: 30, seed: 1).violations
        },
        NegativeControl(.doubtAsRefused, [.createsAreKnown]) { rig, program in
            try left(.single, rig, program, .synchronize, Reply("cut", steps: [], ending: .reset))
        },
        NegativeControl(.redirectsFollowed, [.historyStays, .judgedByTable]) { rig, program in
            try left(.single, rig, program, .synchronize, fault("307 elsewhere"))
        },
        NegativeControl(.defaultCode, [.existsIsAsked]) { try left(.single, $0, $1, .exists, fault("{}")) },
        NegativeControl(.retryOn5xx, [.historyStays]) { rig, program in
            try left(.single, rig, program, .synchronize, fault("502"))
        },
        NegativeControl(.claimIndexDropped, [.oneCreate]) { try left(.single, $0, $1) },
        NegativeControl(.ownerLockIgnored, [.ownersKeep, .intentBeforeSend]) {
            try overtaken(Scenario.single, $0, $1)
        },
        NegativeControl(.parentIgnored, [.parentFirst]) { try left(.orphan, $0, $1) },
        NegativeControl(.strangerAdopted, [.existsIsAsked]) { rig, program in
            try left(.single, rig, program, .exists, present)
        },
        NegativeControl(.gateIgnored, [.intentBeforeSend, .ownersKeep]) { try takenOverBeforeFirstByte($0, $1) },
        NegativeControl(.outcomeApart, [.allowedEdges, .historyStays]) {
            try killed($0, $1, until: [.allowedEdges, .historyStays])
        },
        NegativeControl(.existsNotAsked, [.existsIsAsked]) { try left(.single, $0, $1) },
        NegativeControl(.takenOverAsNotSent, [.createsAreKnown]) { try left(.recovery, $0, $1) },
        NegativeControl(.secretInLog, [.secretsStay]) { try left(.single, $0, $1) },
        NegativeControl(.logRewritten, [.historyStays]) { try left(.single, $0, $1) },
        NegativeControl(.restartAsks, [.restartIsQuiet]) { try left(.single, $0, $1) },
        NegativeControl(.restartChanges, [.recoveryIsDoneOnce]) { try left(.single, $0, $1) },
        NegativeControl(.foreignKeyBroken, [.soundStore]) { try left(.single, $0, $1) },
        NegativeControl(.outcomeFailureHidden, [.failuresAreHeeded]) { rig, program in
            let trial = Trial(rig: rig, template: try rig.template(.single), program: program)
            return try DiskFaults.run(trial, .fullForGood, from: 10, stride: 8).tally.violations
        },
    ]

    private init(
        _ mistake: Mistake,
        _ invariants: Set<Invariant>,
        _ attack: @escaping @Sendable (Rig, Program) throws -> [Violation]
    ) {
        self.mistake = mistake
        self.invariants = invariants
        self.attack = attack
    }
}

extension NegativeControl {
    private static let present = Reply(
        "present",
        steps: [.say { _ in HTTPText.answer(200, #"{"Code":1,"Message":"","Result":"v-9"}"#) }],
        says: { _ in .present }
    )

    private static func fault(_ name: String) -> Reply { Fault.all.first { $0.name == name }?.reply ?? .truth }

    /// Nothing goes wrong, but for what the vendor does.
    private static func left(
        _ scenario: Scenario,
        _ rig: Rig,
        _ program: Program,
        _ endpoint: Endpoint = .other,
        _ reply: Reply = .truth
    ) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.template(scenario), program: program)
        return
            try trial.run { workspace in
                rig.vendor.script(endpoint, reply)
                let ended = try rig.run(scenario.command, on: workspace, by: program)
                rig.vendor.script(endpoint, .truth)
                return ended
            }
            .violations
    }

    /// Killed at every fifth system call, the last ones first, as an outcome is written late, until a rule is broken.
    ///
    /// No two runs make the same calls, so that few of them may be passed over; if so, those between are tried, too.
    /// In an unbroken composition none is, and every twentieth is enough: `AttackTests` kill the program at more.
    private static func killed(
        _ rig: Rig,
        _ program: Program,
        until invariants: Set<Invariant>
    ) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.template(.single), program: program)
        let counting = Injection(KillPoints.calls, 0, .none)
        let unharmed = try rig.copy(trial.template)
        let calls = try rig.run(trial.template.scenario.command, on: unharmed, by: program, counting).calls
        rig.vendor.settle()
        var found: [Violation] = []
        let isUnbroken = program == .mutant(.none)
        for last in (isUnbroken ? 0..<1 : 0..<5).map({ calls - $0 }) {
            for number in stride(from: last, to: 0, by: isUnbroken ? -20 : -5) {
                found += try KillPoints.point(trial, number).violations
                if !invariants.isDisjoint(with: found.map(\.invariant)) { return found }
            }
        }
        return found
    }

    /// While one process waits for the vendor, another one starts.
    private static func overtaken(_ scenario: Scenario, _ rig: Rig, _ program: Program) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.template(scenario), program: program)
        return
            try trial.run { workspace in
                let seen = DispatchSemaphore(value: 0)
                let held = Reply.Step.say { truth in
                    _ = seen.wait(timeout: .now() + 20)
                    // For a later request, too.
                    seen.signal()
                    return HTTPText.answer(200, truth.json)
                }
                rig.vendor.script(.synchronize, Reply("held", steps: [held]))
                let process = try rig.start(scenario.command, on: workspace, by: program)
                waitUntil { rig.vendor.ledger.received.contains { $0.endpoint == .synchronize && $0.isBodyComplete } }
                _ = try rig.run("status R-1", on: workspace, by: program)
                seen.signal()
                return process.wait()
            }
            .violations
    }

    /// Between the intent and the first byte the row is taken over.
    private static func takenOverBeforeFirstByte(_ rig: Rig, _ program: Program) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.template(.single), program: program)
        return
            try trial.run { workspace in
                let gate = rig.folder + "/gate"
                // Left by another attack on the same rig, if there was one.
                try? FileManager.default.removeItem(atPath: gate)
                let process = try rig.start(trial.template.scenario.command, on: workspace, by: program)
                // Until its first commit there may be nothing to read.
                waitUntil { (try? Records(workspace))?.links.contains { $0.state == "sending" } ?? false }
                for name in try FileManager.default.contentsOfDirectory(atPath: workspace + "/owners") {
                    unlink(workspace + "/owners/" + name)
                }
                _ = try rig.run("status R-1", on: workspace)
                try Data().write(to: URL(filePath: gate))
                return process.wait()
            }
            .violations.filter { $0.invariant != .ownersKeep || program != .mutant(.gateSlow) }
    }

    private static func waitUntil(_ condition: () -> Bool) {
        let deadline = ContinuousClock.now + .seconds(60)
        while !condition(), .now < deadline { usleep(2000) }
    }
}

extension Scenario {
    /// A customer whose reseller is not synchronized.
    static let orphan = Scenario(
        "orphan",
        preparation: [.run("options R-1 --system Box")],
        command: "synchronize C-1-1 --system Box",
        aftermath: ["synchronize C-1-1 --system Box"],
        codes: ["C-1-1"]
    )
}
