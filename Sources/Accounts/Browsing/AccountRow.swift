/// What a list shows of an account.
package struct AccountRow: Hashable, Sendable {
    package var key: AccountKey
    package var account: Account
    /// The links by system, where there is one.
    package var links: [SystemName: Link]
    package var parentCode: AccountCode?

    package init(key: AccountKey, account: Account, links: [SystemName: Link], parentCode: AccountCode?) {
        self.key = key
        self.account = account
        self.links = links
        self.parentCode = parentCode
    }

    /// The Provisioning Sync Status on a system: from the link, otherwise from the account's own data.
    package func state(on system: SystemName) -> SyncState {
        links[system]?.state ?? (AccountFault(account) == nil ? .notSynchronized : .blocked)
    }
}
