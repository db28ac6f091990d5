import Accounts
import InMemory
import Invariants
import Synchronizing

/// The engine in a world that goes wrong on purpose, as decided by a seed.
package enum Simulation {
    /// Runs one seed to the end, or to the first broken rule.
    package static func run(
        seed: UInt64,
        _ composition: Composition = .shipped,
        isTracing: Bool = false
    ) -> Report {
        let world = World(seed: seed, composition, isTracing: isTracing)
        world.furnish()
        world.storm()
        world.calmDown()
        world.end()
        return world.report
    }
}

extension World {
    private var isBroken: Bool { report.violation != nil }

    /// Processes work, and anything may go wrong.
    fileprivate func storm() {
        let faults = 10 + random.below(15)
        let turns = 100 + random.below(400)
        while !isBroken, report.faults < faults || report.turns < turns, report.turns < 5000 {
            if processes.count < 3, random.percent(processes.isEmpty ? 100 : 5) { start { await $0.work() } }
            if random.percent(2) { mischief() }
            _ = turn()
        }
    }

    /// Everything under way ends; then a process takes over twice from dead ones, and the operator clears up.
    fileprivate func calmDown() {
        guard !isBroken else { return }
        note("calm")
        (isCalm, diskTroubleUntil) = (true, 0)
        if !turnToTheEnd(limit: 2000) { violate(.end, "something that was under way does not end") }
        // The dead of a team are missed only once their leases are over.
        if isTeam { clock.time += Leases.length }
        endLeases()
        lookForLeftovers()
        start { await $0.clearUp() }
        if !turnToTheEnd(limit: 20_000) { violate(.end, "the clearing up does not end") }
        checker.look(self)
    }

    /// I8: taking over a second time changes nothing.
    private func lookForLeftovers() {
        let store = MemoryStore(disk, owner: "looker")
        // A disk in memory does not fail by itself.
        _ = try? store.takeOver(at: clock.now(), by: "looker")
        let lines = disk.contents.log.count
        // As above.
        _ = try? store.takeOver(at: clock.now(), by: "looker")
        if disk.contents.log.count != lines { violate(.recoveryIsDoneOnce, "a second take-over changes something") }
        checker.look(self)
    }

    fileprivate func end() {
        for process in processes { kill(process) }
        note("\(report.requests) requests, \(report.creates) accounts, \(report.faults) faults")
    }
}
