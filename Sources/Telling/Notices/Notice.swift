/// Something to tell a person: what happened, to what, and what to do now.
///
/// The texts hold names and vendors' words as they came: whoever shows them sends them through the one door.
package struct Notice: Hashable, Sendable, Error {
    /// How it is meant.
    package enum Tone: String, Hashable, Sendable {
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
    package var tone: Tone
    /// One sentence: what happened, to what.
    package var headline: String
    /// More, a sentence each.
    package var details: [String]
    /// What to do now, if anything: on the command line, and in the console too unless `keyCure` says it there.
    package var cure: String?
    /// What to do now in the console, where a key does it.
    package var keyCure: KeyedText?

    package init(
        _ tone: Tone,
        _ headline: String,
        details: [String] = [],
        cure: String? = nil,
        keyCure: KeyedText? = nil
    ) {
        self.tone = tone
        self.headline = headline
        self.details = details
        self.cure = cure
        self.keyCure = keyCure
    }

    /// All of it as lines, for the command line.
    package var lines: [String] { [headline] + details + [cure].compactMap(\.self) }

    /// What to do now in the console, where each key is named by `name`.
    package func cure(naming name: (ConsoleKey) -> String) -> String? { keyCure?.text(name) ?? cure }

    /// All of it as lines, for the console.
    package func lines(naming name: (ConsoleKey) -> String) -> [String] {
        [headline] + details + [cure(naming: name)].compactMap(\.self)
    }
}
