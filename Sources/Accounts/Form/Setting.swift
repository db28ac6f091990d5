/// A value for a field, which a text names by id or label; `parent` names the parent's code.
package struct Setting: Hashable, Sendable {
    /// The field.
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// Whether it chooses the parent.
    package var isParent: Bool { ["parent", "parentaccount"].contains(name.squashed) }
}
