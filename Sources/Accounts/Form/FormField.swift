/// A field of the Sync Options form: the vendor's definition, a value and where the value comes from.
package struct FormField: Hashable, Sendable, Identifiable {
    package let definition: FieldDefinition
    package let meaning: FieldMeaning?
    /// The value as it is sent, without white space at its ends and in normal form C: for a list the id of the choice,
    /// for a multiple choice the ids joined by commas, for yes or no `true` or `false` (the last two are assumptions).
    package internal(set) var value: String
    package internal(set) var provenance: Provenance
    /// What the console filled in, so that it can be restored.
    let prefilled: Prefilled

    struct Prefilled: Hashable, Sendable {
        var value: String
        var provenance: Provenance
    }

    init(_ definition: FieldDefinition, prefilled: Prefilled) {
        self.definition = definition
        self.meaning = FieldMeaning(definition)
        self.prefilled = Prefilled(value: definition.entered(prefilled.value), provenance: prefilled.provenance)
        self.value = self.prefilled.value
        self.provenance = prefilled.provenance
    }

    package var id: FieldID { definition.id }
    package var label: String { definition.label }
    package var isChanged: Bool { value != prefilled.value }

    /// The value as a person reads it: the name of a choice instead of its id, and nothing of a secret.
    package var shownValue: String { definition.shown(value) }

    mutating func enter(_ text: String) {
        value = definition.entered(text)
        provenance = value == prefilled.value ? prefilled.provenance : .entered
    }
}
