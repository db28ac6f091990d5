import Harness

/// All or some of the broken compositions: `campaign controls [MUTATION …]`.
enum Controls {
    /// Mistakes that were not caught, and violations in an unbroken composition.
    static func run(_ names: [String]) async throws -> Tally {
        let chosen = NegativeControl.all.filter { names.isEmpty || names.contains($0.mutation) }
        return try await Lanes.run(chosen) { rig, control in
            let found = try control.violations(rig)
            var tally = Tally()
            tally.count(.ok, [])
            say(
                "\(control): found \(Set(found.map(\.rule)).sorted().joined(separator: " ")) \(found.first?.sentence ?? "")"
            )
            if !found.contains(where: { control.rules.contains($0.rule) }) {
                tally.violations.append(Violation("control", "\(control) was not caught"))
            }
            tally.violations += try control.unbroken(rig)
            return tally
        }
    }
}
