/// A command of the program without the workspace, which the rig adds.
package struct Command: Sendable, Hashable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    package var words: [String]

    package init(_ words: [String]) { self.words = words }

    /// Splits at spaces.
    package init(stringLiteral text: String) { words = text.split(separator: " ").map(String.init) }

    package var description: String { words.joined(separator: " ") }
}
