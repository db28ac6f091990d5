/// The limits for sending; the shipped values are floors, and only tests go below them.
package struct SendingLimits: Hashable, Sendable {
    /// The most tries for a safe call, a send that did not reach the vendor, or a throttled one.
    package var tries: Int
    /// The first backoff.
    package var backOff: Duration
    package var longestBackOff: Duration
    /// The longest `Retry-After` of a vendor that is heeded.
    package var longestRetryAfter: Duration
    /// The shortest time after a deadline before *absent* may mean absent.
    package var leastSettling: Duration
    /// The shortest time between two answers of *absent*.
    package var probeGap: Duration

    /// Makes a set of limits; omitted values are as shipped (docs/reliability.md, "The numbers").
    package init(
        tries: Int = 3,
        backOff: Duration = .seconds(1),
        longestBackOff: Duration = .seconds(20),
        longestRetryAfter: Duration = .seconds(300),
        leastSettling: Duration = .seconds(60),
        probeGap: Duration = .seconds(30)
    ) {
        self.tries = tries
        self.backOff = backOff
        self.longestBackOff = longestBackOff
        self.longestRetryAfter = longestRetryAfter
        self.leastSettling = leastSettling
        self.probeGap = probeGap
    }

    /// How long after a deadline *absent* proves nothing.
    package func settling(after deadline: Duration) -> Duration { max(deadline * 2, leastSettling) }
}

package enum Backoff: Hashable, Sendable {
    /// As long as the vendor said.
    case exactly(Duration)
    /// A random part of this: full jitter.
    case upTo(Duration)
}

extension SendingLimits {
    /// The wait after some tries; the vendor's wish takes precedence over our own backoff.
    func backoff(after tries: Int, vendor: Duration?) -> Backoff {
        if let vendor { return .exactly(min(vendor, longestRetryAfter)) }
        return .upTo(min(backOff * (1 << min(tries - 1, 10)), longestBackOff))
    }
}
