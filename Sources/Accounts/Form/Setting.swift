/// A value for a field, named by id or label; `parent` takes the code of the parent.
package struct Setting: Hashable, Sendable {
    /// The id or label of the field.
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    package var isParent: Bool { ["parent", "parentaccount"].contains(name.squashed) }
}
