import Accounts
import Foundation
import Synchronizing
import Testing

@testable import Console

/// When a console pulls by itself.
@Suite struct PullScheduleTests {
    private let now = Date(timeIntervalSince1970: 1_793_620_991)

    private func due(minutes: Int = 5, tried: Double? = nil, _ change: (inout PullState) -> Void = { _ in }) -> Double?
    {
        var (connection, state) = (BSSConnection.rehearsed, PullState())
        connection.pullEveryMinutes = minutes
        change(&state)
        let schedule = PullSchedule(tried: tried.map(now.addingTimeInterval))
        return schedule.due(ConnectedBSS(connection: connection, state: state), at: now)?.timeIntervalSince(now)
    }

    @Test func `a pull is due so long after the last one, or after the last try`() {
        #expect(due() == 0)
        #expect(due { $0.pulled = now.addingTimeInterval(-60) } == 240)
        #expect(due { $0.pulled = now.addingTimeInterval(-3_600) } == -3_300)
        #expect(due(tried: -10) { $0.pulled = now.addingTimeInterval(-3_600) } == 290)
        #expect(due(minutes: 0) == nil)
    }

    @Test func `one pull at a time, and none by itself while something is sent`() {
        let turn = PullTurn()
        #expect(turn.take() && !turn.take() && !turn.isFree)
        turn.giveBack()
        #expect(turn.isFree)
        turn.sendBegins()
        #expect(!turn.isFree)
        turn.sendEnds()
        #expect(turn.isFree)
    }

    @Test func `what is held is looked at seldom, and a clock that was set back puts nothing off`() {
        #expect(due { $0.held = .init(at: now.addingTimeInterval(-60), counts: ["moved": 3]) } == 3_540)
        #expect(due { $0.pulled = now.addingTimeInterval(86_400) } == 0)
    }
}
