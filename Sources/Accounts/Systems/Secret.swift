/// A secret in memory; its descriptions are redacted, so that no log, error or interpolation can show it.
package struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    package init(_ value: String) { self.value = value }

    /// Returns the secret itself, for the wire and for the one key that shows a generated password.
    package func reveal() -> String { value }

    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
