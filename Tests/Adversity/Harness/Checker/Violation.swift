/// A promise that was broken, as data with a sentence.
package struct Violation: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The invariant, as reliability.md numbers them; R and a number is a rule of its protocol.
    package var rule: String
    /// What was seen.
    package var sentence: String
    /// How the run that broke it is replayed.
    package var replay: String?

    package init(_ rule: String, _ sentence: String, replay: String? = nil) {
        self.rule = rule
        self.sentence = sentence
        self.replay = replay
    }

    /// Both, and how to replay it.
    package var description: String { "\(rule): \(sentence)\(replay.map { " (replay: \($0))" } ?? "")" }
}
