/// A character of a text that has to be told to a person, and where it stands.
package struct Spot: Hashable, Sendable {
    package let scalar: Unicode.Scalar
    /// What stands before it on its line; nil where that must not be shown.
    package let before: String?

    package init(_ scalar: Unicode.Scalar, before: String?) {
        self.scalar = scalar
        self.before = before
    }
}

extension StringProtocol {
    /// The first character with a property, and where it stands; of a secret only what it is.
    package func spot(isSecret: Bool = false, where isMeant: (Unicode.Scalar) -> Bool) -> Spot? {
        guard let index = unicodeScalars.firstIndex(where: isMeant) else { return nil }
        let line = unicodeScalars[..<index].reversed().prefix { $0 != "\n" }.reversed()
        return Spot(unicodeScalars[index], before: isSecret ? nil : String(String.UnicodeScalarView(line)))
    }

    /// The first character that a reader cannot see, and where it stands.
    package var hiddenSpot: Spot? { firstHidden.flatMap { _ in spot(where: \.isHidden) } }
}
