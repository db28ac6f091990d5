/// One of a vendor's sync options, as its service manager defines it (protocol.md, accounts/syncoptions).
public struct FieldDefinition: Hashable, Sendable, Codable {
    /// What the operator fills it with.
    public enum Kind: String, Hashable, Sendable, CaseIterable, Codable {
        /// One line.
        case simpleValue = "SimpleValue"
        /// One of the choices.
        case list = "List"
        /// Several lines.
        case textArea = "TextArea"
        /// Any of the choices.
        case multiSelect = "ListMultiSelect"
        /// Yes or no.
        case boolean = "Boolean"
        /// A URL.
        case link = "Link"
        /// A secret: not shown, not stored.
        case mask = "Mask"
        /// A number with a check digit.
        case checkDigit = "MOD11CheckDigit"
        /// Something that this console does not know; filled as one line.
        case unknown = "Unknown"
        /// A file; cannot be filled here.
        case file = "File"
    }

    /// What its value is.
    public enum DataType: String, Hashable, Sendable, CaseIterable, Codable {
        /// Text.
        case text = "Text"
        /// A number.
        case number = "Number"
        /// An amount.
        case currency = "Currency"
        /// A date.
        case date = "Date"
        /// Not said.
        case unknown = "Unknown"
    }

    /// A value to choose.
    public struct Choice: Hashable, Sendable, Codable {
        /// What travels.
        public var id: String
        /// What is shown.
        public var name: String
        /// Whether the vendor proposes it.
        public var isDefault: Bool

        /// Makes a choice.
        public init(id: String, name: String, isDefault: Bool = false) {
            self.id = id
            self.name = name
            self.isDefault = isDefault
        }
    }

    /// The vendor's id; the key under which the value travels.
    public var id: FieldID
    /// The label.
    public var name: String
    /// An explanation, or empty.
    public var explanation: String
    /// What the operator fills it with.
    public var kind: Kind
    /// What its value is.
    public var dataType: DataType
    /// Whether an empty value blocks.
    public var isRequired: Bool
    /// Whether the operator cannot change it.
    public var isReadOnly: Bool
    /// The values to choose from, in the vendor's order.
    public var choices: [Choice]

    /// Makes a definition.
    public init(
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

    /// The choice that a text names by id or by name, ignoring case, spaces, hyphens and underscores.
    public func choice(named text: String) -> Choice? {
        choices.first { $0.id == text } ?? choices.first { $0.name.squashed == text.squashed }
            ?? choices.first { $0.id.squashed == text.squashed }
    }

    /// A value of the field as a person reads it: the names of choices, and nothing of a secret.
    public func shown(_ value: String) -> String {
        switch kind {
        case .mask: value.isEmpty ? "" : "••••••"
        case .list: choices.first { $0.id == value }?.name ?? value
        case .multiSelect:
            value.split(separator: ",").map { id in choices.first { $0.id == id }?.name ?? String(id) }
                .joined(separator: ", ")
        default: value
        }
    }
}
