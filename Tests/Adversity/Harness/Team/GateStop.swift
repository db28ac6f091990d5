import Accounts
import Foundation
import Glibc
import Invariants
import PrivateCluster

/// A client is stopped in front of the gate, longer than its lease, and goes on: it must not send.
package enum GateStop {
    package static let scenario = "R-1"

    /// The program must have a short lease, and a gate that waits for the file `gate` in its home.
    ///
    /// If it `isSwept`, another process puts in doubt what the stopped one was about to send; if not, the lease alone must
    /// shut the gate.
    package static func run(_ rig: TeamRig, _ program: Program, isSwept: Bool) async throws -> Tally {
        let database = try await rig.book(resellers: 1, customers: 0, deadline: .seconds(30))
        rig.vendor.restore()
        let witness = try ServerWitness(database, on: rig.cluster, asksLease: true)
        rig.vendor.setWitness { witness.objection(to: $0) }
        let gate = rig.folder + "/gate"
        // Left by another attack on the same rig, if there was one.
        try? FileManager.default.removeItem(atPath: gate)
        let process = try rig.start(["synchronize", scenario], on: database, by: program)
        let sending = "SELECT count(*) FROM account_sync.links WHERE state = 'sending'"
        let limit = ContinuousClock.now + .seconds(60)
        while try rig.cluster.sql(sending, in: database) == "0" {
            guard .now < limit else { throw HarnessFailure.preparation("nothing is sent") }
        }
        Glibc.kill(-process.id, SIGSTOP)
        let stopped = try rig.cluster.sql(sending.replacing("count(*)", with: "attempt"), in: database)
        // Its own, since those of processes that have ended run out, too.
        let over = """
            SELECT count(*) FROM account_sync.workers JOIN account_sync.links ON links.owner = workers.id
            WHERE links.state = 'sending' AND lease_until <= clock_timestamp()
            """
        while try rig.cluster.sql(over, in: database) == "0" {
            guard .now < limit else { throw HarnessFailure.preparation("its lease does not run out") }
            usleep(50_000)
        }
        if isSwept { _ = try await rig.open(database) }
        try Data().write(to: URL(filePath: gate))
        Glibc.kill(-process.id, SIGCONT)
        let ended = process.wait(.seconds(120))
        rig.vendor.settle()
        var violations = try rig.violations(in: database)
            .filter { $0.sentence != "account 1000000 is still sending after the recovery" }
        // What the gate held back for certain may be tried again, under a lease that is new, as another attempt; what was
        // swept may not.
        let sent = rig.vendor.ledger.received.count {
            $0.endpoint == .synchronize && (isSwept || $0.trackID == stopped)
        }
        if sent > 0 {
            violations.append(Violation(.owner, "it sent, although its lease was over: \(ended.phrase)"))
        }
        // Whoever comes next sends it, once.
        let desk = try await rig.open(database)
        violations += try await rig.settle(["1000000"], at: desk, in: database).map { Violation(.end, $0) }
        violations += rig.twiceOrLost(["1000000"])
        violations += try rig.violations(in: database)
        var tally = Tally()
        tally.count(.ok, Array(Set(violations)))
        return tally
    }
}
