import Accounts

/// How an operator looks at the list of accounts; kept so that the list can be opened as it was left.
struct ListView: Hashable, Sendable {
    /// `tree`, or what a flat list is sorted by.
    var order = AccountQuery.Order.tree
    var isDescending = false
    /// The system whose states are shown; nil for the first one.
    var system: SystemName?
    var filter = ""
    /// The columns that are not shown even where there is room for them.
    var hiddenColumns: Set<ListColumn> = []
    /// The account under the cursor.
    var selected: AccountKey?
}

extension ListView: Codable {
    private enum Member: String, CodingKey {
        case order, isDescending, system, filter, hiddenColumns, selected
    }

    /// What is missing, or what another version wrote and this one does not know, is as in a new list.
    init(from decoder: any Decoder) throws {
        self.init()
        let values = try decoder.container(keyedBy: Member.self)
        func value<Value: Decodable>(_ member: Member, as type: Value.Type = Value.self) -> Value? {
            // A setting that cannot be read is not worth a list that cannot be opened.
            try? values.decodeIfPresent(type, forKey: member)
        }
        order = value(.order, as: String.self).flatMap(AccountQuery.Order.init) ?? order
        isDescending = value(.isDescending) ?? isDescending
        system = value(.system)
        filter = value(.filter) ?? filter
        hiddenColumns = Set((value(.hiddenColumns, as: [String].self) ?? []).compactMap(ListColumn.init))
        selected = value(.selected, as: Int64.self).map(AccountKey.init)
    }

    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Member.self)
        try values.encode(order.rawValue, forKey: .order)
        try values.encode(isDescending, forKey: .isDescending)
        try values.encodeIfPresent(system, forKey: .system)
        try values.encode(filter, forKey: .filter)
        try values.encode(hiddenColumns.map(\.rawValue).sorted(), forKey: .hiddenColumns)
        try values.encodeIfPresent(selected?.rawValue, forKey: .selected)
    }
}

extension AccountsScreen {
    /// How the operator looks at the list now.
    var view: ListView {
        ListView(
            order: query.order,
            isDescending: query.isDescending,
            system: query.system,
            filter: query.filter.text,
            hiddenColumns: hiddenColumns,
            selected: window.wanted
        )
    }

    /// Takes over how the list is looked at, as far as that is possible now, without asking for it.
    mutating func take(_ view: ListView) {
        query.order = view.order
        query.isDescending = view.isDescending
        query.system = view.system
        query.filter = AccountFilter(view.filter)
        hiddenColumns = view.hiddenColumns
        window.want(view.selected)
    }
}
