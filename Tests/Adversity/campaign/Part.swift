import Harness

/// A part of the campaign: a long series of runs, done in steps of a few seconds.
enum Part: String, CaseIterable {
    case kill, random, disk, power, http, processes, replay, seeds, cuts, falls, team, failover

    private static let lanes = 2
    private static let images = [Scenario.single, .child, .recovery, .resolve, .bulk, .resumedBulk]

    /// Does the next runs; returns whether there are more.
    func step(_ rigs: [Rig], from position: inout Position, seed: UInt64) async throws -> (tally: Tally, goesOn: Bool) {
        let start = position
        switch self {
        case .kill:
            guard start.major < Scenario.all.count else { return (Tally(), false) }
            let (tally, isComplete) = try await points(rigs) { lane, rig in
                try KillPoints.run(
                    Trial(rig: rig, template: try rig.template(Scenario.all[start.major])),
                    from: start.minor + 1 + lane,
                    stride: Self.lanes,
                    limit: 10
                )
            }
            position =
                isComplete ? Position(major: start.major + 1) : Position(major: start.major, minor: start.minor + 20)
            return (tally, true)
        case .disk:
            let kinds = DiskFaults.Kind.allCases
            guard start.major < Scenario.all.count * kinds.count else { return (Tally(), false) }
            let (tally, isComplete) = try await points(rigs) { lane, rig in
                try DiskFaults.run(
                    Trial(rig: rig, template: try rig.template(Scenario.all[start.major / kinds.count])),
                    kinds[start.major % kinds.count],
                    from: start.minor + 1 + lane,
                    stride: Self.lanes,
                    limit: 10
                )
            }
            position =
                isComplete ? Position(major: start.major + 1) : Position(major: start.major, minor: start.minor + 20)
            return (tally, true)
        case .random:
            position.minor += 20
            return (
                try await points(rigs) { lane, rig in
                    let trial = Trial(rig: rig, template: try rig.template(.bulk))
                    return (try RandomKills.run(trial, count: 10, seed: seed &+ UInt64(start.minor + lane * 10)), false)
                }
                .tally, true
            )
        case .power:
            position.minor += 40
            return (
                try await points(rigs) { lane, rig in
                    let scenario = Self.images[start.minor / 40 % Self.images.count]
                    let trial = Trial(rig: rig, template: try rig.template(scenario))
                    return (try PowerLoss.run(trial, images: 20, seed: seed &+ UInt64(start.minor + lane * 20)), false)
                }
                .tally, true
            )
        case .seeds:
            position.minor += 2_000
            return (await Seeds.run(from: seed &+ UInt64(start.minor), count: 2_000), true)
        case .http:
            let cases = HTTPFaults.cases.dropFirst(start.minor).prefix(20)
            position.minor += 20
            var tally = Tally()
            let template = try await HTTPFaults.prepare(rigs[0])
            for one in cases { tally += try await HTTPFaults.run(one, rigs[0], template) }
            return (tally, start.minor + 20 < HTTPFaults.cases.count)
        case .processes:
            position.minor += 1
            let tally = try await Lanes.thread {
                let trial = Trial(rig: rigs[0], template: try rigs[0].template(.bulk(resellers: 100, customers: 9)))
                return try Processes.round(trial, processes: 8)
            }
            return (tally, true)
        case .cuts, .falls:
            let scenarios = MessageCuts.Scenario.allCases
            guard start.major < scenarios.count else { return (Tally(), false) }
            let harm: MessageCuts.Harm = self == .cuts ? .cuts : .falls
            let cuts = try await MessageCuts(scenarios[start.major], try TeamRigs.shared(), harm: harm)
            // To start a server takes longer than to cut a connection; seven comes by all three kinds of points.
            let stride = self == .cuts ? 1 : 7
            let (tally, next) = try await cuts.run(from: start.minor, stride: stride, limit: 30)
            position = next.map { Position(major: start.major, minor: $0) } ?? Position(major: start.major + 1)
            return (tally, true)
        case .failover:
            guard start.major < Failover.allCases.count else { return (Tally(), false) }
            position.major += 1
            return (try await Failover.allCases[start.major].run(), true)
        case .team:
            position.minor += 1
            let round = try await TeamRounds(try TeamRigs.shared(), .full).round(seed: seed &+ UInt64(start.minor))
            say("round \(start.minor + 1): \(round.counts)")
            return (round.tally, true)
        case .replay:
            position.minor += 1
            let tally = try await Lanes.thread {
                var sum = Tally()
                for ending in Replay.endings {
                    for executes in [false, true] {
                        let trial = Trial(rig: rigs[0], template: try rigs[0].template(.single))
                        sum += try Replay.run(trial, ending, executes: executes)
                    }
                }
                return sum
            }
            return (tally, position.minor < 5)
        }
    }

    /// Runs on all lanes; returns whether any of them came to the end.
    private func points(
        _ rigs: [Rig],
        _ work: @escaping @Sendable (Int, Rig) throws -> (tally: Tally, isComplete: Bool)
    ) async throws -> (tally: Tally, isComplete: Bool) {
        try await withThrowingTaskGroup(of: (tally: Tally, isComplete: Bool).self) { group in
            for (lane, rig) in rigs.prefix(Self.lanes).enumerated() {
                group.addTask { try await Lanes.thread { try work(lane, rig) } }
            }
            return try await group.reduce(into: (tally: Tally(), isComplete: false)) { sum, one in
                sum.tally += one.tally
                sum.isComplete = sum.isComplete || one.isComplete
            }
        }
    }
}

/// The server of the parts that need one, started when it is first asked for.
enum TeamRigs {
    static func shared() throws -> TeamRig { try started.get() }
    private static let started = Result { try TeamRig() }
}
