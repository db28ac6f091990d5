import Accounts
import Samples
import Synchronizing
import Testing

/// After a success the exists call is made once: only the very id that was created proves that it can be believed.
@Suite struct ProofTests {
    /// An attempt that has created `dbx-1` and makes the exists call for it.
    private func created(sendingAgain: Bool = false, provesExists: Bool = true) -> Submission {
        var attempt = Submission(sendingAgain: sendingAgain, provesExists: provesExists, limits: SendingLimits())
        _ = attempt.start()
        _ = attempt.apply(.existsAnswered(.absent))
        _ = attempt.apply(.intentJudged(.committed(Samples.link(Samples.direct, .sending, as: nil))))
        _ = attempt.apply(.sent(.created("dbx-1", message: "m", password: Secret("s")), "a"))
        return attempt
    }

    private var recorded: Submission.Event { .outcomeJudged(.recorded(Samples.link(Samples.direct))) }

    /// What an answer after the success leads to: the proof, or the duplicate that the conclusion names.
    private func end(_ verdict: ExistsVerdict, sendingAgain: Bool = false) -> (isProved: Bool, duplicate: ExternalID?) {
        var attempt = created(sendingAgain: sendingAgain)
        guard case .askExists = attempt.apply(recorded) else {
            Issue.record("exists is not asked")
            return (false, nil)
        }
        switch attempt.apply(.existsAnswered(verdict)) {
        case .proveExists:
            guard case .finish(.created(_, "m", _?, nil)) = attempt.apply(.existsProved) else {
                Issue.record("not created after the proof")
                return (true, nil)
            }
            return (true, nil)
        case .finish(.created(_, "m", _?, let duplicate)): return (false, duplicate)
        default:
            Issue.record("neither proved nor created")
            return (false, nil)
        }
    }

    @Test(arguments: [false, true])
    func `the id that was created proves exists, another one is a duplicate and proves nothing`(sendingAgain: Bool) {
        #expect(end(.present("dbx-1"), sendingAgain: sendingAgain) == (true, nil))
        #expect(end(.present("dbx-2"), sendingAgain: sendingAgain) == (false, "dbx-2"))
    }

    @Test func `any other answer proves nothing`() {
        let others: [ExistsVerdict] = [
            .absent, .refused(status: 403, message: ""), .throttled(after: nil), .unreachable(.cancelled),
            .unclear(.status(500)),
        ]
        for verdict in others { #expect(end(verdict) == (false, nil), "\(verdict)") }
    }

    @Test func `where exists is proved it is not asked again, but after a second send it is`() {
        var proved = created(provesExists: false)
        guard case .finish(.created) = proved.apply(recorded) else {
            Issue.record("asked once more")
            return
        }
        var again = created(sendingAgain: true, provesExists: false)
        guard case .askExists = again.apply(recorded) else {
            Issue.record("a duplicate would not be seen")
            return
        }
    }
}
