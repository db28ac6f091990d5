/// The numbers that sending goes by; the shipped ones are floors, and only tests go below them.
package struct SendingLimits: Hashable, Sendable {
    /// How often a safe call, a send that did not reach the vendor, or a throttled one is made at most.
    package var tries: Int
    /// The first back-off.
    package var backOff: Duration
    package var longestBackOff: Duration
    /// The longest time that a vendor's `Retry-After` is heeded.
    package var longestRetryAfter: Duration
    /// The least time after a deadline before *absent* may mean absent.
    package var leastSettling: Duration
    /// The least time between two answers of *absent*.
    package var probeGap: Duration

    /// Makes a set of limits; what is not given is as shipped (reliability.md, numbers to ship).
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

    /// How long *absent* proves nothing after a deadline.
    package func settling(after deadline: Duration) -> Duration { max(deadline * 2, leastSettling) }
}

/// How long to wait before the next try.
package enum Backoff: Hashable, Sendable {
    /// As the vendor said.
    case exactly(Duration)
    /// A random part of this: full jitter.
    case upTo(Duration)
}

extension SendingLimits {
    /// The wait after some tries; the vendor's wish goes before our own back-off.
    func backoff(after tries: Int, vendor: Duration?) -> Backoff {
        if let vendor { return .exactly(min(vendor, longestRetryAfter)) }
        return .upTo(min(backOff * (1 << min(tries - 1, 10)), longestBackOff))
    }
}
