/// Something to tell a person: what happened, to what, and what to do now.
///
/// The texts contain names and vendors' words unchanged: whoever shows them must send them through the one door.
package struct Notice: Hashable, Sendable, Error {
    package enum Tone: String, Hashable, Sendable {
        /// Everything is as it should be.
        case good
        /// For information.
        case plain
        /// Something to check.
        case warning
        /// It failed.
        case bad
        /// The outcome is not known yet.
        case doubt
    }

    package var tone: Tone
    /// One sentence: what happened, and to what.
    package var headline: String
    /// Further details, one sentence each.
    package var details: [String]
    /// What to do now, if anything: on the command line, and also in the console unless `keyCure` says it there.
    package var cure: String?
    /// What to do now in the console, if a key does it.
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

    /// The whole notice as lines, for the command line.
    package var lines: [String] { [headline] + details + [cure].compactMap(\.self) }

    /// What to do now in the console, with each key named by `name`.
    package func cure(naming name: (ConsoleKey) -> String) -> String? { keyCure?.text(name) ?? cure }

    /// The whole notice as lines, for the console.
    package func lines(naming name: (ConsoleKey) -> String) -> [String] {
        [headline] + details + [cure(naming: name)].compactMap(\.self)
    }
}
