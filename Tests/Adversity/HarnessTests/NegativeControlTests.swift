import Harness
import Invariants
import Simulation
import Testing

extension AttackTests {
    @Test func `each broken composition is caught, and the same attack finds nothing in an unbroken one`() async throws
    {
        let tally = try await Lanes.run(NegativeControl.all) { rig, control in
            let found = try control.violations(rig)
            var tally = Tally()
            if !found.contains(where: { control.invariants.contains($0.invariant) }) {
                tally.violations.append(Violation(.attack, "\(control) was not caught; found: \(found)"))
            }
            tally.violations += try control.unbroken(rig)
            return tally
        }
        #expect(tally.violations == [])
    }

    @Test func `every mistake is tried by the simulation, by a process, or by both`() {
        let tried = Composition.controls.map(\.mistake) + NegativeControl.all.map(\.mistake)
        #expect(Set(tried).union([.none, .gateSlow]) == Set(Mistake.allCases))
        #expect(tried.count == 49)
    }
}
