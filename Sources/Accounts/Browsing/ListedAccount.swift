/// What a list of accounts in columns shows of one; a store reads it in a fraction of the time of a whole account.
package struct ListedAccount: Hashable, Sendable {
    package var id: AccountID
    package var code: AccountCode
    package var name: String
    package var kind: Account.Kind
    package var parentCode: AccountCode?
    package var email: String
    package var country: String
    /// Whether the BSS no longer has it.
    package var isGone: Bool
    /// The links by system, where there is one.
    package var links: [SystemName: Link]

    package init(
        id: AccountID,
        code: AccountCode,
        name: String,
        kind: Account.Kind,
        parentCode: AccountCode?,
        email: String,
        country: String,
        isGone: Bool = false,
        links: [SystemName: Link] = [:]
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.kind = kind
        self.parentCode = parentCode
        self.email = email
        self.country = country
        self.isGone = isGone
        self.links = links
    }

    package init(_ row: AccountRow) {
        self.init(
            id: row.account.id,
            code: row.account.code,
            name: row.account.name,
            kind: row.account.kind,
            parentCode: row.parentCode,
            email: row.account.email,
            country: row.account.country,
            isGone: row.account.isGone,
            links: row.links
        )
    }

    /// The fault in the account's own data that blocks it, if any.
    package var fault: AccountFault? {
        AccountFault(email: email, country: country, kind: kind, hasParent: parentCode != nil, isGone: isGone)
    }
}
