import Accounts

/// When exists is asked by itself about what is in doubt, while a console is up (reliability.md, rule 8).
///
/// What was in doubt at the beginning is asked about at once; what becomes so later after the first wait. It is never given up.
package struct ProbeSchedule: Sendable {
    fileprivate struct Key: Hashable {
        let account: AccountID
        let system: SystemName
        let generation: Int
    }

    private struct Turn {
        var due: Duration
        var asked = 0
    }

    private static let waits: [Duration] = [
        .seconds(30), .seconds(60), .seconds(300), .seconds(900), .seconds(3600), .seconds(21_600), .seconds(43_200),
        .seconds(86_400),
    ]
    /// The least time between two questions about the same case, whoever asks.
    static let leastGap = waits[0]
    private var turns: [Key: Turn] = [:]

    package init() {}

    /// Takes in what is in doubt at the beginning.
    package mutating func begin(_ cases: [OpenCase]) {
        for open in cases { turns[Key(open)] = Turn(due: .zero) }
    }

    /// The cases whose turn it is, at a time since boot.
    ///
    /// Each is then due again after the next wait.
    package mutating func due(_ cases: [OpenCase], at now: Duration) -> [OpenCase] {
        var due: [OpenCase] = []
        var next: [Key: Turn] = [:]
        for open in cases {
            var turn = turns[Key(open)] ?? Turn(due: now + Self.waits[0])
            if turn.due <= now {
                due.append(open)
                turn = Turn(due: now + Self.waits[min(turn.asked, Self.waits.count - 1)], asked: turn.asked + 1)
            }
            next[Key(open)] = turn
        }
        turns = next
        return due
    }
}

extension ProbeSchedule.Key {
    fileprivate init(_ open: OpenCase) {
        self.init(account: open.link.account, system: open.link.system, generation: open.link.generation)
    }
}
