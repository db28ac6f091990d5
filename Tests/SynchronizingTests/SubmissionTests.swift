import Accounts
import Samples
import Synchronizing
import Testing

/// Every order of events to a depth: the rules of sending hold on all of them.
@Suite struct SubmissionTests {
    private let limits = SendingLimits()
    private let link = Samples.link(Samples.direct, .sending, as: nil)
    private let failure = StoreFailure.full(path: "x")

    private func events(after action: Submission.Action) -> [Submission.Event] {
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
                .heldBack(by: "other"), .turnRefused, .storeFailed(failure),
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
        /// How often what is in doubt may be sent once more.
        var repeats: Int
        var sends = 0
        var asks = 0
        var doubts = 0
        var committed = false
        var intentFailed = false
        /// Whether the exists call has said *absent* since the last send; before the first one it must, too.
        var isAbsent = false
        /// How the last intent came by its claim.
        var claim: Intent.Claim?
    }

    private func walk(_ attempt: Submission, _ action: Submission.Action, _ tally: Tally, _ paths: inout Int) {
        var tally = tally
        switch action {
        case .send:
            #expect(tally.committed, "a send without a committed intent")
            #expect(tally.doubts <= tally.repeats, "a send after a doubt")
            #expect(!tally.intentFailed, "a send after a failed intent")
            #expect(tally.isAbsent, "a send without an absent before it")
            tally.committed = false
            tally.sends += 1
        case .commitIntent(let claim):
            if tally.doubts > 0, tally.claim != claim { #expect(claim == .sendAgain || claim == .held) }
            tally.claim = claim
        case .askExists: tally.asks += 1
        case .finish:
            paths += 1
            #expect(tally.sends <= limits.tries + tally.repeats)
            #expect(tally.asks <= (limits.tries + 1) * (tally.repeats + 1))
            return
        case .wait:
            var stopped = attempt
            guard case .finish(let conclusion) = stopped.apply(.waitRefused) else {
                Issue.record("something follows a wait that was ended")
                return
            }
            let isInDoubt = if case .inDoubt = conclusion { true } else { false }
            #expect(isInDoubt == (tally.doubts > 0), "a doubt comes of a doubt alone, and stays")
        default: break
        }
        for event in events(after: action) {
            var (next, after) = (attempt, tally)
            if case .intentJudged(.committed) = event { after.committed = true }
            if case .existsAnswered(let verdict) = event { after.isAbsent = verdict.isAbsent || after.isAbsent }
            if case .sent(.inDoubt, _) = event { (after.doubts, after.isAbsent) = (after.doubts + 1, false) }
            if case (.commitIntent, .storeFailed) = (action, event) { after.intentFailed = true }
            let following = next.apply(event)
            walk(next, following, after, &paths)
        }
    }

    /// A way to begin, and how many paths there are from it.
    struct Beginning: Sendable, CustomTestStringConvertible {
        var sendingAgain, provesExists, repeatsOnce: Bool
        var paths: Int

        var testDescription: String {
            "sending again: \(sendingAgain), proves exists: \(provesExists), repeats once: \(repeatsOnce)"
        }
    }

    static let beginnings = [
        Beginning(sendingAgain: false, provesExists: false, repeatsOnce: false, paths: 1121),
        Beginning(sendingAgain: false, provesExists: true, repeatsOnce: false, paths: 1317),
        Beginning(sendingAgain: false, provesExists: false, repeatsOnce: true, paths: 14_645),
        Beginning(sendingAgain: false, provesExists: true, repeatsOnce: true, paths: 14_841),
        Beginning(sendingAgain: true, provesExists: false, repeatsOnce: false, paths: 1317),
        Beginning(sendingAgain: true, provesExists: true, repeatsOnce: false, paths: 1317),
        Beginning(sendingAgain: true, provesExists: false, repeatsOnce: true, paths: 1317),
        Beginning(sendingAgain: true, provesExists: true, repeatsOnce: true, paths: 1317),
    ]

    @Test(arguments: beginnings)
    func `on every path what may be done is sent once, and every path ends`(beginning: Beginning) {
        var attempt = Submission(
            sendingAgain: beginning.sendingAgain,
            provesExists: beginning.provesExists,
            repeatsOnce: beginning.repeatsOnce,
            limits: limits
        )
        var paths = 0
        let first = attempt.start()
        let repeats = beginning.repeatsOnce && !beginning.sendingAgain ? 1 : 0
        walk(attempt, first, Tally(repeats: repeats), &paths)
        #expect(paths == beginning.paths)
    }

    @Test func `a vendor's Retry-After is heeded, at most five minutes`() {
        var attempt = Submission(provesExists: false, limits: limits)
        _ = attempt.start()
        guard case .wait(.exactly(.seconds(300))) = attempt.apply(.existsAnswered(.throttled(after: .seconds(4000))))
        else {
            Issue.record("not as long as allowed")
            return
        }
    }
}
