import Harness
import Invariants

/// The broken compositions, all or some: `campaign controls [MISTAKE …]`.
enum Controls {
    /// What was not caught, and what was found in an unbroken composition.
    static func run(_ names: [String]) async throws -> Tally {
        let chosen = NegativeControl.all.filter { names.isEmpty || names.contains($0.mistake.rawValue) }
        return try await Lanes.run(chosen) { rig, control in
            let found = try control.violations(rig)
            var tally = Tally()
            tally.count(.ok, [])
            say(
                "\(control): found \(Set(found.map(\.invariant.rawValue)).sorted().joined(separator: " ")) \(found.first?.sentence ?? "")"
            )
            if !found.contains(where: { control.invariants.contains($0.invariant) }) {
                tally.violations.append(Violation(.attack, "\(control) was not caught"))
            }
            tally.violations += try control.unbroken(rig)
            return tally
        }
    }
}
