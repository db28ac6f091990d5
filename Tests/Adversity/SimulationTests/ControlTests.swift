import Simulation
import Testing

/// The checkers notice what they exist for.
@Suite struct ControlTests {
    @Test(arguments: Composition.controls)
    func `every mistake is caught`(mistake: Composition) {
        let report = Simulation.firstFailure(of: mistake, in: 0..<2000)
        #expect(report != nil, "\(mistake) breaks no rule")
    }
}
