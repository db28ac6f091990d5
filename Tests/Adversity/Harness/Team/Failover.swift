import Accounts
import Foundation
import Glibc
import Invariants
import PrivateCluster
import Synchronizing
import Workspace

/// A book's server is gone, and another one goes on: nothing is sent there until somebody makes it the home, and then
/// nothing is made twice.
package enum Failover: String, Sendable, CaseIterable {
    /// Its synchronous standby is promoted, which lost nothing.
    case synchronous
    /// A standby is promoted that had heard nothing for a while.
    case asynchronous
    /// Yesterday's backup is restored.
    case backup

    private static let ids: [AccountID] = (1...6).map { AccountID("\($0)000000") }

    package func run() async throws -> Tally {
        let rig = try TeamRig()
        let database = try await rig.book(resellers: 6, customers: 0, deadline: .seconds(3))
        rig.vendor.restore()
        try await send(["1000000"], rig, rig.cluster.address(of: database))
        let (standby, copy) = try await follower(of: database, rig)
        // One is done, one is in doubt, and one is on its way when the server ends.
        try await send(["2000000"], rig, rig.cluster.address(of: database))
        rig.vendor.script(.synchronize, Reply("cut", executes: .first, steps: [], ending: .reset))
        try await send(["3000000"], rig, rig.cluster.address(of: database))
        rig.vendor.script(.synchronize, Reply("stall", executes: .first, steps: [.wait(.seconds(20))]))
        let sender = try rig.start(["synchronize", "R-4"], on: database, by: .mutant(.none))
        let limit = ContinuousClock.now + .seconds(120)
        while rig.vendor.ledger.created.count < 4 {
            guard .now < limit else { throw HarnessFailure.preparation("nothing was sent") }
            try await Task.sleep(for: .milliseconds(5))
        }
        rig.cluster.crash()
        sender.kill()
        _ = sender.wait()
        rig.vendor.script(.synchronize, .truth)
        try standby?.promote()
        if standby == nil { try rig.cluster.restart() }
        var violations = try await goOn(rig, standby?.folder ?? rig.cluster.folder, copy ?? database)
        violations = violations.map { Violation($0.invariant, $0.sentence, replay: "failover \(rawValue)") }
        var tally = Tally()
        tally.count(violations.isEmpty ? .ok : .unknown, violations)
        return tally
    }

    /// What takes over later: a standby, or a copy of the database as it is now.
    private func follower(of database: String, _ rig: TeamRig) async throws -> (Standby?, copy: String?) {
        switch self {
        case .synchronous: return (try Standby(of: rig.cluster, isSynchronous: true), nil)
        case .asynchronous:
            let standby = try Standby(of: rig.cluster)
            // It hears nothing from now on.
            try PrivateCluster.sql("ALTER SYSTEM SET primary_conninfo = ''", in: "postgres", at: standby.folder)
            try PrivateCluster.sql("SELECT pg_reload_conf()", in: "postgres", at: standby.folder)
            let following = "SELECT count(*) FROM pg_stat_wal_receiver"
            for _ in 0..<1_200 where try PrivateCluster.sql(following, in: "postgres", at: standby.folder) != "0" {
                try await Task.sleep(for: .milliseconds(50))
            }
            return (standby, nil)
        case .backup:
            let users = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)'"
            for _ in 0..<1_200 where try rig.cluster.sql(users) != "0" { try await Task.sleep(for: .milliseconds(50)) }
            return (nil, try rig.cluster.database(like: database, isAway: true))
        }
    }

    private func send(_ ids: [AccountID], _ rig: TeamRig, _ address: String) async throws {
        let desk = try await rig.open(address: address)
        guard let system = try await desk.systems.systems().first else { throw HarnessFailure.preparation("no system") }
        for id in ids {
            _ = await desk.synchronizer.synchronize(try await desk.synchronizer.form(of: id, on: system))
        }
    }

    /// Everybody tries, in vain; then the new place is made the home, and everything is settled.
    private func goOn(_ rig: TeamRig, _ server: String, _ database: String) async throws -> [Violation] {
        let address = "postgresql:///\(database)?host=\(server)&user=postgres"
        var violations: [Violation] = []
        let sent = rig.vendor.ledger.received.count { $0.endpoint == .synchronize }
        try await send(Self.ids, rig, address)
        let after = rig.vendor.ledger.received.count { $0.endpoint == .synchronize }
        if after != sent {
            violations.append(Violation(.owner, "\(after - sent) were sent from a place that is not the home"))
        }
        let desk = try await rig.open(address: address)
        let reading = try await desk.homes.home()
        if reading.away == nil { violations.append(Violation(.attack, "it seems to be at home")) }
        guard try await desk.homes.settle(at: reading.here, on: Date(), by: "postgres") else {
            throw HarnessFailure.preparation("no home")
        }
        let left = try await rig.settle(Self.ids, at: desk, in: database, at: server, adopts: true)
        violations += left.map { Violation(.end, $0) } + rig.twiceOrLost(Self.ids)
        // A place that has forgotten intents cannot know what their requests were.
        if self == .synchronous { violations += try rig.violations(in: database, at: server) }
        return violations
    }
}
