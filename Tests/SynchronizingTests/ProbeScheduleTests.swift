import Accounts
import Samples
import Synchronizing
import Testing

@Suite struct ProbeScheduleTests {
    private let open = OpenCase(
        relative: AccountOnSystem(account: Samples.direct, link: nil),
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

    @Test func `the last wait, a day, is kept for ever`() {
        var schedule = ProbeSchedule()
        schedule.begin([open])
        let hour = 3600
        var asked: [Int] = []
        for now in 0..<7 * 24 * hour where now % hour < 30 && !schedule.due([open], at: .seconds(now)).isEmpty {
            asked.append(now / hour)
        }
        #expect(zip(asked.dropFirst(asked.count - 4), asked.suffix(3)).allSatisfy { $1 - $0 == 24 })
    }

    @Test func `what is no longer in doubt, or in doubt anew, begins again`() {
        var schedule = ProbeSchedule()
        schedule.begin([open])
        #expect(schedule.due([open], at: .zero).count == 1)
        #expect(schedule.due([], at: .seconds(31)).isEmpty)
        #expect(schedule.due([open], at: .seconds(32)).isEmpty)
        var next = open
        next.link.generation = 2
        #expect(schedule.due([next], at: .seconds(62)).isEmpty)
        #expect(schedule.due([next], at: .seconds(92)).count == 1)
    }

    @Test func `what becomes in doubt later is asked about after the first wait`() {
        var schedule = ProbeSchedule()
        #expect(schedule.due([open], at: .seconds(7)).isEmpty)
        #expect(schedule.due([open], at: .seconds(36)).isEmpty)
        #expect(schedule.due([open], at: .seconds(37)).count == 1)
    }

    @Test func `it says when the next is due, so that nobody looks before`() {
        var schedule = ProbeSchedule()
        #expect(schedule.next == nil)
        #expect(schedule.due([open], at: .seconds(7)).isEmpty && schedule.next == .seconds(37))
        #expect(schedule.due([open], at: .seconds(37)).count == 1 && schedule.next == .seconds(67))
        #expect(schedule.due([], at: .seconds(40)).isEmpty && schedule.next == nil)
    }
}
