import Accounts
import InMemory
import Synchronizing

/// A console or a command: its own store on the shared disk, and a synchronizer.
// The pump's thread is the only one that touches it, which the compiler cannot see.
final class Process: @unchecked Sendable {
    let name: String
    let world: World
    var isAlive = true
    /// Whether it is taking over from a dead process, during which the vendor may not be asked.
    var isRecovering = false
    /// A process that is stopped does nothing until then.
    var stoppedUntil: Int?
    /// How often it has lost its lease.
    var names = 0
    /// How many milliseconds its clock is ahead of the server's.
    let skew: Int
    private var attempts = 0

    init(number: Int, world: World) {
        name = "p\(number)"
        self.world = world
        skew = world.isTeam ? world.random.below(120_000) - 60_000 : 0
    }

    private(set) lazy var store = MemoryStore(world.disk, owner: name) { [unowned self] write in
        isAlive ? world.fate(of: write, self) : .lost(.misused(reason: "dead"))
    }

    private lazy var journal = SimulatedJournal(process: self, inner: world.composition.journal(store, world.disk))

    private(set) lazy var dependencies = Dependencies(
        journal: journal,
        cases: journal,
        situations: journal,
        registry: store,
        directory: store,
        runs: store,
        serviceManagers: SimulatedClients(process: self),
        timekeeper: SimulatedTimekeeper(process: self),
        makeAttemptID: { [unowned self] in
            attempts += 1
            return AttemptID("\(name)-\(attempts)")
        },
        random: { [unowned self] in world.random.fraction() },
        limits: world.composition.limits,
        by: name
    )

    private(set) lazy var synchronizer = Synchronizer(dependencies)

    /// Executes a submission to its end, a step at a time.
    func execute(_ beginning: Synchronizer.Beginning) async -> Conclusion {
        switch beginning {
        case .over(let conclusion): return conclusion
        case .ready(var execution):
            while true {
                guard let conclusion = await execution.step(in: dependencies) else { continue }
                await synchronizer.settle(conclusion, of: execution)
                world.note("ends: \(conclusion.word)", self)
                return conclusion
            }
        }
    }
}

extension Conclusion {
    /// Its case, for the trace.
    var word: String { "\(self)".split(separator: "(").first.map(String.init) ?? "" }
}
