/// A secret in memory; it has no description, so that no log, error or interpolation can show it.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// Keeps a secret.
    package init(_ value: String) { self.value = value }

    /// Lends the secret itself; for the wire and for the one key that shows a generated password.
    package func reveal() -> String { value }

    /// Never the secret.
    package var description: String { "(secret)" }
    /// Never the secret.
    package var debugDescription: String { "(secret)" }
    /// Never the secret.
    package var customMirror: Mirror { Mirror(self, children: []) }
}
