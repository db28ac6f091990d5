/// What the console fills in before the operator types anything (R4, R6, R7 and the platform's rule for `username`).
extension SyncForm {
    static func prefill(
        _ field: FieldDefinition,
        _ situation: Situation,
        parent: AccountOnSystem?
    ) -> FormField.Prefilled {
        let account = situation.account
        switch FieldMeaning(field) {
        case .role:
            if let role = role(of: account.kind, in: field) { return .init(value: role, provenance: .accountType) }
        case .email, .username:
            if !account.email.trimmed.isEmpty { return .init(value: account.email, provenance: .account) }
        case .resellerID:
            if let parent, let link = parent.link,
                let value = link.option(.resellerID, by: situation.definitions), !value.isEmpty
            {
                let name = parent.account.name
                return .init(
                    value: value,
                    provenance: link.state == .waiting
                        ? .resellersPlan(name: name)
                        : link.origin == .adopted
                            ? .resellersAdoption(name: name, link.changed)
                            : .resellersSynchronization(name: name, link.changed)
                )
            }
        case nil: break
        }
        return proposal(field)
    }

    static func sent(_ field: FieldDefinition, _ link: Link) -> FormField.Prefilled {
        guard let value = link.options[field.id] else { return .init(value: "", provenance: .none) }
        return .init(value: value, provenance: .kept(link))
    }

    /// The value that is sent as the role of a kind of account: the choice with that name, or the word itself if the
    /// vendor has no list.
    static func role(of kind: Account.Kind, in field: FieldDefinition) -> String? {
        let names =
            switch kind {
            case .reseller: ["Reseller"]
            case .endCustomer, .directCustomer: ["User", "Customer", "End Customer"]
            }
        guard !field.choices.isEmpty else { return field.kind == .list ? nil : names[0] }
        return names.lazy.compactMap { field.choice(named: $0)?.id }.first
    }

    private static func proposal(_ field: FieldDefinition) -> FormField.Prefilled {
        let defaults = field.choices.filter(\.isDefault).map(\.id)
        guard !defaults.isEmpty else { return .init(value: "", provenance: .none) }
        return .init(
            value: field.kind == .multiSelect ? defaults.joined(separator: ",") : defaults[0],
            provenance: .vendor
        )
    }
}

extension Provenance {
    /// The provenance of a value that is kept with a link: sent or not, confirmed or not.
    package static func kept(_ link: Link) -> Provenance {
        switch (link.origin, link.attempt) {
        case (.created, _): .sent(link.changed)
        case (_, .some): .sentUnconfirmed
        case (.adopted, nil): .adopted(link.changed)
        case (nil, nil): .unsent
        }
    }
}
