import Accounts

/// A row that found its account, known or new: what the account would be.
struct Candidate {
    let place: FilePlace
    /// The account as it is; nil where it is new.
    let old: Account?
    /// The account as it would be; its parent once that is found.
    var account: Account
    /// Who is named as the parent; nil where the row does not say it.
    let parent: FileRow.Parent?

    /// What the row says over what is known: what it does not say changes nothing.
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
            // The door of the column lets only these words in.
            account.kind = Account.Kind(rawValue: word) ?? account.kind
            let wasSo = old?.kind == .directCustomer && old?.parent != nil
            guard account.kind != .directCustomer || !hasParent || wasSo else {
                throw row.problem(.directWithParent, .type)
            }
        }
        if parent == .nobody { account.parent = nil }
        self.account = account
    }

    /// Whether the parent would be another than it is.
    var changesParent: Bool { old == nil ? account.parent != nil : account.parent != old?.parent }

    func problem(_ kind: RowProblem.Kind, _ column: Account.Column? = nil) -> RowProblem {
        RowProblem(place: place, column: column?.rawValue, code: account.code, id: account.id, kind: kind)
    }

    /// Why what may exist at a vendor cannot change like this; nil where it does not change.
    var fixed: (kind: RowProblem.Kind, column: Account.Column)? {
        guard let old else { return nil }
        if (account.kind == .reseller) != (old.kind == .reseller) { return (.fixedType(old.kind), .type) }
        if account.parent != old.parent { return (.fixedParent, .parentCode) }
        return account.kind == old.kind ? nil : (.fixedType(old.kind), .type)
    }
}
