import Foundation
import Glibc

/// A composition with one thing broken, and the attack that must catch it.
package struct NegativeControl: Sendable, CustomStringConvertible {
    package var mutation: String
    /// At least one of these rules must be found broken.
    package var rules: Set<String>
    let attack: @Sendable (Rig, Program) throws -> [Violation]

    package var description: String { mutation }

    package func violations(_ rig: Rig) throws -> [Violation] { try attack(rig, .mutant(mutation)) }

    /// What the same attack finds in an unbroken composition: if anything, the attack itself is wrong.
    package func unbroken(_ rig: Rig) throws -> [Violation] {
        try attack(rig, .mutant(mutation == "gate-ignored" ? "gate-slow" : "none"))
    }

    package static let all = [
        NegativeControl("intent-not-committed", ["I4"]) { try left(.single, $0, $1) },
        NegativeControl("intent-after-send", ["I4"]) { try left(.single, $0, $1) },
        NegativeControl("synchronous-normal", ["I4"]) { rig, program in
            let trial = Trial(rig: rig, template: try rig.prepare(.single), program: program)
            return try PowerLoss.run(trial, images: 30, seed: 1).violations
        },
        NegativeControl("doubt-as-refused", ["I2"]) { rig, program in
            try left(.single, rig, program, .synchronize, Reply("cut", steps: [], ending: .reset))
        },
        NegativeControl("redirects-followed", ["I7", "R5"]) { rig, program in
            try left(.single, rig, program, .synchronize, fault("307 elsewhere"))
        },
        NegativeControl("default-code", ["R3"]) { try left(.single, $0, $1, .exists, fault("{}")) },
        NegativeControl("retry-on-5xx", ["I7"]) { rig, program in
            try left(.single, rig, program, .synchronize, fault("502"))
        },
        NegativeControl("claim-index-dropped", ["I1"]) { try left(.single, $0, $1) },
        NegativeControl("owner-lock-ignored", ["R2", "I4"]) { try overtaken(Scenario.single, $0, $1) },
        NegativeControl("parent-ignored", ["I6"]) { try left(.orphan, $0, $1) },
        NegativeControl("stranger-adopted", ["R3"]) { rig, program in
            try left(.single, rig, program, .exists, present)
        },
        NegativeControl("gate-ignored", ["I4", "R2"]) { try takenOverBeforeFirstByte($0, $1) },
        NegativeControl("outcome-apart-from-log", ["I9", "I7"]) { try killed($0, $1) },
        NegativeControl("exists-not-asked", ["R3"]) { try left(.single, $0, $1) },
        NegativeControl("taken-over-as-not-sent", ["I2"]) { try left(.recovery, $0, $1) },
        NegativeControl("secret-in-log", ["I11"]) { try left(.single, $0, $1) },
        NegativeControl("log-rewritten", ["I7"]) { try left(.single, $0, $1) },
        NegativeControl("restart-asks", ["I12"]) { try left(.single, $0, $1) },
        NegativeControl("restart-changes", ["I8"]) { try left(.single, $0, $1) },
        NegativeControl("foreign-key-broken", ["I10"]) { try left(.single, $0, $1) },
        NegativeControl("outcome-failure-hidden", ["I5"]) { rig, program in
            let trial = Trial(rig: rig, template: try rig.prepare(.single), program: program)
            return try DiskFaults.run(trial, .fullForGood, from: 10, stride: 8).tally.violations
        },
    ]

    private init(
        _ mutation: String,
        _ rules: Set<String>,
        _ attack: @escaping @Sendable (Rig, Program) throws -> [Violation]
    ) {
        self.mutation = mutation
        self.rules = rules
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

    /// Nothing goes wrong except what the vendor does.
    private static func left(
        _ scenario: Scenario,
        _ rig: Rig,
        _ program: Program,
        _ endpoint: Endpoint = .other,
        _ reply: Reply = .truth
    ) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.prepare(scenario), program: program)
        return
            try trial.run { workspace in
                rig.vendor.script(endpoint, reply)
                let ended = try rig.run(scenario.command, on: workspace, by: program)
                rig.vendor.script(endpoint, .truth)
                return ended
            }
            .violations
    }

    /// Killed at each of the last system calls.
    private static func killed(_ rig: Rig, _ program: Program) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.prepare(.single), program: program)
        return try KillPoints.run(trial, stride: 3).tally.violations
    }

    /// While one process waits for the vendor, another one starts.
    private static func overtaken(_ scenario: Scenario, _ rig: Rig, _ program: Program) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.prepare(scenario), program: program)
        return
            try trial.run { workspace in
                rig.vendor.script(
                    .synchronize,
                    Reply("slow", steps: [.wait(.seconds(1)), .say { HTTPText.answer(200, $0.json) }])
                )
                let process = try rig.start(scenario.command, on: workspace, by: program)
                waitUntil { rig.vendor.ledger.received.contains { $0.endpoint == .synchronize && $0.isBodyComplete } }
                _ = try rig.run("status R-1", on: workspace, by: program)
                return process.wait()
            }
            .violations
    }

    /// The row is taken over between the intent and the first byte.
    private static func takenOverBeforeFirstByte(_ rig: Rig, _ program: Program) throws -> [Violation] {
        let trial = Trial(rig: rig, template: try rig.prepare(.single), program: program)
        return
            try trial.run { workspace in
                let process = try rig.start(trial.template.scenario.command, on: workspace, by: program)
                // Before its first commit there may be nothing to read.
                waitUntil { (try? Records(workspace))?.links.contains { $0.state == "sending" } ?? false }
                for name in try FileManager.default.contentsOfDirectory(atPath: workspace + "/owners") {
                    unlink(workspace + "/owners/" + name)
                }
                _ = try rig.run("status R-1", on: workspace)
                return process.wait()
            }
            .violations.filter { $0.rule != "R2" || program != .mutant("gate-slow") }
    }

    private static func waitUntil(_ condition: () -> Bool) {
        let deadline = ContinuousClock.now + .seconds(20)
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
