/// A promise that was broken, as data with a sentence.
public struct Violation: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The invariant, as reliability.md numbers them; R and a number is a rule of its protocol.
    public var rule: String
    /// What was seen.
    public var sentence: String
    /// How the run that broke it is replayed.
    public var replay: String?

    /// Makes one.
    public init(_ rule: String, _ sentence: String, replay: String? = nil) {
        self.rule = rule
        self.sentence = sentence
        self.replay = replay
    }

    /// Both, and how to replay it.
    public var description: String { "\(rule): \(sentence)\(replay.map { " (replay: \($0))" } ?? "")" }
}
