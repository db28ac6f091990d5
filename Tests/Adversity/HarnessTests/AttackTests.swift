import Harness
import Testing

/// Short attacks on the real program; `make campaign` runs long ones.
///
/// Serialized, since each of them uses all cores.
@Suite(.serialized) struct AttackTests {
    @Test func `killed at every third system call of a single send, nothing is created twice and nothing is lost`()
        async throws
    {
        let tally = try await Lanes.run([1, 4]) { rig, first in
            try KillPoints.run(Trial(rig: rig, template: try rig.template(.single)), from: first, stride: 6).tally
        }
        #expect(tally.violations == [])
        #expect(tally.runs > 60)
    }

    @Test func `killed all along every scenario, nothing is created twice and nothing is lost`() async throws {
        let tally = try await Lanes.run(Array(Scenario.all.dropFirst())) { rig, scenario in
            try KillPoints.run(Trial(rig: rig, template: try rig.template(scenario)), from: 3, stride: 71).tally
        }
        #expect(tally.violations == [])
        #expect(tally.runs > 50)
    }

    @Test func `a bulk killed at a random moment and started again creates everything once`() async throws {
        let tally = try await Lanes.run([1, 1001]) { rig, seed in
            let trial = Trial(rig: rig, template: try rig.template(.bulk))
            return try RandomKills.run(trial, count: 20, seed: UInt64(seed))
        }
        #expect(tally.violations == [])
        #expect(tally.runs == 40)
    }

    @Test func `whichever fifth write or sync fails, nothing is sent without its intent and no id is lost`()
        async throws
    {
        // More lanes than processors: a program whose disk is full waits for it now and then.
        let jobs = [Scenario.single, .child, .resolve]
            .flatMap { scenario in
                [DiskFaults.Kind.errorOnce, .fullForGood]
                    .flatMap { kind in [1, 6].map { (scenario: scenario, kind: kind, first: $0) } }
            }
        let tally = try await Lanes.run(jobs, lanes: 9) { rig, job in
            let trial = Trial(rig: rig, template: try rig.template(job.scenario))
            return try DiskFaults.run(trial, job.kind, from: job.first, stride: 10).tally
        }
        #expect(tally.violations == [])
        #expect(tally.runs > 50)
    }

    @Test func `when the power fails, what was sent has its intent on the disk, and what was told is there`()
        async throws
    {
        let tally = try await Lanes.run([Scenario.single, .child, .bulk, .resolve]) { rig, scenario in
            try PowerLoss.run(Trial(rig: rig, template: try rig.template(scenario)), images: 30, seed: 1)
        }
        #expect(tally.violations == [])
        #expect(tally.runs == 120)
    }

    @Test func `eight processes with the same two hundred accounts create each of them once`() async throws {
        let tally = try await Lanes.run([8]) { rig, processes in
            let template = try rig.template(.bulk(resellers: 20, customers: 9))
            return try Processes.round(Trial(rig: rig, template: template), processes: processes)
        }
        #expect(tally.violations == [])
        #expect(tally.ok == 1)
    }

    @Test func `a connection that dies after the request was read makes exactly one request`() async throws {
        let tally = try await Lanes.run([false, true]) { rig, executes in
            var sum = Tally()
            for ending in Replay.endings {
                sum += try Replay.run(Trial(rig: rig, template: try rig.template(.single)), ending, executes: executes)
            }
            return sum
        }
        #expect(tally.violations == [])
        #expect(tally.runs == 4)
    }
}
