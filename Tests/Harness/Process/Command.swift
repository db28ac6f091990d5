/// A command of the program, without the workspace, which the rig adds.
public struct Command: Sendable, Hashable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// Its words.
    public var words: [String]

    /// Makes one from its words.
    public init(_ words: [String]) { self.words = words }

    /// Splits at spaces.
    public init(stringLiteral text: String) { words = text.split(separator: " ").map(String.init) }

    /// As it is typed.
    public var description: String { words.joined(separator: " ") }
}
