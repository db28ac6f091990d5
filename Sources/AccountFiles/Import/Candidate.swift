import Accounts

/// A row that has been matched to an account, existing or new, with the account as it would be.
struct Candidate {
    let place: FilePlace
    /// The account as it is; nil if it is new.
    let old: Account?
    /// The account as it would be; its parent is set once it is found.
    var account: Account
    /// How the row names the parent; nil if it does not.
    let parent: FileRow.Parent?

    /// Applies the row to the account as it is known: columns that the row lacks change nothing.
    init(_ row: FileRow, code: AccountCode, id: AccountID, old: Account?) throws(RowProblem) {
        var account = old ?? Account(id: id, code: code, name: "", kind: .directCustomer)
        for (column, value) in row.values where column.isPlain { account[column] = value }
        place = row.place
        parent = row.parent == .id(id) ? .nobody : row.parent
        self.old = old
        let hasParent = parent.map { $0 != .nobody } ?? (old?.parent != nil)
        switch (row.values[.type], old?.kind) {
        case (nil, .reseller): break
        case (nil, _?) where hasParent == (old?.parent != nil): break
        case (nil, _), ("customer", _): account.kind = .customer(hasParent: hasParent)
        case (let word?, _):
            // The check of the column accepts only these words.
            account.kind = Account.Kind(rawValue: word) ?? account.kind
            let wasSo = old?.kind == .directCustomer && old?.parent != nil
            guard account.kind != .directCustomer || !hasParent || wasSo else {
                throw row.problem(.directWithParent, .type)
            }
        }
        if parent == .nobody { account.parent = nil }
        self.account = account
    }

    /// Whether the parent would change.
    var changesParent: Bool { old == nil ? account.parent != nil : account.parent != old?.parent }

    func problem(_ kind: RowProblem.Kind, _ column: Account.Column? = nil) -> RowProblem {
        RowProblem(place: place, column: column?.rawValue, code: account.code, id: account.id, kind: kind)
    }

    /// Why an account that may exist at a vendor cannot change like this; nil if nothing of the kind changes.
    var fixed: (kind: RowProblem.Kind, column: Account.Column)? {
        guard let old else { return nil }
        if (account.kind == .reseller) != (old.kind == .reseller) { return (.fixedType(old.kind), .type) }
        if account.parent != old.parent { return (.fixedParent, .parentCode) }
        return account.kind == old.kind ? nil : (.fixedType(old.kind), .type)
    }
}
