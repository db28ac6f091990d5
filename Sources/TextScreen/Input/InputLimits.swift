/// How long the parser waits for the rest of a sequence, and how much it keeps.
package struct InputLimits: Hashable, Sendable {
    /// After this long without another byte, an Escape is the Escape key.
    package var escape: Duration
    /// After this long without another byte, any unfinished sequence is given up.
    package var silence: Duration = .seconds(1)
    /// How much longer each byte lets the whole take: a terminal sends faster than that, and nobody types as fast.
    package var perByte: Duration = .milliseconds(10)
    /// The most bytes of a sequence that are kept; a longer one is not a key, and is swallowed to its end.
    package var longestSequence = 64
    /// The most bytes of a paste that are kept.
    package var longestPaste = 1 << 20

    package init(escape: Duration = .milliseconds(25)) { self.escape = escape }

    /// The limits with the Escape delay of ESCDELAY, in milliseconds, if that is a number of at most ten seconds.
    package init(escapeDelay: String?) {
        let milliseconds = escapeDelay.flatMap { Int($0) }.flatMap { (0...10_000).contains($0) ? $0 : nil }
        self.init(escape: .milliseconds(milliseconds ?? 25))
    }
}
