/// An account together with its link on the system that is being looked at.
package struct AccountOnSystem: Hashable, Sendable {
    package var account: Account
    /// Its link on that system, if anything was ever sent.
    package var link: Link?

    package init(account: Account, link: Link?) {
        self.account = account
        self.link = link
    }

    /// Its state on that system.
    package var state: SyncState { link?.state ?? .notSynchronized }
}
