import FoundationEssentials

/// What an index keeps of an account, as any store can give it.
package struct IndexedAccount: Hashable, Sendable {
    package var key: AccountKey
    package var code: AccountCode
    /// The key of the reseller above it.
    package var parent: AccountKey?
    package var kind: Account.Kind
    package var isStorefrontManaged: Bool
    /// The fault in its own data that blocks it, if any.
    package var fault: AccountFault?
    /// Its state on each system where anything is known of it.
    package var states: [SystemName: SyncState]
    /// When it, or what is known of it on a system, changed last; seconds since 1970.
    package var changed: Int64
    /// What it is found by.
    package var search: SearchText

    package init(
        key: AccountKey,
        code: AccountCode,
        parent: AccountKey? = nil,
        kind: Account.Kind,
        isStorefrontManaged: Bool = false,
        fault: AccountFault? = nil,
        states: [SystemName: SyncState] = [:],
        changed: Int64 = 0,
        search: SearchText
    ) {
        self.key = key
        self.code = code
        self.parent = parent
        self.kind = kind
        self.isStorefrontManaged = isStorefrontManaged
        self.fault = fault
        self.states = states
        self.changed = changed
        self.search = search
    }

    /// Makes it from an account and its links.
    package init(_ account: Account, key: AccountKey, parent: AccountKey?, links: [SystemName: Link] = [:]) {
        let last = links.values.map(\.changed).reduce(account.updated, max)
        self.init(
            key: key,
            code: account.code,
            parent: parent,
            kind: account.kind,
            isStorefrontManaged: account.isStorefrontManaged,
            fault: AccountFault(account),
            states: links.mapValues(\.state),
            changed: Int64(exactly: last.timeIntervalSince1970.rounded(.down)) ?? 0,
            search: SearchText(account, externalIDs: links.values.compactMap(\.externalID))
        )
    }
}
