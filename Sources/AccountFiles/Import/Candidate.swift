import Accounts

/// A row that has been matched to an account, existing or new, with where the account would stand.
///
/// There is one for each row of a file, so it holds no more than the hierarchy needs: the row is read again when its
/// account is written.
struct Candidate {
    let position: RowPosition
    private let line: Int32
    private let element: Int32
    /// How the row names the parent; nil if it does not.
    let parent: FileRow.Parent?
    /// The parent of the account as it is; nil if it has none or is new.
    private let oldParent: AccountID?
    /// The account as it would be; its parent is set once it is found.
    var account: HierarchyAccount
    /// The type of the account as it is; nil if it is new.
    private let oldKind: Account.Kind?
    /// Whether the row gives a known account another value, aside from its type and its parent.
    let changesValues: Bool
    /// Whether the row empties a value of a known account.
    let blanks: Bool
    /// Whether the row gives a known account another code.
    let changesCode: Bool
    let ownership: Ownership

    /// Applies the row to the account as it is known: columns that the row lacks change nothing.
    init(
        _ row: FileRow,
        at position: RowPosition,
        code: AccountCode,
        id: AccountID,
        old: Account?,
        ownership: Ownership
    ) throws(RowProblem) {
        self.position = position
        line = Int32(clamping: row.place.line)
        element = Int32(clamping: row.place.element ?? 0)
        parent = row.parent == .id(id) ? .nobody : row.parent
        (oldKind, oldParent) = (old?.kind, old?.parent)
        changesCode = old.map { $0.code != code } ?? false
        if let old {
            changesValues = changesCode || row.values.contains { $0.isPlain && old[$0] != $1 }
            blanks = changesValues && row.values.contains { $0.isPlain && $1.isEmpty && !old[$0].isEmpty }
        } else {
            (changesValues, blanks) = (true, false)
        }
        self.ownership = ownership
        account = HierarchyAccount(
            id: id,
            code: code,
            kind: try Self.kind(row, old, hasParent: parent.map { $0 != .nobody } ?? (old?.parent != nil)),
            parent: parent == .nobody ? nil : old?.parent
        )
    }

    private static func kind(_ row: FileRow, _ old: Account?, hasParent: Bool) throws(RowProblem) -> Account.Kind {
        switch (row.values[.type], old?.kind) {
        case (nil, .reseller?): return .reseller
        case (nil, let kind?) where hasParent == (old?.parent != nil): return kind
        case (nil, _), ("customer", _): return .customer(hasParent: hasParent)
        case (let word?, _):
            // The check of the column accepts only these words.
            let kind = Account.Kind(rawValue: word) ?? old?.kind ?? .directCustomer
            let wasSo = old?.kind == .directCustomer && old?.parent != nil
            guard kind != .directCustomer || !hasParent || wasSo else { throw row.problem(.directWithParent, .type) }
            return kind
        }
    }

    var place: FilePlace { FilePlace(line: Int(line), element: element == 0 ? nil : Int(element)) }

    var isNew: Bool { oldKind == nil }

    /// The account as it is, if with the code that it would have; nil if it is new.
    var old: HierarchyAccount? {
        oldKind.map { HierarchyAccount(id: account.id, code: account.code, kind: $0, parent: oldParent) }
    }

    /// Whether the parent would change.
    var changesParent: Bool { account.parent != oldParent }

    /// Whether the account would be what it is.
    var changesNothing: Bool {
        oldKind == account.kind && !changesValues && !changesParent
    }

    func problem(_ kind: RowProblem.Kind, _ column: Account.Column? = nil) -> RowProblem {
        RowProblem(place: place, column: column?.rawValue, code: account.code, id: account.id, kind: kind)
    }

    /// Why an account that may exist at a vendor cannot change like this; nil if nothing of the kind changes.
    var fixed: (kind: RowProblem.Kind, column: Account.Column)? {
        guard let oldKind else { return nil }
        if (account.kind == .reseller) != (oldKind == .reseller) { return (.fixedType(oldKind), .type) }
        if changesParent { return (.fixedParent, .parentCode) }
        return account.kind == oldKind ? nil : (.fixedType(oldKind), .type)
    }

    /// The account that the row makes of a new one or of the known one.
    func account(_ row: FileRow, old: Account?) -> Account {
        var made = old ?? Account(id: account.id, code: account.code, name: "", kind: account.kind)
        for column in Account.Column.allCases where column.isPlain {
            if let value = row.values[column] { made[column] = value }
        }
        made.code = account.code
        made.kind = account.kind
        made.parent = account.parent
        return made
    }
}
