import Accounts
import GRDB
import StoredForms
import Synchronizing

/// When the next request to a system may begin, and until when nothing may be taken; times count from a boot.
struct Pace {
    private let system: SystemName
    private var turn: Mark?
    private var held: Mark?

    private struct Mark {
        var time: Duration
        var boot: String

        /// How long it is until then; nothing once it is over, or after a reboot.
        func left(at moment: Moment) -> Duration { boot == moment.boot ? max(.zero, time - moment.uptime) : .zero }
    }

    /// How long it is until the next turn.
    func wait(at moment: Moment) -> Duration { turn?.left(at: moment) ?? .zero }

    mutating func setTurn(in wait: Duration, at moment: Moment) {
        turn = Mark(time: moment.uptime + wait, boot: moment.boot)
    }

    /// Whether nothing may be taken, or one item as a trial.
    var isHeld: Bool { held != nil }

    /// How long nothing may be taken.
    func hold(at moment: Moment) -> Duration { held?.left(at: moment) ?? .zero }

    mutating func setHold(for time: Duration, at moment: Moment) {
        held = Mark(time: moment.uptime + time, boot: moment.boot)
    }

    mutating func release() { held = nil }

    static func fetch(_ database: Database, _ system: SystemName) throws -> Pace {
        try database.first(.paces, "WHERE system = $1", [system]).map(Pace.init) ?? Pace(system: system)
    }

    func put(_ database: Database) throws {
        try database.put(
            [
                "system": system, "next_turn": turn.map(\.time.microseconds), "turn_boot": turn?.boot,
                "held_until": held.map(\.time.microseconds), "held_boot": held?.boot,
            ],
            into: .paces,
            key: ["system"]
        )
    }

    private init(system: SystemName) { self.system = system }

    private init(row: StoredRow) throws {
        system = try row.word("system")
        turn = try row.optionalText("turn_boot").map { Mark(time: try row.duration("next_turn"), boot: $0) }
        held = try row.optionalText("held_boot").map { Mark(time: try row.duration("held_until"), boot: $0) }
    }
}

extension StoredRow {
    fileprivate func duration(_ column: String) throws(Damage) -> Duration { .microseconds(try number(column)) }
}

extension Duration {
    fileprivate var microseconds: Int {
        Int(components.seconds) * 1_000_000 + Int(components.attoseconds / 1_000_000_000_000)
    }
}
