import Accounts

/// A value that an account was synchronized with, where another is asked for now.
package struct ValueDifference: Hashable, Sendable {
    /// The field's label.
    package var label: String
    /// What was sent, as a person reads it; empty where nothing was.
    package var sent: String
    /// What is asked for.
    package var asked: String

    package init(label: String, sent: String, asked: String) {
        self.label = label
        self.sent = sent
        self.asked = asked
    }
}

extension Link {
    /// Where fields ask for other values than were sent; a field that is left empty asks for nothing.
    func differences(from fields: [Plan.Field], by definitions: SyncOptionDefinitions) -> [ValueDifference] {
        fields.compactMap { field in
            let (sent, asked) = (options[field.id] ?? "", field.value.trimmed)
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
    /// Where a parent's code is another than the one under which an account was sent.
    func difference(of parent: AccountCode?, from link: Link) async throws(StoreFailure) -> [ValueDifference] {
        let sent = try await code(of: link.parent)
        guard sent != parent else { return [] }
        return [ValueDifference(label: "Parent Account", sent: sent?.rawValue ?? "", asked: parent?.rawValue ?? "")]
    }

    /// The code of an account; nil where there is none.
    func code(of id: AccountID?) async throws(StoreFailure) -> AccountCode? {
        guard let id else { return nil }
        return try await directory.row(id: id)?.account.code
    }

    /// Where an account was sent otherwise than it is named for it now: fields of its form, and a parent where that is named too.
    func differences(
        named fields: [FormField],
        parent: AccountCode?,
        from link: Link
    ) async throws(StoreFailure) -> [ValueDifference] {
        // A secret is stored nowhere, so there is nothing to compare it with.
        let found = fields.filter { $0.definition.kind != .mask }
            .compactMap { field -> ValueDifference? in
                let sent = link.options[field.id] ?? ""
                guard sent != field.value.trimmed else { return nil }
                return ValueDifference(label: field.label, sent: field.definition.shown(sent), asked: field.shownValue)
            }
        guard let parent else { return found }
        return try await found + difference(of: parent, from: link)
    }

    /// Where an account was synchronized otherwise than a form that was to be sent asks for.
    func differences(of form: SyncForm, from link: Link) async throws(StoreFailure) -> [ValueDifference] {
        try await difference(of: form.parent.chosen?.account.code, from: link)
            + link.differences(from: form.plannedFields, by: form.situation.definitions)
    }

    /// Where an account was synchronized otherwise than an item of a plan asks for.
    ///
    /// Whatever the plan shows is what it asks for, wherever the value comes from: it was confirmed as a whole. Only what was
    /// synchronized already when the plan was made asks for nothing but the values that were named for it.
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
    /// The fields with what would travel; without secrets.
    var plannedFields: [Plan.Field] {
        fields.filter { $0.definition.kind != .mask }
            .map { field in
                Plan.Field(
                    id: field.id,
                    label: field.label,
                    value: field.value.trimmed,
                    shown: field.shownValue,
                    provenance: field.provenance
                )
            }
    }
}
