/// Keeps requests away from a vendor that cannot be reached (docs/reliability.md, "A vendor that cannot be
/// reached").
///
/// After 5 failures in a row, or half of the last 20, nothing goes out for 60 s. Then one safe call is tried, and the
/// rest follow only if it is answered.
struct CircuitBreaker: Sendable {
    private enum State: Equatable {
        case closed
        case open(until: Duration)
        case probing
    }

    private static let mostInARow = 5
    private static let window = 20
    private let rest: Duration
    private var state = State.closed
    private var inARow = 0
    private var last: [Bool] = []

    init(rest: Duration = .seconds(60)) { self.rest = rest }

    /// How long a request has to wait; nil if it may go.
    ///
    /// Only a safe call can be the trial, and a create is never safe.
    mutating func wait(at now: Duration, isSafe: Bool) -> Duration? {
        switch state {
        case .closed: return nil
        case .open(let until) where now < until: return until - now
        case .open:
            guard isSafe else { return rest }
            state = .probing
            return nil
        case .probing: return rest
        }
    }

    mutating func record(reached: Bool, at now: Duration) {
        let wasProbing = state == .probing
        if reached, wasProbing { self = CircuitBreaker(rest: rest) }
        inARow = reached ? 0 : inARow + 1
        last = (last + [reached]).suffix(Self.window)
        let half = last.count == Self.window && last.count(where: { !$0 }) * 2 >= Self.window
        guard !reached, wasProbing || inARow >= Self.mostInARow || half else { return }
        state = .open(until: now + rest)
    }
}
