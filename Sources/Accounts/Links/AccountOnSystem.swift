/// An account together with its link on the system in question.
package struct AccountOnSystem: Hashable, Sendable {
    package var account: Account
    /// The link on that system, if anything was ever sent.
    package var link: Link?

    package init(account: Account, link: Link?) {
        self.account = account
        self.link = link
    }

    package var state: SyncState { link?.state ?? .notSynchronized }
}
