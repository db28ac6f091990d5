/// What many runs came to.
package struct Tally: Sendable {
    /// How many seeds were run.
    package var seeds = 0
    /// How many things went wrong by intention, in all of them.
    package var faults = 0
    /// The fewest that did in one run.
    package var fewestFaults = Int.max
    /// How many steps the processes took.
    package var turns = 0
    /// How many synchronize requests reached the vendor.
    package var requests = 0
    /// How many accounts the vendor made.
    package var creates = 0
    /// The runs that broke a rule, by seed; at most 100 of them.
    package var failures: [Report] = []

    mutating func add(_ report: Report) {
        seeds += 1
        faults += report.faults
        turns += report.turns
        requests += report.requests
        creates += report.creates
        if report.violation != nil { failures.append(report) } else { fewestFaults = min(fewestFaults, report.faults) }
    }

    mutating func add(_ other: Tally) {
        seeds += other.seeds
        faults += other.faults
        fewestFaults = min(fewestFaults, other.fewestFaults)
        turns += other.turns
        requests += other.requests
        creates += other.creates
        failures = Array((failures + other.failures).sorted { $0.seed < $1.seed }.prefix(100))
    }
}

extension Simulation {
    /// Runs many seeds, several at a time; `progress` hears of the tally now and then.
    package static func campaign(
        from first: UInt64,
        count: Int,
        _ composition: Composition = .shipped,
        workers: Int = 2,
        progress: (Tally) -> Void = { _ in }
    ) async -> Tally {
        let last = first + UInt64(count)
        return await withTaskGroup(of: Tally.self) { group in
            var next = first
            func add() {
                guard next < last else { return }
                let part = next..<min(next + 50, last)
                next = part.upperBound
                group.addTask { await runs(part, composition) }
            }
            for _ in 0..<max(workers, 1) { add() }
            var tally = Tally()
            while let part = await group.next() {
                tally.add(part)
                progress(tally)
                add()
            }
            return tally
        }
    }

    /// On a thread of the pool, whoever asks.
    @concurrent
    private static func runs(_ seeds: Range<UInt64>, _ composition: Composition) async -> Tally {
        var tally = Tally()
        for seed in seeds { tally.add(run(seed: seed, composition)) }
        return tally
    }

    /// The first seed under which a composition breaks a rule.
    package static func firstFailure(of composition: Composition, in seeds: Range<UInt64>) -> Report? {
        seeds.lazy.map { run(seed: $0, composition) }.first { $0.violation != nil }
    }
}
