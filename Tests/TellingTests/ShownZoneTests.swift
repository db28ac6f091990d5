import Foundation
import Telling
import Testing

/// Times as they are shown; the only suite that changes the zone.
@Suite(.serialized) struct ShownZoneTests {
    private let moment = Date(timeIntervalSince1970: 1_793_620_991)

    @Test func `without a zone, times are in UTC`() {
        #expect(moment.stamp == "2026-11-02 12:03:11" && moment.zonedTime == "12:03:11 UTC")
        #expect(Date.distantPast.stamp.isEmpty)
        #expect(Date(timeIntervalSince1970: -1).time == "23:59:59")
    }

    @Test func `a zone is the one of the moment, and may be on another day`() {
        // Other suites show no other moment than this one's neighbours.
        let far = moment.addingTimeInterval(864_000_000)
        ShownZone.use { date in
            date < far
                ? .utc : .init(seconds: date < far + 10 ? 14 * 3600 : -3600, name: date < far + 10 ? "LINT" : "X")
        }
        defer { ShownZone.use { _ in .utc } }
        #expect(far.stamp == "2054-03-21 02:03:11" && far.shortStamp == "2054-03-21 02:03" && far.day == "2054-03-21")
        #expect(far.zonedTime == "02:03:11 LINT")
        #expect((far + 20).zonedTime == "11:03:31 X")
        #expect(moment.zonedTime == "12:03:11 UTC")
    }

    @Test func `a console that is open for days shows times as on its first day`() {
        // Each look at the zone wrapped its function once more, until the stack was full.
        for _ in 0..<200_000 where moment.time != "12:03:11" { Issue.record("another time") }
    }
}
