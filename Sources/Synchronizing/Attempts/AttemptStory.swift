package import Accounts

/// What happened in an attempt to send an account, from the question before it to what was decided since.
package struct AttemptStory: Hashable, Sendable {
    /// Which attempt is meant.
    package enum Choice: Hashable, Sendable {
        case last
        /// Counted from 1, the first of the account on the system.
        case number(Int)
        /// Everything that belongs to an entry of the history.
        case entry(Int64)
    }

    package enum Step: Hashable, Sendable {
        /// The vendor was asked whether the account exists before the intent was written down: had it said anything but
        /// *not there*, there would be no intent. That answer is not kept.
        case askedFirst
        case entry(LogEntry)
    }

    /// How far the request can be made again from what is kept.
    package enum Fidelity: Hashable, Sendable {
        /// The account and the registration have not changed since.
        case exact
        /// They have: this is what the values that were sent would make now.
        case changed
    }

    package let account: Account
    package let system: SystemName
    /// Its number among the attempts, from 1; 0 if nothing was sent.
    package let number: Int
    /// How many attempts there were.
    package let count: Int
    package let intent: Intent?
    package let parent: Account?
    package let steps: [Step]
    /// The values that were sent, by label; secret ones are not kept.
    package let values: [Setting]
    package let request: RequestSketch?
    package let fidelity: Fidelity
}

extension [LogEntry] {
    /// The number of each attempt, as `AttemptStory.Choice` counts them on each system, in a history of one account that
    /// begins with the newest entry.
    package var attemptNumbers: [AttemptID: Int] {
        var counts: [SystemName: Int] = [:]
        var numbers: [AttemptID: Int] = [:]
        for entry in reversed() where entry.event == .intent {
            guard let attempt = entry.attempt else { continue }
            counts[entry.system, default: 0] += 1
            numbers[attempt] = counts[entry.system]
        }
        return numbers
    }

    /// The attempts, oldest first, in a history that begins with the newest entry.
    fileprivate var attempts: [AttemptID] { reversed().filter { $0.event == .intent }.compactMap(\.attempt) }

    /// The entries of the attempt that is meant, oldest first; of an entry without an attempt, those beside it.
    func story(_ choice: AttemptStory.Choice) -> (attempt: AttemptID?, number: Int, of: Int, entries: [LogEntry])? {
        let attempts = attempts
        var attempt: AttemptID?
        switch choice {
        case .last: attempt = attempts.last
        case .number(let number):
            guard attempts.indices.contains(number - 1) else { return nil }
            attempt = attempts[number - 1]
        case .entry(let number):
            guard let entry = first(where: { $0.number == number }) else { return nil }
            attempt = entry.attempt
        }
        let number = attempt.flatMap(attempts.firstIndex).map { $0 + 1 } ?? 0
        return (attempt, number, attempts.count, reversed().filter { $0.attempt == attempt })
    }
}
