import Accounts
import Foundation
import Glibc
import Invariants
import PrivateCluster
import Synchronization
import Synchronizing
import Workspace

/// Workers as processes on one server's book, killed, stopped beyond their leases, cut off, and their server killed under
/// them: each account is made once, and none is lost.
package struct TeamRounds: Sendable {
    /// How large a round is.
    package struct Size: Sendable {
        package var resellers: Int
        /// Below each reseller.
        package var customers: Int
        package var workers: Int
        package var program: Program
        /// How long the program's lease is.
        package var lease: Duration
        /// How long things go wrong, at least.
        package var trouble: Duration

        /// What the goals are about.
        package static let full = Size(
            resellers: 100,
            customers: 9,
            workers: 8,
            program: .real,
            lease: .seconds(20),
            trouble: .seconds(15)
        )

        /// A short one, of the same libraries with a short lease.
        package static let short = Size(
            resellers: 8,
            customers: 4,
            workers: 4,
            program: .mutant(.none),
            lease: .seconds(2),
            trouble: .seconds(4)
        )
    }

    /// What was done, and what it led to.
    package struct Counts: Sendable, Hashable {
        package var kills = 0
        package var stops = 0
        package var servers = 0
        package var cuts = 0
        package var silences = 0
        /// How many accounts others put in doubt.
        package var doubts = 0
    }

    private let rig: TeamRig
    private let size: Size

    package init(_ rig: TeamRig, _ size: Size) { (self.rig, self.size) = (rig, size) }

    /// One round; a seed decides what goes wrong, and when.
    package func round(seed: UInt64) async throws -> (tally: Tally, counts: Counts) {
        let database = try await rig.book(
            resellers: size.resellers,
            customers: size.customers,
            deadline: .seconds(3)
        )
        rig.forgetSends()
        rig.vendor.restore()
        rig.vendor.script(
            .synchronize,
            Reply("slow", steps: [.wait(.milliseconds(30)), .say { HTTPText.answer(200, $0.json) }])
        )
        let witness = try ServerWitness(database, on: rig.cluster)
        rig.vendor.setWitness { witness.objection(to: $0) }
        let plan = rig.folder + "/plan-\(database).json"
        let planned = try rig.must(["plan", "--all", "--system", "Box", "--json"], on: database).stdout
        try planned.write(toFile: plan, atomically: true, encoding: .utf8)
        let crew = Crew(rig, size, database)
        defer { crew.end() }
        try await begin(plan, database)
        crew.fill()
        var counts = try await trouble(crew, plan, database, seed)
        rig.proxy.treat(nil)
        crew.goOn()
        // What is under way ends by itself.
        try await Task.sleep(for: .seconds(1))
        crew.end()
        let desk = try await rig.open(database)
        let end = ContinuousClock.now + size.lease + .seconds(120)
        let owned = "SELECT count(*) FROM account_sync.links WHERE owner IS NOT NULL"
        while try rig.cluster.sql(owned, in: database) != "0", .now < end {
            _ = try await desk.synchronizer.recover()
            try await Task.sleep(for: .milliseconds(200))
        }
        let rows = try Records(database, on: rig.cluster).accounts
        let (parents, children) = (rows.filter { $0.parent == nil }, rows.filter { $0.parent != nil })
        var left = try await rig.settle(parents.map { AccountID($0.id) }, at: desk, in: database, within: .seconds(300))
        left += try await rig.settle(children.map { AccountID($0.id) }, at: desk, in: database, within: .seconds(600))
        var violations = left.map { Violation(.end, $0) } + rig.twiceOrLost(rows.map { AccountID($0.id) })
        violations += try rig.violations(in: database)
        let records = try Records(database, on: rig.cluster)
        counts.doubts = records.log.count { $0.event == "taken over" && $0.state == "in doubt" }
        let most = (counts.kills + counts.stops + counts.servers * size.workers) * Self.inFlight
        if counts.doubts > most {
            violations.append(Violation(.attack, "\(counts.doubts) in doubt, and at most \(most) were under way"))
        }
        var tally = Tally()
        tally.count(
            records.outcome(of: nil),
            violations.map { Violation($0.invariant, $0.sentence, replay: "team \(seed)") }
        )
        return (tally, counts)
    }

    private static let inFlight = 16

    /// Begins a run of what is not sent yet; its workers share it.
    private func begin(_ plan: String, _ database: String) async throws {
        let words = ["runs", "start", "--plan", plan, "--detach", "--rate", "0", "--in-flight", "\(Self.inFlight)"]
        // A book whose server is just starting has no run begun; the next time it has.
        _ = try rig.start(words, on: database).wait()
    }

    private func trouble(
        _ crew: Crew,
        _ plan: String,
        _ database: String,
        _ seed: UInt64
    ) async throws -> Counts {
        var (counts, random) = (Counts(), SeededRandom(seed: seed))
        let end = ContinuousClock.now + size.trouble
        var isDone = false
        while .now < end || !isDone && .now < end + size.trouble * 10 {
            try await Task.sleep(for: .milliseconds(Int.random(in: 100...500, using: &random)))
            crew.fill()
            switch Int.random(in: 0..<20, using: &random) {
            case 0..<5:
                counts.kills += 1
                crew.kill(using: &random)
            case 5..<9:
                counts.stops += 1
                let beyond = Duration.milliseconds(Int.random(in: -1_000...1_500, using: &random))
                crew.stop(for: size.lease + beyond, using: &random)
            case 9..<13:
                counts.cuts += 1
                rig.proxy.cutAll()
            case 13..<16:
                // Before or after one of the next messages of either side.
                counts.cuts += 1
                let number = Int.random(in: 1...60, using: &random)
                let side: CuttingProxy.Side = Bool.random(using: &random) ? .program : .server
                let treatment: CuttingProxy.Treatment = Bool.random(using: &random) ? .cutBefore : .cutAfter
                rig.proxy.treat { $0.side == side && $0.number == number ? treatment : .pass }
            case 16:
                counts.servers += 1
                try rig.cluster.restart()
            case 17:
                counts.silences += 1
                let until = ContinuousClock.now + .milliseconds(Int.random(in: 200...2_500, using: &random))
                rig.proxy.treat { _ in .now < until ? .swallow : .pass }
            default: break
            }
            let states = try rig.states(in: database)
            isDone = states.values.count { $0.holdsClaim } == size.resellers * (size.customers + 1)
            let open = "SELECT count(*) FROM account_sync.runs WHERE ended IS NULL"
            if !isDone, try rig.cluster.sql(open, in: database) == "0" {
                let planned = try rig.start(["plan", "--all", "--system", "Box", "--json"], on: database).wait()
                try planned.stdout.write(toFile: plan, atomically: true, encoding: .utf8)
                _ = try rig.start(["resolve", "--all", "--system", "Box"], on: database).wait()
                try await begin(plan, database)
            }
        }
        return counts
    }
}

