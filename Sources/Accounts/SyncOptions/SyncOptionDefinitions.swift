package import FoundationEssentials

/// The fields that a service manager asks for, in its order.
package struct SyncOptionDefinitions: Hashable, Sendable {
    package var fields: [FieldDefinition]
    /// When the service manager returned them.
    package var fetched: Date
    /// Counts the changes of the fields; a request is bound to the revision it was made from.
    package var revision: Int

    package init(fields: [FieldDefinition], fetched: Date = .distantPast, revision: Int = 1) {
        self.fields = fields
        self.fetched = fetched
        self.revision = revision
    }

    /// The field that a text names by id or label, ignoring case, spaces, hyphens and underscores.
    package func field(named text: String) -> FieldDefinition? {
        fields.first { $0.id.rawValue == text } ?? fields.first { $0.id.rawValue.squashed == text.squashed }
            ?? fields.first { $0.name.squashed == text.squashed }
    }

    package func field(meaning: FieldMeaning) -> FieldDefinition? {
        fields.first { FieldMeaning($0) == meaning }
    }

    /// The value for a meaning among values by field, found by these definitions or, if they have changed, by the old
    /// id.
    package func value(of meaning: FieldMeaning, in values: [FieldID: String]) -> String? {
        if let field = field(meaning: meaning), let value = values[field.id] { return value }
        return values.first { FieldMeaning(name: $0.key.rawValue) == meaning }?.value
    }
}
