import Accounts
import FoundationEssentials

/// What a complete read of the BSS says of the accounts that it did not see.
extension ImportPlanning {
    /// Calls a closure with each account of the BSS that was not seen, or is seen again in a row that is refused, and
    /// with how often it was not seen.
    ///
    /// A refused row shows that the account is there; whatever is accepted is written, or stays, as seen.
    func forEachUnseen(
        _ body: (OwnedAccount, Int) throws(Book.Failure) -> Void
    ) throws(Book.Failure) {
        guard isCompleteRead else { return }
        let refused = ReadNames(plan.refused)
        var last: AccountID?
        while true {
            let portion = try book.ownedByBSS(after: last, limit: Self.portion)
            for account in portion {
                let row = hierarchy.row(id: account.id)
                if let row, !hierarchy.isRefused(row) { continue }
                let isSeen = row != nil || refused.ids.contains(account.id) || refused.codes.contains(account.code)
                let unseen = isSeen ? 0 : min(account.unseen + 1, Account.Origin.mostUnseen)
                if unseen != account.unseen { try body(account, unseen) }
            }
            guard let end = portion.last else { return }
            last = end.id
        }
    }

    /// Counts the accounts that were not seen, and hands over those that are to be written.
    mutating func countUnseen(
        _ now: Date,
        _ write: (([Account]) throws(Book.Failure) -> Void)?
    ) throws(Book.Failure) {
        var (vanished, gone) = (0, 0)
        var portion: [Account] = []
        try forEachUnseen { owned, unseen throws(Book.Failure) in
            if unseen > 0, owned.unseen == 0 { vanished += 1 }
            if unseen == Account.Origin.mostUnseen { gone += 1 }
            guard let write, let account = try book.account(id: owned.id), var origin = account.origin else { return }
            origin.unseen = unseen
            portion.append(account.with(origin, now: now))
            try flush(&portion, write)
        }
        if let write, !portion.isEmpty { try write(portion) }
        (plan.vanished, plan.gone) = (vanished, gone)
    }
}
