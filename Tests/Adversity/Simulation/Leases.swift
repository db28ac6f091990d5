import InMemory
import Synchronizing

/// The leases of a team's processes, by the server's clock, which is the run's own.
///
/// A process that runs beats, so that its lease never ends. Only one that is stopped or dead has an end, and nobody else
/// can tell the two apart.
struct Leases {
    /// A lease on a server's book, in milliseconds, and how often it is put off.
    static let length = 20_000
    static let beat = 5_000

    /// When the leases of those end that no longer beat.
    private var ends: [String: Int] = [:]
    /// The stores of the dead: what they own is theirs until their leases end.
    private var dead: [MemoryStore] = []

    /// An owner beats no more; its last beat was some time ago.
    mutating func stop(_ owner: String, at time: Int, lastBeat ago: Int) { ends[owner] = time + Self.length - ago }

    mutating func bury(_ store: MemoryStore) { dead.append(store) }

    /// Beats again, unless it is too late for that.
    mutating func goOn(_ owner: String, at time: Int) {
        if let end = ends[owner], end > time { ends[owner] = nil }
    }

    func isOver(_ owner: String, at time: Int) -> Bool { ends[owner].map { $0 <= time } ?? false }

    func over(at time: Int) -> [String] { ends.filter { $0.value <= time }.map(\.key) }

    /// How much of a lease is left.
    func left(of owner: String, at time: Int, lastBeat ago: Int) -> Int {
        ends[owner].map { $0 - time } ?? Self.length - ago
    }
}

extension World {
    /// Whether the processes share a server's book: they have leases in place of locks, and can be stopped.
    var isTeam: Bool { leases != nil }

    /// What has outlived its lease owns nothing any more.
    func endLeases() {
        guard let over = leases?.over(at: clock.time), !over.isEmpty else { return }
        disk.tamper { $0.owners.subtract(over) }
    }

    /// Whether a process may still send what it owns.
    func covers(_ process: Process) -> Bool { !(leases?.isOver(process.store.owner, at: clock.time) ?? false) }

    /// Stops a process as a signal or a closed lid does; it goes on later, wherever it was.
    func stop(_ process: Process) {
        guard process.stoppedUntil == nil else { return }
        let until = clock.time + 1_000 + random.below(60_000)
        fault("\(process.name) is stopped until \(until)")
        process.stoppedUntil = until
        leases?.stop(process.store.owner, at: clock.time, lastBeat: random.below(Leases.beat))
        delay(process, until: until)
    }

    /// A stopped process goes on.
    func goOn(_ process: Process) {
        guard let until = process.stoppedUntil, until <= clock.time else { return }
        process.stoppedUntil = nil
        leases?.goOn(process.store.owner, at: clock.time)
        endLeases()
        note(covers(process) ? "goes on" : "goes on without its lease", process)
    }

    /// A process that begins something needs a lease; if its own is over, one under another name.
    func enter(_ process: Process) {
        guard !covers(process) else { return }
        process.names += 1
        process.store.goOn(as: "\(process.name)/\(process.names)")
        note("is \(process.store.owner) now", process)
    }

    /// The owners that seem to be dead if each writes and reads leases by a clock of its own.
    func apparentlyDead(to process: Process) -> Set<String> {
        Set(
            processes.filter { $0 !== process }
                .filter { other in
                    let left = leases?.left(of: other.store.owner, at: clock.time, lastBeat: random.below(Leases.beat))
                    return (left ?? 0) + other.skew <= process.skew
                }
                .map(\.store.owner)
        )
    }
}
