import Foundation
import Samples
import Synchronizing
import Testing

@Suite struct MomentTests {
    @Test func `time is known while both clocks agree`() {
        let start = Samples.moment(0)
        #expect(Samples.moment(90).since(start) == .seconds(90))
        #expect(Samples.moment(90, boot: "next").since(start) == nil)
        var drifted = Samples.moment(90)
        drifted.wall += 5
        #expect(drifted.since(start) == .seconds(90))
        drifted.wall += 1
        #expect(drifted.since(start) == nil)
        drifted.wall -= 11
        #expect(drifted.since(start) == .seconds(90))
        var jumped = Samples.moment(90)
        jumped.wall += 60
        #expect(jumped.since(start) == nil)
        #expect(Samples.moment(29).isLess(than: .seconds(30), after: start))
        #expect(!Samples.moment(30).isLess(than: .seconds(30), after: start))
        #expect(!Samples.moment(29, boot: "next").isLess(than: .seconds(30), after: start))
        #expect((start + .milliseconds(1500)).uptime - start.uptime == .milliseconds(1500))
    }
}
