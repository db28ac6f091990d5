/// An account together with its link on the system that is being looked at.
public struct Relative: Hashable, Sendable {
    /// The account.
    public var account: Account
    /// Its link on that system, if anything was ever sent.
    public var link: Link?

    /// Pairs an account with its link.
    public init(account: Account, link: Link?) {
        self.account = account
        self.link = link
    }

    /// Its state on that system.
    public var state: SyncState { link?.state ?? .notSynchronized }
}
