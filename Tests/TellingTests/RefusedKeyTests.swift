import Accounts
import Foundation
import Samples
import Synchronizing
import Telling
import Testing

/// A vendor that refused the registered key said nothing about the account.
@Suite struct RefusedKeyTests {
    private static let reason = Reason.refused(status: 401, message: "wrong key")

    private func run(_ ending: BulkRun.Ending) -> StoredRun {
        StoredRun(
            id: RunID(rawValue: 4),
            system: "Dropbox",
            hash: "h",
            size: 30,
            limits: RunLimits(),
            by: "anna",
            begun: Samples.moment().wall,
            isDetached: false,
            retryOf: nil,
            ending: ending,
            ended: Samples.moment(9).wall,
            counts: [.synchronized: 5, .refused: 1]
        )
    }

    @Test func `an account is not told to correct anything`() {
        var link = Samples.link(Samples.direct, .refused, as: nil)
        link.reason = Self.reason
        let notice = Inbox.Item.link(Samples.direct, link).notice(by: nil)
        #expect(notice.headline.contains("since Dropbox refused the key (HTTP 401): \"wrong key\""), "\(notice)")
        #expect(notice.cure == "Put the key right, then send it again.")
        link.reason = .refused(status: 422, message: "no")
        #expect(
            Inbox.Item.link(Samples.direct, link).notice(by: nil).cure == "Correct what it names, then send it again."
        )
        let change = SmallestChange.correct(Self.reason)
        #expect(change.phrase(inForm: false) == "put the registered key right, then send it again")
    }

    @Test func `a refusal without a word says that there is none, and names nothing to be corrected`() {
        let silent = Reason.refused(status: 404, message: " ")
        #expect(silent.phrase == "the vendor gave no reason (HTTP 404)")
        #expect(Reason.refused(status: 401, message: "").phrase.isEmpty, "the key is the reason")
        let change = SmallestChange.correct(.refused(status: 400, message: ""))
        #expect(change.phrase(inForm: false).hasPrefix("look at the values that were sent"))
        var link = Samples.link(Samples.direct, .refused, as: nil)
        link.reason = silent
        let notice = Inbox.Item.link(Samples.direct, link).notice(by: nil)
        #expect(notice.headline.contains("refused by Dropbox (HTTP 404) on"), "\(notice)")
        #expect(notice.headline.contains(": the vendor gave no reason"), "\(notice)")
        #expect(notice.cure == "Look at the values that were sent, or ask the vendor; then try again.")
        link.reason = .words("an earlier version wrote this")
        let earlier = Inbox.Item.link(Samples.direct, link).notice(by: nil)
        #expect(earlier.headline.contains("an earlier version wrote this"))
        #expect(earlier.cure == "Correct what it names, then send it again.")
    }

    @Test func `a run says why it ended`() {
        let refused = run(.quarantined(.refused(status: 401)))
        let title = "stopped, since the vendor answered 401: check the registered key"
        #expect(RunWords.standing(refused) == title)
        #expect(RunWords.title(refused) == "Run 4 on Dropbox, 6 of 30 done: \(title).")
        #expect(
            RunWords.ended(refused, refused.ending)
                == "Run 4 on Dropbox has ended: \(title). 5 synchronized, 1 refused."
        )
        #expect(RunWords.title(run(.complete)) == "Run 4 on Dropbox: complete, 6 of 30 done.")
        #expect(RunWords.standing(run(.quarantined(.failures(4, of: 10)))) == "stopped, since 4 of 10 failed")
        // This one has asked the vendor nothing.
        #expect(
            RunWords.standing(run(.quarantined(.paused(Self.reason))))
                == "stopped, since its system is paused, for the vendor answered 401: check the registered key"
        )
    }
}
