package import Accounts
package import Synchronizing

package enum BulkRunWords {
    package static let isOver = "the run is over"
    package static let stopping = "stopping"
    package static let isStopping = "it is ending already"
    package static let isNotApproved = "it waits for approval"
    package static let awaitsApproval = "waits for approval"
    package static let isNotOver = "the run is not over yet"
    package static let all = "all"
    package static let nothingFailed = "nothing was refused or not sent"
    package static let nothingWrong = "nothing went wrong"
    package static let allSynchronized = "everything is synchronized"
    package static let mustBeCorrected: KeyedText =
        "what is left must be corrected first; \(key: .showAccount) shows the account"
    package static let nothingToDo = "nothing to do"
    package static let isOurs = "this console works on it already"
    package static let oneAtATime = "another bulk run is under way in this console"
    package static let elsewhere = "another process has it"
    package static let itsTurn = "waiting for its turn"
    package static let skipped = "skipped: its parent failed"

    package static func accountsTurn(in seconds: Int) -> String { "\(itsTurn), in \(seconds.clock)" }

    /// Why nothing goes on in a run for a while.
    package static func turn(in seconds: Int) -> String { "waits \(seconds.clock) for the vendor's turn" }

    /// Why nothing goes on in a run until the next try of an account; `system` if the vendor asked for that.
    package static func retry(in seconds: Int, askedBy system: SystemName?) -> String {
        "waits \(seconds.clock)\(system.map { ", since \($0) asked for it" } ?? " before the next try")"
    }

    /// The same of a run that others work on, who may have turns before that.
    package static func freeTurn(in seconds: Int) -> String { "the vendor's next free turn in \(seconds.clock)" }

    /// Where an account stands by now that a run left in doubt.
    package static func decidedLater(_ state: SyncState) -> String { "was in doubt, now \(state.rawValue)" }
    package static func decidedLater(_ item: Plan.Item, _ state: SyncState) -> String {
        "The run left \(item.name) in doubt; now it \(state.predicate)."
    }

    package static func unreachable(_ system: SystemName) -> String { "\(system) cannot be reached: waiting" }
    package static func onlyWrong(_ count: Int, of total: Int) -> String {
        "only what went wrong: \(count.grouped) of \(total.grouped)"
    }
}
