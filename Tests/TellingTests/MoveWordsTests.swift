import Accounts
import Synchronizing
import Telling
import Testing

/// Why a workspace cannot move.
@Suite struct MoveWordsTests {
    @Test func `a run that has not ended is named, with the command that ends it`() {
        let runs = [1, 3].map { MoveProblem.Run(RunID(rawValue: $0), on: "Dropbox") }
        func notice(_ links: Int, _ runs: [MoveProblem.Run]) -> Notice {
            Notice(StoreFailure.unmovable(path: "/w", .underWay(links: links, runs: runs)))
        }
        #expect(notice(0, [runs[0]]).headline == "The workspace at /w cannot move: run 1 on Dropbox has not ended.")
        #expect(notice(0, [runs[0]]).cure?.hasPrefix("`account-sync runs stop 1") == true)
        #expect(
            notice(2, runs).headline
                == "The workspace at /w cannot move: 2 accounts are waiting or being sent, "
                + "and 2 bulk runs have not ended, of which the first is run 1 on Dropbox."
        )
        #expect(notice(1, []).cure == "Wait until it has ended, then try again.")
    }
}
