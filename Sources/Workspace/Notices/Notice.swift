/// Something to tell a person: what happened, to what, and what to do now.
///
/// The texts hold names and vendors' words as they came: whoever shows them sends them through the one door.
public struct Notice: Hashable, Sendable, Error {
    /// How it is meant.
    public enum Tone: String, Hashable, Sendable {
        /// It is as it should be.
        case good
        /// For information.
        case plain
        /// Something to look at.
        case warning
        /// It failed.
        case bad
        /// Nobody knows yet.
        case doubt
    }

    /// How it is meant.
    public var tone: Tone
    /// One sentence: what happened, to what.
    public var headline: String
    /// More, a sentence each.
    public var details: [String]
    /// What to do now, if anything.
    public var cure: String?

    /// Makes a notice.
    public init(_ tone: Tone, _ headline: String, details: [String] = [], cure: String? = nil) {
        self.tone = tone
        self.headline = headline
        self.details = details
        self.cure = cure
    }

    /// All of it as lines.
    public var lines: [String] { [headline] + details + [cure].compactMap(\.self) }
}
