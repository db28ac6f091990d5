/// A character of a text that must be described to a person, and its position.
package struct Spot: Hashable, Sendable {
    package let scalar: Unicode.Scalar
    /// The text before it on its line; nil if that must not be shown.
    package let before: String?

    package init(_ scalar: Unicode.Scalar, before: String?) {
        self.scalar = scalar
        self.before = before
    }
}

extension String {
    /// The first character that has a property, and its position; for a secret only the character.
    package func spot(isSecret: Bool = false, where isMeant: (Unicode.Scalar) -> Bool) -> Spot? {
        guard let index = unicodeScalars.firstIndex(where: isMeant) else { return nil }
        let line = unicodeScalars[..<index].reversed().prefix { $0 != "\n" }.reversed()
        return Spot(unicodeScalars[index], before: isSecret ? nil : String(String.UnicodeScalarView(line)))
    }

    /// The first hidden character, and its position.
    package var hiddenSpot: Spot? { firstHidden.flatMap { _ in spot(where: \.isHidden) } }
}
