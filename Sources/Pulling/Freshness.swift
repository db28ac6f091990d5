package import AccountFiles
package import Accounts
package import FoundationEssentials

/// How an account of the book compares with the BSS, which was asked just now.
package enum Freshness: Sendable {
    /// No BSS is connected.
    case notConnected
    /// It was read, and what changed was taken in.
    case read(Reread)
    /// The BSS has no account with that id.
    case absent(at: Date)
    /// The BSS cannot be read: the account is as it was, as of a time that may not be known.
    case unreadable(BSSProblem, asOf: Date?)

    /// An account that was read again.
    package struct Reread: Sendable {
        package var at: Date
        /// What changed in the book; nil if nothing did.
        package var update: ImportPlan.Update?
        /// Why what the BSS has now could not be taken in, if so.
        package var refused: [RowProblem]

        package init(at: Date, update: ImportPlan.Update?, refused: [RowProblem]) {
            (self.at, self.update, self.refused) = (at, update, refused)
        }
    }
}
