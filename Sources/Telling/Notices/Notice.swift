/// Something to tell a person: what happened, to what, and what to do now.
///
/// The texts contain names and vendors' words unchanged: whoever shows them must send them through the one door.
package struct Notice: Hashable, Sendable, Error {
    package enum Tone: String, Hashable, Sendable {
        case good
        case plain
        case warning
        case bad
        /// The outcome is not known yet.
        case doubt
    }

    package var tone: Tone
    /// One sentence: what happened, and to what.
    package var headline: String
    /// Further details, one sentence each.
    package var details: [String] = []
    /// What to do now, if anything: on the command line, and also in the console unless `keyCure` says it there.
    package var cure: String?
    /// What to do now in the console, if a key does it.
    package var keyCure: KeyedText?

    package init(_ tone: Tone, _ headline: String) {
        self.tone = tone
        self.headline = headline.endedOnce
    }

    package static func good(_ headline: String) -> Notice { Notice(.good, headline) }
    package static func plain(_ headline: String) -> Notice { Notice(.plain, headline) }
    package static func warning(_ headline: String) -> Notice { Notice(.warning, headline) }
    package static func bad(_ headline: String) -> Notice { Notice(.bad, headline) }
    package static func doubt(_ headline: String) -> Notice { Notice(.doubt, headline) }

    package func details(_ more: [String]) -> Notice {
        var notice = self
        notice.details += more.map(\.endedOnce)
        return notice
    }

    /// The same notice with what to do now; `inConsole` says it there.
    package func cure(_ words: String? = nil, inConsole keyed: KeyedText? = nil) -> Notice {
        var notice = self
        (notice.cure, notice.keyCure) = (words?.endedOnce, keyed)
        return notice
    }

    /// The whole notice as lines, for the command line.
    package var lines: [String] { [headline] + details + [cure].compactMap(\.self) }

    /// What to do now in the console, with each key named by `name`.
    package func cure(naming name: (ConsoleKey) -> String) -> String? { keyCure?.text(name) ?? cure }

    package func lines(naming name: (ConsoleKey) -> String) -> [String] {
        [headline] + details + [cure(naming: name)].compactMap(\.self)
    }
}
