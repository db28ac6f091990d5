import Accounts
import Samples
import Synchronizing
import Testing

@Suite struct ProbeScheduleTests {
    private let open = OpenCase(
        relative: Relative(account: Samples.direct, link: nil),
        link: Samples.link(Samples.direct, .inDoubt),
        isExistsProved: true,
        intent: nil,
        probes: []
    )

    @Test func `what is in doubt at the start is asked about at once, then after ever longer waits`() {
        var schedule = ProbeSchedule()
        schedule.begin([open])
        var asked: [Int] = []
        for second in 0..<100_000 where !schedule.due([open], at: .seconds(second)).isEmpty { asked.append(second) }
        #expect(asked == [0, 30, 90, 390, 1290, 4890, 26_490, 69_690])
    }

    @Test func `what becomes in doubt later is asked about after the first wait`() {
        var schedule = ProbeSchedule()
        #expect(schedule.due([open], at: .seconds(7)).isEmpty)
        #expect(schedule.due([open], at: .seconds(36)).isEmpty)
        #expect(schedule.due([open], at: .seconds(37)).count == 1)
    }
}
