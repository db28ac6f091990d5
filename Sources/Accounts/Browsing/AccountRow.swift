/// What is shown of an account in a list.
package struct AccountRow: Hashable, Sendable {
    package var key: AccountKey
    package var account: Account
    /// What is known of it on each system where anything is.
    package var links: [SystemName: Link]
    /// The reseller's code, if there is one.
    package var parentCode: AccountCode?

    package init(key: AccountKey, account: Account, links: [SystemName: Link], parentCode: AccountCode?) {
        self.key = key
        self.account = account
        self.links = links
        self.parentCode = parentCode
    }

    /// The Provisioning Sync Status on a system: the link's, or what the account's own data says.
    package func state(on system: SystemName) -> SyncState {
        links[system]?.state ?? (AccountFault(account) == nil ? .notSynchronized : .blocked)
    }
}