/// The workers of a round, always as many.
private final class Crew: Sendable {
    private struct Member {
        var process: Spawned
        var isEnded = false
        var isStopped = false
    }

    private let rig: TeamRig
    private let size: TeamRounds.Size
    private let database: String
    private let members = Mutex<[Member]>([])

    init(_ rig: TeamRig, _ size: TeamRounds.Size, _ database: String) {
        (self.rig, self.size, self.database) = (rig, size, database)
    }

    /// Starts as many as are missing.
    func fill() {
        members.withLock { members in
            members.removeAll(where: \.isEnded)
            for _ in members.count..<max(size.workers, members.count) {
                guard let process = try? rig.start(["work"], on: database, by: size.program, throughProxy: true)
                else { continue }
                members.append(Member(process: process))
                Thread.detachNewThread { [self] in
                    // Read to its end, so that nobody waits for a full pipe.
                    _ = process.wait(.seconds(3_600))
                    note(process)
                }
            }
        }
    }

    private func note(_ process: Spawned) {
        members.withLock { members in
            for index in members.indices where members[index].process === process { members[index].isEnded = true }
        }
    }

    func kill(using random: inout SeededRandom) {
        let number = Int.random(in: 0..<100, using: &random)
        members.withLock { members in
            guard !members.isEmpty else { return }
            let member = members[number % members.count]
            if !member.isEnded { member.process.kill() }
        }
    }

    /// Stops one, which goes on later.
    func stop(for time: Duration, using random: inout SeededRandom) {
        let number = Int.random(in: 0..<100, using: &random)
        let stopped = members.withLock { members -> Spawned? in
            let running = members.indices.filter { !members[$0].isEnded && !members[$0].isStopped }
            // Somebody has to go on.
            guard running.count > size.workers / 2 else { return nil }
            let index = running[number % running.count]
            members[index].isStopped = true
            Glibc.kill(-members[index].process.id, SIGSTOP)
            return members[index].process
        }
        guard let stopped else { return }
        Thread.detachNewThread { [self] in
            usleep(UInt32(time / .microseconds(1)))
            goOn(stopped)
        }
    }

    private func goOn(_ process: Spawned) {
        members.withLock { members in
            for index in members.indices where members[index].process === process && members[index].isStopped {
                if !members[index].isEnded { Glibc.kill(-process.id, SIGCONT) }
                members[index].isStopped = false
            }
        }
    }

    /// Lets all go on that are stopped.
    func goOn() { for member in members.withLock({ $0 }) { goOn(member.process) } }

    func end() {
        members.withLock { members in
            for member in members where !member.isEnded { member.process.kill() }
        }
    }
}
