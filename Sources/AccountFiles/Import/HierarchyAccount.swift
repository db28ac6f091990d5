import Accounts

/// What the hierarchy needs to know of an account.
struct HierarchyAccount {
    let id: AccountID
    let code: AccountCode
    var parent: AccountID?
    // Last, so that what follows in memory fills its word.
    var kind: Account.Kind

    init(id: AccountID, code: AccountCode, kind: Account.Kind, parent: AccountID?) {
        (self.id, self.code, self.kind, self.parent) = (id, code, kind, parent)
    }

    init(_ account: Account) {
        self.init(id: account.id, code: account.code, kind: account.kind, parent: account.parent)
    }
}
