/// The results of many runs.
package struct Tally: Sendable {
    package var seeds = 0
    /// How many faults were injected in all of them.
    package var faults = 0
    /// The fewest in one run.
    package var fewestFaults = Int.max
    package var turns = 0
    package var requests = 0
    package var creates = 0
    /// The runs that broke a rule, at most 100 of them.
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
    /// Runs many seeds, several at a time; `progress` gets the tally now and then.
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

    /// Runs on a thread of the pool, whoever calls.
    @concurrent
    private static func runs(_ seeds: Range<UInt64>, _ composition: Composition) async -> Tally {
        var tally = Tally()
        for seed in seeds { tally.add(run(seed: seed, composition)) }
        return tally
    }

    package static func firstFailure(of composition: Composition, in seeds: Range<UInt64>) -> Report? {
        seeds.lazy.map { run(seed: $0, composition) }.first { $0.violation != nil }
    }
}
