import Accounts

/// When accounts in doubt are asked about automatically, while a console is open (docs/reliability.md, "In doubt, and
/// how it ends").
///
/// Accounts in doubt at the beginning are asked about at once, later ones after the first wait. It never gives up.
package struct ProbeSchedule: Sendable {
    private struct Key: Hashable {
        let link: Link.ID
        let generation: Int

        init(_ open: OpenCase) {
            link = open.link.id
            generation = open.link.generation
        }
    }

    private struct Turn {
        var due: Duration
        var asked = 0
    }

    private static let waits: [Duration] = [
        .seconds(30), .seconds(60), .seconds(300), .seconds(900), .seconds(3600), .seconds(21_600), .seconds(43_200),
        .seconds(86_400),
    ]
    /// The least time between two exists calls about the same case, whoever makes them.
    static let leastGap = waits[0]
    private var turns: [Key: Turn] = [:]

    package init() {}

    /// Takes in the cases that are in doubt at the beginning.
    package mutating func begin(_ cases: [OpenCase]) {
        for open in cases { turns[Key(open)] = Turn(due: .zero) }
    }

    /// When the next of the cases that were taken in is due; nil if there is none.
    package var next: Duration? { turns.values.map(\.due).min() }

    /// The cases whose turn it is; `now` is the time since boot.
    ///
    /// Each of them is next due after the following wait.
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
