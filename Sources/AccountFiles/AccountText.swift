import Accounts

extension Account {
    /// The text of a column in a file; `parent` is the code of the account above, or empty.
    func text(of column: Column, parent: String) -> String {
        switch column {
        case .parentCode: parent
        // Only where the parent does not tell which kind of customer it is, the type says so.
        case .type: kind == Kind.customer(hasParent: !parent.isEmpty) ? "customer" : kind.rawValue
        default: self[column]
        }
    }
}

extension Account.Column {
    /// Whether its text stands for itself; id, code, type and parent depend on what else is there.
    var isPlain: Bool { ![.id, .code, .type, .parentCode].contains(self) }
}

extension Account.Kind {
    /// What a customer is, by whether a reseller stands above it.
    static func customer(hasParent: Bool) -> Self { hasParent ? .endCustomer : .directCustomer }
}
