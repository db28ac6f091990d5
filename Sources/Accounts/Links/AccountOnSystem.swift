/// An account together with its link on the system in question.
package struct AccountOnSystem: Hashable, Sendable {
    package var account: Account
    /// The link on that system, if anything was ever sent.
    package var link: Link?

    package init(account: Account, link: Link?) {
        self.account = account
        self.link = link
    }

    package init(_ row: AccountRow, on system: SystemName) {
        self.init(account: row.account, link: row.links[system])
    }

    package var state: SyncState { link?.state ?? .notSynchronized }
}
