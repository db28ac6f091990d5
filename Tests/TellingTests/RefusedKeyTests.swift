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
    }
}
