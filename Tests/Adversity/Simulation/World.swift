import Accounts
import InMemory
import Invariants
import Synchronizing

/// Everything of one run: the clock, the disk, the vendor, the processes, and the one seed that decides what comes next.
///
/// It is only ever touched by the thread that runs the pump.
// The pump's thread is the only one, which the compiler cannot see.
final class World: @unchecked Sendable {
    struct Parked {
        let process: Process
        var wake: Int
        let continuation: UnsafeContinuation<Void, Never>
    }

    let pump = Pump()
    let disk = MemoryDisk()
    let composition: Composition
    let vendor = Vendor()
    var clock = Clock()
    var random: Randomness
    var report: Report
    let checker = Checker()
    /// No more faults: what is under way ends, and the operator clears up.
    var isCalm = false
    /// Until when no write reaches the disk.
    var diskTroubleUntil = 0
    /// Counts the changes of the fields that the vendor asks for.
    var fieldsVersion = 0
    var processes: [Process] = []
    /// Of a team's processes; nil if they share a folder, where locks show who lives.
    var leases: Leases?
    private var parked: [Parked] = []
    private var started = 0
    private let isTracing: Bool

    init(seed: UInt64, _ composition: Composition, isTracing: Bool) {
        random = Randomness(seed: seed)
        report = Report(seed: seed)
        self.composition = composition
        self.isTracing = isTracing
    }

    /// Writes a line into the trace.
    func note(_ text: @autoclosure () -> String, _ process: Process? = nil) {
        guard isTracing else { return }
        report.trace.append("\(clock.time) \(process?.name ?? "world"): \(text())")
    }

    func fault(_ text: @autoclosure () -> String, _ process: Process? = nil) {
        report.faults += 1
        note("fault: \(text())", process)
    }

    /// Keeps the first broken rule; the run ends with it.
    func violate(_ invariant: Invariant, _ detail: @autoclosure () -> String) {
        guard report.violation == nil else { return }
        report.violation = Violation(invariant, detail())
        note("violation: \(invariant.rawValue): \(detail())")
    }

    /// A point at which a process may be overtaken, or die; answers whether it lives on.
    func pass(_ process: Process, after delay: Int = 0) async -> Bool {
        guard process.isAlive else { return false }
        let wake = max(clock.time + delay, process.stoppedUntil ?? 0)
        await withUnsafeContinuation { parked.append(Parked(process: process, wake: wake, continuation: $0)) }
        return process.isAlive
    }

    func start(_ script: @escaping @Sendable (Process) async -> Void) {
        started += 1
        let process = Process(number: started, world: self)
        processes.append(process)
        note("starts", process)
        Task(executorPreference: pump) { await script(process) }
        pump.run()
    }

    /// Ends a process as a kill does: nothing that it does from now on has any effect.
    func kill(_ process: Process) {
        guard process.isAlive else { return }
        note("dies", process)
        process.isAlive = false
        if isTeam {
            leases?.stop(process.store.owner, at: clock.time, lastBeat: random.below(Leases.beat))
            leases?.bury(process.store)
        } else {
            process.store.die()
        }
        processes.removeAll { $0 === process }
        let waiting = parked.filter { $0.process === process }
        parked.removeAll { $0.process === process }
        for one in waiting { one.continuation.resume() }
        pump.run()
    }

    /// Nothing that a process waits for comes before that time.
    func delay(_ process: Process, until time: Int) {
        for index in parked.indices where parked[index].process === process && parked[index].wake < time {
            parked[index].wake = time
        }
    }

    /// Lets one process go on, or time pass until one can; answers whether there is any.
    func turn() -> Bool {
        vendor.executeDue(self)
        guard let soonest = parked.map(\.wake).min() else { return false }
        report.turns += 1
        guard soonest <= clock.time else {
            clock.time = vendor.nextDue.map { max(clock.time, min($0, soonest)) } ?? soonest
            return true
        }
        let ready = parked.indices.filter { parked[$0].wake <= clock.time }
        let one = parked.remove(at: random.pick(ready))
        clock.time += random.below(20)
        goOn(one.process)
        one.continuation.resume()
        pump.run()
        return true
    }

    /// Turns until nobody waits any more, or for so many turns; answers whether all came to an end.
    func turnToTheEnd(limit: Int) -> Bool {
        for _ in 0..<limit where report.violation == nil {
            if !turn() { return true }
        }
        return false
    }
}
