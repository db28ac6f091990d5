/// A field of the Sync Options form: the vendor's definition with a value and where that value comes from.
package struct FormField: Hashable, Sendable, Identifiable {
    package let definition: FieldDefinition
    /// The meaning, if the console knows it.
    package let meaning: FieldMeaning?
    /// What travels, without white space at its ends and in normal form C: for a list the choice's id, for a multiple
    /// choice their ids joined by commas, for yes or no `true` or `false` (the last two are assumptions).
    package internal(set) var value: String
    package internal(set) var provenance: Provenance
    /// What the console filled in, to go back to.
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
    package var label: String { definition.name.isEmpty ? definition.id.rawValue : definition.name }
    /// Whether the operator changed the value.
    package var isChanged: Bool { value != prefilled.value }

    /// The value as a person reads it: the name of a choice in place of its id, nothing of a secret.
    package var shownValue: String {
        definition.shown(value)
    }

    mutating func enter(_ text: String) {
        value = definition.entered(text)
        provenance = value == prefilled.value ? prefilled.provenance : .entered
    }
}
