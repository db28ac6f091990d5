import Accounts

/// A value with which an account was synchronized, and the different value that is asked for now.
package struct ValueDifference: Hashable, Sendable {
    package var label: String
    /// What was sent, as a person reads it; empty if nothing was.
    package var sent: String
    package var asked: String

    package init(label: String, sent: String, asked: String) {
        self.label = label
        self.sent = sent
        self.asked = asked
    }
}

extension Link {
    /// Differences between what was sent and the given fields; an empty field asks for nothing.
    func differences(from fields: [Plan.Field], by definitions: SyncOptionDefinitions) -> [ValueDifference] {
        fields.compactMap { field in
            let (sent, asked) = (options[field.id] ?? "", field.value)
            guard !asked.isEmpty, sent != asked else { return nil }
            let definition = definitions.fields.first { $0.id == field.id }
            return ValueDifference(
                label: field.label,
                sent: definition?.shown(sent) ?? sent,
                asked: definition?.shown(asked) ?? asked
            )
        }
    }
}

extension Dependencies {
    /// The difference between a parent's code and that of the parent under which an account was sent.
    func difference(of parent: AccountCode?, from link: Link) async throws(StoreFailure) -> [ValueDifference] {
        let sent = try await code(of: link.parent)
        guard sent != parent else { return [] }
        return [ValueDifference(label: "Parent Account", sent: sent?.rawValue ?? "", asked: parent?.rawValue ?? "")]
    }

    /// The code of an account; nil if there is none.
    func code(of id: AccountID?) async throws(StoreFailure) -> AccountCode? {
        guard let id else { return nil }
        return try await directory.row(id: id)?.account.code
    }

    /// Differences between what was sent and what is named now: fields of the form, and the parent if one is named.
    func differences(
        named fields: [FormField],
        parent: AccountCode?,
        from link: Link
    ) async throws(StoreFailure) -> [ValueDifference] {
        // A secret is stored nowhere, so there is nothing to compare it with.
        let found = fields.filter { $0.definition.kind != .mask }
            .compactMap { field -> ValueDifference? in
                let sent = link.options[field.id] ?? ""
                guard sent != field.value else { return nil }
                return ValueDifference(label: field.label, sent: field.definition.shown(sent), asked: field.shownValue)
            }
        guard let parent else { return found }
        return try await found + difference(of: parent, from: link)
    }

    /// Differences between what was sent and a form that was to be sent.
    func differences(of form: SyncForm, from link: Link) async throws(StoreFailure) -> [ValueDifference] {
        try await difference(of: form.parent.chosen?.account.code, from: link)
            + link.differences(from: form.plannedFields, by: form.situation.definitions)
    }

    /// Differences between what was sent and an item of a plan.
    ///
    /// The plan asks for everything that it shows, wherever the value comes from, since it was confirmed as a whole.
    /// Only an item that was synchronized already when the plan was made asks just for the values that were named for
    /// it.
    func differences(
        of item: Plan.Item,
        from link: Link,
        by definitions: SyncOptionDefinitions
    ) async throws(StoreFailure) -> [ValueDifference] {
        let fields = link.differences(from: item.fields, by: definitions)
        switch item.verdict {
        case .synchronized, .inDoubt: return fields
        case .ready, .waits, .blocked: return try await difference(of: item.parent, from: link) + fields
        }
    }
}

extension SyncForm {
    /// The fields with the values that would be sent, without secrets.
    var plannedFields: [Plan.Field] {
        fields.filter { $0.definition.kind != .mask }
            .map { field in
                Plan.Field(
                    id: field.id,
                    label: field.label,
                    value: field.value,
                    shown: field.shownValue,
                    provenance: field.provenance
                )
            }
    }
}
