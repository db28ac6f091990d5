import Harness

/// Repeats one run as a violation names it: `kill single 196`, `disk child 12 EIO once`, `power single 77`,
/// `http exists: {}`.
enum Again {
    static func run(_ words: [String]) async throws -> Tally {
        let rig = try Rig()
        guard words.count > 1 else { return Tally() }
        let rest = words.dropFirst().joined(separator: " ")
        if words[0] == "http" {
            let template = try await HTTPFaults.prepare(rig)
            var tally = Tally()
            for one in HTTPFaults.cases where one.name == rest { tally += try await HTTPFaults.run(one, rig, template) }
            return tally
        }
        if let harm = MessageCuts.Harm(rawValue: words[0]), words.count == 3,
            let scenario = MessageCuts.Scenario(rawValue: words[1]), let place = Int(words[2])
        {
            return try await MessageCuts(scenario, try TeamRigs.shared(), harm: harm).run(from: place, limit: 1).tally
        }
        if words[0] == "failover", let failover = Failover(rawValue: words[1]) { return try await failover.run() }
        if words[0] == "team", let seed = UInt64(words[1]) {
            return try await TeamRounds(try TeamRigs.shared(), .full).round(seed: seed).tally
        }
        guard words.count > 2, let scenario = Scenario.all.first(where: { $0.name == words[1] }),
            let number = UInt64(words[2].prefix(while: \.isNumber))
        else { return Tally() }
        return try await Lanes.thread {
            let trial = Trial(rig: rig, template: try rig.template(scenario))
            switch words[0] {
            case "kill": return try KillPoints.run(trial, from: Int(number), limit: 1).tally
            case "disk":
                let name = words.dropFirst(3).joined(separator: " ")
                guard let kind = DiskFaults.Kind(rawValue: name) else { return Tally() }
                return try DiskFaults.run(trial, kind, from: Int(number), limit: 1).tally
            case "power": return try PowerLoss.run(trial, images: 1, seed: number)
            case "random": return try RandomKills.run(trial, count: 1, seed: number)
            default: return Tally()
            }
        }
    }
}
