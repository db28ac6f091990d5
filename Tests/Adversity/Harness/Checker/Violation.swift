/// A broken promise, as data with a sentence.
package struct Violation: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The invariant's number in reliability.md; R and a number is a rule of its protocol.
    package var rule: String
    package var sentence: String
    /// How to replay the run that broke it.
    package var replay: String?

    package init(_ rule: String, _ sentence: String, replay: String? = nil) {
        self.rule = rule
        self.sentence = sentence
        self.replay = replay
    }

    package var description: String { "\(rule): \(sentence)\(replay.map { " (replay: \($0))" } ?? "")" }
}
