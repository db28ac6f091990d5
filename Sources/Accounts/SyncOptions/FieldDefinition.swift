/// One of a vendor's sync options, as its service manager defines it (docs/protocol.md, section 3).
package struct FieldDefinition: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        case simpleValue = "SimpleValue"
        /// One of the choices.
        case list = "List"
        /// Several lines.
        case textArea = "TextArea"
        /// Any of the choices.
        case multiSelect = "ListMultiSelect"
        case boolean = "Boolean"
        case link = "Link"
        /// A secret: not shown, not stored.
        case mask = "Mask"
        /// A number with a check digit.
        case checkDigit = "MOD11CheckDigit"
        /// A type that this console does not know; filled in as one line.
        case unknown = "Unknown"
        /// A file; it cannot be entered here.
        case file = "File"
    }

    package enum DataType: String, Hashable, Sendable, CaseIterable, Codable {
        case text = "Text"
        case number = "Number"
        /// An amount of money.
        case currency = "Currency"
        case date = "Date"
        /// Not specified.
        case unknown = "Unknown"
    }

    package struct Choice: Hashable, Sendable, Codable {
        /// The text that is sent.
        package var id: String
        /// The text that is shown.
        package var name: String
        /// Whether the vendor proposes it.
        package var isDefault: Bool

        package init(id: String, name: String, isDefault: Bool = false) {
            self.id = id
            self.name = name
            self.isDefault = isDefault
        }

        /// What tells it from another choice of the same name.
        package var nameAndID: String { "\(name) (\(id))" }
    }

    /// The vendor's id; the key under which the value is sent.
    package var id: FieldID
    package var name: String
    /// The explanation, which may be empty.
    package var explanation: String
    package var kind: Kind
    package var dataType: DataType
    /// Whether an empty value blocks.
    package var isRequired: Bool
    package var isReadOnly: Bool
    /// The choices, in the vendor's order.
    package var choices: [Choice]

    package init(
        id: FieldID,
        name: String,
        explanation: String = "",
        kind: Kind = .simpleValue,
        dataType: DataType = .text,
        isRequired: Bool = false,
        isReadOnly: Bool = false,
        choices: [Choice] = []
    ) {
        self.id = id
        self.name = name
        self.explanation = explanation
        self.kind = kind
        self.dataType = dataType
        self.isRequired = isRequired
        self.isReadOnly = isReadOnly
        self.choices = choices
    }

    /// What the field is called: its name, or its id if it has none.
    package var label: String { name.isEmpty ? id.rawValue : name }

    /// The choice that a text names by id or by name, ignoring case, spaces, hyphens and underscores.
    ///
    /// Nil if several have that name.
    package func choice(named text: String) -> Choice? {
        let found = choices(named: text)
        return found.allSatisfy { $0.id == found.first?.id } ? found.first : nil
    }

    /// The choices that a text may mean; several if they have one name, which vendors do not rule out.
    package func choices(named text: String) -> [Choice] {
        if let choice = choices.first(where: { $0.id == text }) { return [choice] }
        let squashed = text.squashed
        let named = choices.filter { $0.name.squashed == squashed }
        if !named.isEmpty {
            let exact = named.filter { $0.name == text }
            return exact.count == 1 ? exact : named
        }
        if let choice = choices.first(where: { $0.id.squashed == squashed }) { return [choice] }
        return choices.filter { $0.nameAndID == text }
    }

    /// What a choice is called: its name, and its id as well if another choice has the same name.
    package func name(of choice: Choice) -> String {
        choices.contains { $0.name == choice.name && $0.id != choice.id } ? choice.nameAndID : choice.name
    }

    /// A value of the field as a person reads it: the names of choices, and nothing of a secret.
    package func shown(_ value: String) -> String {
        switch kind {
        case .mask: value.isEmpty ? "" : "••••••"
        case .list: nameOfChoice(value)
        case .multiSelect: value.split(separator: ",").map { nameOfChoice(String($0)) }.joined(separator: ", ")
        default: value
        }
    }

    private func nameOfChoice(_ id: String) -> String {
        choices.first { $0.id == id }.map { name(of: $0) } ?? id
    }
}
