import Foundation
import Samples
import Synchronizing
import Testing

@Suite struct MomentTests {
    @Test func `time is known while both clocks agree`() {
        let start = Samples.moment(0)
        #expect(Samples.moment(90).since(start) == .seconds(90))
        #expect(Samples.moment(90, boot: "next").since(start) == nil)
        var jumped = Samples.moment(90)
        jumped.wall += 60
        #expect(jumped.since(start) == nil)
        #expect((start + .milliseconds(1500)).uptime - start.uptime == .milliseconds(1500))
    }
}
