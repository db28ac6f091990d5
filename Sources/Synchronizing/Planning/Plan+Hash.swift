package import Accounts

extension Plan {
    /// The fingerprint of the whole plan, as `PlanTally` makes it.
    package var hash: String { tally.hash }
}

extension Plan.Item {
    /// The fingerprint of the item's account data and of what will be sent for it.
    var fingerprint: String {
        var fingerprint = Fingerprint()
        for part in [id.rawValue, parent?.rawValue ?? "", adopts ? "adopts" : "", allowsStorefront ? "storefront" : ""]
        {
            fingerprint.add(part)
        }
        fingerprint.add("traits")
        for (name, value) in traits.sorted(by: { $0.key < $1.key }) {
            fingerprint.add(name)
            fingerprint.add(value)
        }
        fingerprint.add("values")
        for (field, value) in values.sorted(by: { $0.key < $1.key }) {
            fingerprint.add(field.rawValue)
            fingerprint.add(value)
        }
        return fingerprint.text
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
