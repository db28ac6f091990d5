package import Accounts

extension Plan {
    /// The plan's fingerprint: the workspace, the system, the vendor's fields and, for each account, its data, its
    /// parent's code and what will be sent.
    ///
    /// Links, states and the parent's external id are left out, since a run changes them.
    package var hash: String {
        Fingerprint.of([workspace.rawValue, system.rawValue, definitions] + items.map(\.fingerprint))
    }
}

extension Plan.Item {
    /// The fingerprint of the item's account data and of what will be sent for it.
    var fingerprint: String {
        let traits = traits.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        let values = values.sorted { $0.key < $1.key }.flatMap { [$0.key.rawValue, $0.value] }
        return Fingerprint.of(
            [id.rawValue, parent?.rawValue ?? "", adopts ? "adopts" : "", allowsStorefront ? "storefront" : ""]
                + ["traits"] + traits + ["values"] + values
        )
    }
}

extension SyncOptionDefinitions {
    /// A fingerprint of the fields, regardless of when they were fetched.
    package var fingerprint: String {
        Fingerprint.of(
            fields.flatMap { field in
                [
                    field.id.rawValue, field.name, field.kind.rawValue, field.dataType.rawValue,
                    field.isRequired ? "required" : "", field.isReadOnly ? "read-only" : "",
                ] + field.choices.flatMap { [$0.id, $0.name] } + ["end"]
            }
        )
    }
}
