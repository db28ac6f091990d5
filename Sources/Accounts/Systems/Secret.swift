/// A secret in memory; it has no description, so that no log, error or interpolation can show it.
public struct Secret: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// Keeps a secret.
    public init(_ value: String) { self.value = value }

    /// Lends the secret itself; for the wire and for the one key that shows a generated password.
    public func reveal() -> String { value }

    /// Never the secret.
    public var description: String { "(secret)" }
    /// Never the secret.
    public var debugDescription: String { "(secret)" }
    /// Never the secret.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
