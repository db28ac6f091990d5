import Accounts
import Samples
import Synchronizing
import Testing

/// Every order of events to a depth: the rules of sending hold on all of them.
@Suite struct AttemptTests {
    private let limits = SendingLimits()
    private let link = Samples.link(Samples.direct, .sending, as: nil)
    private let failure = StoreFailure.full(path: "x")

    private func events(after action: Attempt.Action) -> [Attempt.Event] {
        switch action {
        case .askExists:
            return [
                .existsAnswered(.absent), .existsAnswered(.present("dbx-1")),
                .existsAnswered(.refused(status: 401, message: "")), .existsAnswered(.unclear(.status(500))),
                .existsAnswered(.throttled(after: .seconds(9))),
            ]
        case .recordFound: return [.foundRecorded(.recorded(link)), .foundRecorded(.stale(nil)), .storeFailed(failure)]
        case .adopt:
            return [
                .adopted(.recorded(link)), .adopted(.conflict(link, holder: Samples.synchronizedReseller)),
                .storeFailed(failure),
            ]
        case .commitIntent:
            return [
                .intentJudged(.committed(link)), .intentJudged(.changed([.account])), .intentJudged(.claimed(link)),
                .storeFailed(failure),
            ]
        case .send:
            let verdicts: [SendVerdict] = [
                .created("dbx-1", message: "", password: nil), .refused(status: 200, message: "no"),
                .throttled(after: nil), .notSent(.connectionRefused(host: "h")), .notSent(.gateClosed),
                .inDoubt(.broken(.timedOut)),
            ]
            return verdicts.map { .sent($0, "a") }
        case .record(let outcome):
            var now = link
            if case .notSent(_, let again) = outcome { now.state = again ? .waiting : .notSent }
            return [.outcomeJudged(.recorded(now)), .outcomeJudged(.stale(link)), .storeFailed(failure)]
        case .wait: return [.waited]
        case .proveExists: return [.existsProved]
        case .finish: return []
        }
    }

    private struct Tally {
        var sends = 0
        var asks = 0
        var committed = false
        var wasInDoubt = false
        var intentFailed = false
    }

    private func walk(_ attempt: Attempt, _ action: Attempt.Action, _ tally: Tally, _ paths: inout Int) {
        var tally = tally
        switch action {
        case .send:
            #expect(tally.committed, "a send without a committed intent")
            #expect(!tally.wasInDoubt, "a send after a doubt")
            #expect(!tally.intentFailed, "a send after a failed intent")
            tally.committed = false
            tally.sends += 1
        case .askExists: tally.asks += 1
        case .finish:
            paths += 1
            #expect(tally.sends <= limits.tries)
            #expect(tally.asks <= limits.tries + 1)
            return
        default: break
        }
        for event in events(after: action) {
            var (next, after) = (attempt, tally)
            if case .intentJudged(.committed) = event { after.committed = true }
            if case .sent(.inDoubt, _) = event { after.wasInDoubt = true }
            if case (.commitIntent, .storeFailed) = (action, event) { after.intentFailed = true }
            let following = next.apply(event)
            walk(next, following, after, &paths)
        }
    }

    @Test(arguments: [true, false], [true, false])
    func `on every path nothing is sent twice, and every path ends`(sendingAgain: Bool, provesExists: Bool) {
        var attempt = Attempt(sendingAgain: sendingAgain, provesExists: provesExists, limits: limits)
        var paths = 0
        let first = attempt.start()
        walk(attempt, first, Tally(), &paths)
        #expect(paths > 1000)
    }

    @Test func `a vendor's Retry-After is heeded, at most five minutes`() {
        var attempt = Attempt(provesExists: false, limits: limits)
        _ = attempt.start()
        guard case .wait(.exactly(.seconds(300))) = attempt.apply(.existsAnswered(.throttled(after: .seconds(4000))))
        else {
            Issue.record("not as long as allowed")
            return
        }
    }
}
