import CHarness
import Foundation
import Glibc
import Invariants

/// The power fails: writes that were not synced are lost in part, in any order.
package enum PowerLoss {
    private static let calls = [
        "pwrite64", "write", "writev", "sendto", "fdatasync", "fsync", "ftruncate", "unlink", "openat",
    ]

    /// Runs the scenario's command once, and examines images of the disk from random moments.
    package static func run(_ trial: Trial, images: Int, seed: UInt64) throws -> Tally {
        let workspace = try trial.rig.copy(trial.template)
        let file = tracer_memory_file()
        defer { close(file) }
        let traced = try trial.rig.run(
            trial.template.scenario.command,
            on: workspace,
            by: trial.program,
            Injection(calls, 0, .none),
            log: file
        )
        trial.rig.vendor.settle()
        let recording = Recording(Injection.bytes(file))
        guard traced.ended.code != nil, recording.entries.count > 50 else {
            throw HarnessFailure.preparation("the recording of \(trial.template.scenario.name): \(traced.ended.phrase)")
        }
        let ledger = trial.rig.vendor.ledger
        var tally = Tally()
        for image in 0..<images {
            var random = SeededRandom(seed: seed &+ UInt64(image))
            let cut = Int.random(in: 0...recording.entries.count, using: &random)
            let replay = "power \(trial.template.scenario.name) \(seed &+ UInt64(image))"
            let (outcome, violations) = try check(trial, recording, ledger, cut, &random)
            tally.count(outcome, violations.map { Violation($0.invariant, $0.sentence, replay: replay) })
        }
        return tally
    }

    private static func check(
        _ trial: Trial,
        _ recording: Recording,
        _ ledger: Vendor.Ledger,
        _ cut: Int,
        _ random: inout SeededRandom
    ) throws -> (RunOutcome, [Violation]) {
        let path = try trial.rig.copy(trial.template, as: "image")
        var disk = try Disk(of: path, names: ["account-sync.sqlite", "account-sync.sqlite-wal"])
        for entry in recording.durable(until: cut) { disk.take(entry) }
        try disk.write(to: path, &random)
        let ended = try trial.rig.run("status R-1", on: path, by: trial.program)
        guard ended.code == 0 else {
            return (
                .unknown,
                [Violation(.soundStore, "the workspace cannot be opened after the power failed: \(ended.phrase)")]
            )
        }
        let records = try Records(path)
        let seen = recording.seen(until: cut, ledger, before: trial.template.ledger)
        var violations = Checker.violations(
            in: records,
            by: seen,
            Checker.Terms(adopts: trial.template.scenario.adopts)
        )
        for id in recording.told(until: cut) where !records.links.contains(where: { $0.externalID == id }) {
            violations.append(
                Violation(.createsAreKnown, "it was said that \(id) is synchronized, and that is not on the disk")
            )
        }
        return (records.outcome(of: trial.template.scenario.codes), violations)
    }
}

/// A generator that a seed determines (SplitMix64).
package struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
