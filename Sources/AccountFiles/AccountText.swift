import Accounts

extension Account {
    /// The text of a column in a file; `parent` is the code of the parent, or empty.
    func text(of column: Column, parent: String) -> String {
        switch column {
        case .parentCode: parent
        // The type names the kind of customer only if the parent does not show which kind it is.
        case .type: kind == Kind.customer(hasParent: !parent.isEmpty) ? "customer" : kind.rawValue
        default: self[column]
        }
    }
}

extension Account.Column {
    /// Whether the text of a column is independent of everything else; id, code, type and parent are not.
    var isPlain: Bool {
        switch self {
        case .id, .code, .type, .parentCode: false
        default: true
        }
    }
}

extension Account.Kind {
    /// The kind of a customer, depending on whether it has a reseller.
    static func customer(hasParent: Bool) -> Self { hasParent ? .endCustomer : .directCustomer }
}
