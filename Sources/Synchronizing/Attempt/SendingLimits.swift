/// The numbers that sending goes by; the shipped ones are floors, and only tests go below them.
public struct SendingLimits: Hashable, Sendable {
    /// How often a safe call, a send that did not reach the vendor, or a throttled one is made at most.
    public var tries: Int
    /// The first back-off.
    public var backOff: Duration
    /// The longest back-off.
    public var longestBackOff: Duration
    /// The longest time that a vendor's `Retry-After` is heeded.
    public var longestRetryAfter: Duration
    /// The least time after a deadline before *absent* may mean absent.
    public var leastSettling: Duration
    /// The least time between two answers of *absent*.
    public var probeGap: Duration

    /// Makes a set of limits; what is not given is as shipped (reliability.md, numbers to ship).
    public init(
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
    public func settling(after deadline: Duration) -> Duration { max(deadline * 2, leastSettling) }
}

/// How long to wait before the next try.
public enum Pause: Hashable, Sendable {
    /// As the vendor said.
    case exactly(Duration)
    /// A random part of this: full jitter.
    case upTo(Duration)
}

extension SendingLimits {
    /// The wait after some tries; the vendor's wish goes before our own back-off.
    func pause(after tries: Int, vendor: Duration?) -> Pause {
        if let vendor { return .exactly(min(vendor, longestRetryAfter)) }
        return .upTo(min(backOff * (1 << min(tries - 1, 10)), longestBackOff))
    }
}
