package import Accounts
import Foundation
import Glibc
package import Invariants
package import PrivateCluster
import Synchronization
package import Synchronizing
package import TeamStore
package import Workspace

/// A vendor, a server with books, and a proxy in front of the server.
package final class TeamRig: Sendable {
    package let vendor: Vendor
    package let cluster: PrivateCluster
    package let proxy: CuttingProxy
    /// The home of every process.
    package let folder: String
    private let templates = Mutex<[String: String]>([:])

    /// The server is one of its own, so that it can be killed, unless one is given.
    package init(_ shared: PrivateCluster? = nil) throws {
        vendor = try Vendor()
        cluster = try shared ?? PrivateCluster()
        proxy = try CuttingProxy(to: cluster)
        var template = Array("\(NSTemporaryDirectory())/account-sync-team-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw HarnessFailure.system("mkdtemp", errno) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        vendor.stop()
        // A leftover temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: folder)
    }

    package var environment: [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": folder, "USER": "tester", "LANG": "C.UTF-8", "KEY_OF_BOX": Vendor.apiKey,
            "SETTING_OF_BOX": Vendor.setting, "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    /// Short leases, for compositions whose processes are to be missed soon.
    package static let shortLease: LeaseTimes = {
        var lease = LeaseTimes()
        (lease.length, lease.beat, lease.margin) = (.seconds(2), .milliseconds(400), .milliseconds(300))
        return lease
    }()

    /// Whoever clears up waits no longer than it must.
    package static let limits = SendingLimits(
        backOff: .milliseconds(1),
        longestBackOff: .milliseconds(2),
        longestRetryAfter: .milliseconds(5),
        leastSettling: .milliseconds(100),
        probeGap: .milliseconds(20)
    )

    /// A book with resellers and their customers, none of them sent, and a deadline for the vendor.
    package func book(resellers: Int, customers: Int, deadline: Duration) async throws -> String {
        let name = "\(resellers) \(customers) \(deadline)"
        if let known = templates.withLock({ $0[name] }) { return try cluster.database(like: known) }
        let database = try cluster.database()
        try must(["init"], on: database)
        let scenario = Scenario(name, resellers: resellers, customers: customers, command: "status", aftermath: [])
        let (accounts, system) = (folder + "/accounts.csv", folder + "/system.json")
        try Rig.accounts(scenario).write(toFile: accounts, atomically: true, encoding: .utf8)
        try Rig.registration(vendor, key: "env:KEY_OF_BOX").write(toFile: system, atomically: true, encoding: .utf8)
        try must(["accounts", "import", accounts, "--let-through"], on: database)
        try must(["systems", "add", system], on: database)
        try must(["options", "R-1", "--system", "Box"], on: database)
        do {
            let desk = try await open(database)
            guard var box = try await desk.systems.systems().first else {
                throw HarnessFailure.preparation("no system")
            }
            box.deadline = deadline
            _ = try await desk.systems.update(box)
            _ = try await desk.synchronizer.refreshDefinitions(of: box)
        }
        // A database can be copied once nobody is connected to it any more.
        let users = "SELECT count(*) FROM pg_stat_activity WHERE datname = '\(database)'"
        for _ in 0..<1_200 where try cluster.sql(users) != "0" { try await Task.sleep(for: .milliseconds(50)) }
        templates.withLock { $0[name] = database }
        return try cluster.database(like: database)
    }

    /// Forgets what the processes on other copies of a book wrote down about their sends: it would be offered to the next one.
    func forgetSends() {
        try? FileManager.default.removeItem(atPath: "\(folder)/.local/state/account-sync/sends")  // There may be none.
    }

    /// Opens a book in this process.
    package func open(
        _ database: String,
        throughProxy: Bool = false,
        as login: String = "postgres",
        lease: LeaseTimes = shortLease
    ) async throws -> Workspace {
        let address =
            throughProxy ? proxy.address(of: database, user: login) : cluster.address(of: database, user: login)
        return try await open(address: address, lease: lease)
    }

    package func open(address: String, lease: LeaseTimes = shortLease) async throws -> Workspace {
        var composition = Workspace.Composition()
        composition.lease = lease
        return try await Workspace.open(
            WorkspaceLocation(given: address, environment: environment),
            environment: environment,
            limits: Self.limits,
            composition: composition
        )
    }

    /// Starts a process on a book, through the proxy or not.
    package func start(
        _ words: [String],
        on database: String,
        by program: Program = .real,
        throughProxy: Bool = false
    ) throws -> Spawned {
        let address = throughProxy ? proxy.address(of: database) : cluster.address(of: database)
        return try Spawned(program.words + words + ["--workspace", address], environment: environment)
    }

    @discardableResult
    package func must(_ words: [String], on database: String, _ code: Int32 = 0) throws -> Ended {
        let ended = try start(words, on: database).wait()
        guard ended.code == code else { throw HarnessFailure.preparation("\(words): \(ended.phrase)") }
        return ended
    }

    /// What the judge of all attacks says to a book.
    package func violations(in database: String, at server: String? = nil) throws -> [Violation] {
        vendor.settle()
        return Checker.violations(
            in: try Records(database, at: server ?? cluster.folder),
            by: vendor.ledger,
            Checker.Terms(hasLeases: true)
        )
    }
}

extension TeamRig {
    /// Where the accounts of a book are.
    package func states(in database: String, at server: String? = nil) throws -> [AccountID: SyncState] {
        let text = try PrivateCluster.sql(
            "SELECT coalesce(jsonb_object_agg(account, state), '{}') FROM account_sync.links",
            in: database,
            at: server ?? cluster.folder
        )
        let words = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
        return Dictionary(
            uniqueKeysWithValues: words.compactMap { id, word in SyncState(rawValue: word).map { (AccountID(id), $0) } }
        )
    }

    /// What operators do until accounts are synchronized: wait for a lease, ask, send, send again; returns what is not.
    package func settle(
        _ ids: [AccountID],
        at desk: Workspace,
        in database: String,
        at server: String? = nil,
        adopts: Bool = false,
        within limit: Duration = .seconds(120)
    ) async throws -> [String] {
        let (end, synchronizer) = (ContinuousClock.now + limit, desk.synchronizer)
        guard let system = try await desk.systems.systems().first else { return ["no system"] }
        while true {
            _ = try await synchronizer.recover()
            try await synchronizer.liftPause(of: system.name)
            for open in try await synchronizer.openCases(on: system.name) where ids.contains(open.link.account) {
                guard case .stillInDoubt(_, let resolution, _) = try await synchronizer.resolve(open, on: system),
                    resolution.allowsSendingAgain
                else { continue }
                _ = await synchronizer.sendAgain(try await synchronizer.form(of: open.link.account, on: system))
            }
            let states = try states(in: database, at: server)
            for id in ids where states[id]?.holdsClaim != true {
                _ = await synchronizer.synchronize(try await synchronizer.form(of: id, on: system), adopts: adopts)
            }
            let after = try self.states(in: database, at: server)
            let left = ids.filter { after[$0] != .synchronized }
            if left.isEmpty || .now > end {
                return left.map { "\($0) is \(after[$0]?.rawValue ?? "not synchronized")" }
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Each of these accounts is at the vendor once.
    package func twiceOrLost(_ ids: [AccountID]) -> [Violation] {
        let made = Dictionary(grouping: vendor.ledger.created, by: \.account).mapValues(\.count)
        return ids.compactMap { id in
            let count = made[id.rawValue] ?? 0
            return count == 1 ? nil : Violation(.oneCreate, "the vendor has \(id) \(count) times")
        }
    }
}
