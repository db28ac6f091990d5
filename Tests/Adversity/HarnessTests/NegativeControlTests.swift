import Harness
import Testing

extension AttackTests {
    @Test func `each broken composition is caught, and the same attack finds nothing in an unbroken one`() async throws
    {
        #expect(NegativeControl.all.count == 21)
        let tally = try await Lanes.run(NegativeControl.all) { rig, control in
            let found = try control.violations(rig)
            var tally = Tally()
            if !found.contains(where: { control.rules.contains($0.rule) }) {
                tally.violations.append(Violation("control", "\(control) was not caught; found: \(found)"))
            }
            tally.violations += try control.unbroken(rig)
            return tally
        }
        #expect(tally.violations == [])
    }
}
