/// How long the parser waits for what has begun, and how much of it it keeps.
package struct InputLimits: Hashable, Sendable {
    /// After this time without another byte an Escape is the key.
    package var escape: Duration
    /// After this time without another byte whatever has begun is over.
    package var silence: Duration = .seconds(1)
    /// The time that each byte adds to what the whole may take: a terminal sends faster, and nobody types as fast.
    package var perByte: Duration = .milliseconds(10)
    /// The bytes of a sequence that are kept; what is longer is no key, and is swallowed to its end.
    package var longestSequence = 64
    /// The bytes of a paste that are kept.
    package var longestPaste = 1 << 20

    package init(escape: Duration = .milliseconds(25)) { self.escape = escape }

    /// The limits with the delay that ESCDELAY asks for, in milliseconds, where it is a number up to ten seconds.
    package init(escapeDelay: String?) {
        let milliseconds = escapeDelay.flatMap { Int($0) }.flatMap { (0...10_000).contains($0) ? $0 : nil }
        self.init(escape: .milliseconds(milliseconds ?? 25))
    }
}
