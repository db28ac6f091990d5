import Synchronization

/// How often progress is told: what comes too soon after the last time is left out.
package final class Cadence: Sendable {
    private let gap: Duration
    private let next: Mutex<ContinuousClock.Instant>

    /// Nothing is due before the wait is over.
    package init(every gap: Duration, after wait: Duration = .zero) {
        self.gap = gap
        next = Mutex(ContinuousClock.now + wait)
    }

    /// Whether it is time to tell; if so, the gap begins anew.
    package func isDue(isForced: Bool = false) -> Bool {
        let now = ContinuousClock.now
        return next.withLock { next in
            guard isForced || now >= next else { return false }
            next = now + gap
            return true
        }
    }
}
