import AccountFiles
import Accounts
import Foundation
import Invariants
import PrivateCluster
import Synchronization
import Synchronizing
import Telling
import Workspace

/// At every message of some scenarios between the program and its server, before it arrives and after, the connection is
/// cut, or the server killed and started again; then everything is settled by the usual ways, and judged.
package struct MessageCuts: Sendable {
    /// What is under way when a message is cut.
    package enum Scenario: String, Sendable, Codable, CaseIterable {
        /// A book is opened, and one account sent.
        case synchronize
        /// A worker takes a run of two accounts and sends them.
        case work
        /// An account in doubt is asked about, and adopted.
        case resolve
        case `import`
        /// A member begins a run that another one approves.
        case approve
        case stop
    }

    /// What happens at a message.
    package enum Harm: String, Sendable, CaseIterable {
        /// Its connection is cut.
        case cuts
        /// The server ends as by a power cut, with all of its connections, and starts again; it needs one of its own.
        case falls
        /// The same, and what was sent is forgotten by the server and by its senders, as it must never be.
        case forgets
    }

    private let rig: TeamRig
    private let scenario: Scenario
    private let harm: Harm
    private let database: String
    /// A workspace that nobody cuts.
    private let desk: Workspace
    private let author: String
    private let approver: String

    package init(_ scenario: Scenario, _ rig: TeamRig, harm: Harm = .cuts) async throws {
        (self.rig, self.scenario, self.harm) = (rig, scenario, harm)
        database = try await rig.book(resellers: 1, customers: 0, deadline: .milliseconds(600))
        rig.vendor.restore()
        // A book that is a copy of the same book would be offered them.
        rig.forgetSends()
        desk = try await rig.open(database)
        (author, approver) = ("author_\(database)", "approver_\(database)")
        let witness = try ServerWitness(database, on: rig.cluster)
        rig.vendor.setWitness { witness.objection(to: $0) }
        guard scenario == .approve else { return }
        try rig.cluster.sql("CREATE ROLE \(author) LOGIN; CREATE ROLE \(approver) LOGIN")
        _ = try await desk.members?.admit(author, as: .operator)
        _ = try await desk.members?.admit(approver, as: .approver)
        try await desk.members?.setApprovals(over: 1)
    }

    /// Where a message is cut, counted over all connections of the run.
    private struct Point {
        var side: CuttingProxy.Side
        var number: Int
        var treatment: CuttingProxy.Treatment
    }

    /// The points by turns: a message of the program before it arrives, after it, and one of the server.
    private func point(_ place: Int) -> Point {
        let number = place / 3 + 1
        return switch place % 3 {
        case 0: Point(side: .program, number: number, treatment: .cutBefore)
        case 1: Point(side: .program, number: number, treatment: .cutAfter)
        default: Point(side: .server, number: number, treatment: .cutBefore)
        }
    }

    /// Tries every `stride`th point from `first` on, at most `limit`; returns the next point, or nil at the end.
    ///
    /// The whole book is judged after the last one.
    package func run(
        from first: Int = 0,
        stride: Int = 1,
        limit: Int = .max
    ) async throws -> (tally: Tally, next: Int?) {
        var tally = Tally()
        var (place, uncut) = (first, Set<Int>())
        // Three kinds of points; each has its own last one.
        while tally.runs < limit, uncut.count < 3 {
            defer { place += stride }
            guard !uncut.contains(place % 3) else {
                if stride % 3 == 0 { break }
                continue
            }
            let (isCut, violations) = try await run(point(place), named: place)
            guard isCut else {
                // Two of the kinds count the same messages, those of the program.
                uncut.formUnion(place % 3 == 2 ? [2] : [0, 1])
                tally.violations += violations
                continue
            }
            tally.count(
                violations.isEmpty ? .ok : .unknown,
                violations.map {
                    Violation($0.invariant, $0.sentence, replay: "\(harm.rawValue) \(scenario.rawValue) \(place)")
                }
            )
        }
        tally.violations += try rig.violations(in: database)
        return (tally, uncut.count == 3 ? nil : place)
    }

    private func run(_ point: Point, named place: Int) async throws -> (isCut: Bool, violations: [Violation]) {
        let accounts = (0..<(scenario == .import ? 6 : 2)).map { account("x\(place)-\($0)") }
        let ids = accounts.map(\.id)
        let run = try await prepare(accounts)
        let fall = harm == .cuts ? nil : ServerFall(rig.cluster)
        rig.proxy.treat { message in
            guard message.side == point.side, message.number == point.number else { return .pass }
            fall?.begin()
            return point.treatment
        }
        let begun = ContinuousClock.now
        let isDone: Bool
        var words = ""
        do {
            try await act(accounts, run)
            isDone = true
        } catch {
            (isDone, words) = (false, "\(error)")
        }
        let ended = ContinuousClock.now
        let isCut = rig.proxy.cuts > 0
        rig.proxy.treat(nil)
        try fall?.wait()
        if harm == .forgets { try forget(ids) }
        var violations: [Violation] = []
        if !isDone, !isCut { violations.append(Violation(.attack, "nothing was cut, and it failed: \(words)")) }
        // Whoever is cut off waits for no answer, which takes 35 seconds; a server that fell takes a while to start.
        let time = ended - max(begun, fall?.back ?? begun)
        if time > .seconds(30) { violations.append(Violation(.failuresAreHeeded, "it took \(time)")) }
        violations += try await settle(ids, run, isDone)
        return (isCut, violations)
    }

    private func forget(_ accounts: [AccountID]) throws {
        rig.forgetSends()
        let list = accounts.map { "'\($0)'" }.joined(separator: ", ")
        let tables = ["links", "attempts", "log"].map { "DELETE FROM account_sync.\($0) WHERE account IN (\(list))" }
        try rig.cluster.sql("SET session_replication_role = replica; \(tables.joined(separator: "; "))", in: database)
    }

    private func account(_ name: String) -> Account {
        Account(
            id: AccountID(name),
            code: AccountCode("X-\(name)"),
            name: "Account \(name)",
            kind: .reseller,
            email: "\(name)@box.example",
            country: "DE"
        )
    }

    /// What is there before: accounts, a case, a run that waits for a worker.
    private func prepare(_ accounts: [Account]) async throws -> RunID? {
        guard scenario != .import else { return nil }
        try await desk.accounts.write(accounts)
        switch scenario {
        case .synchronize, .import, .approve: return nil
        case .resolve:
            rig.vendor.script(.synchronize, Reply("cut", executes: .first, steps: [], ending: .reset))
            for account in accounts { try await leaveInDoubt(account.id) }
            rig.vendor.script(.synchronize, .truth)
            return nil
        case .work, .stop: return try await begin(accounts.map(\.id), at: desk)
        }
    }

    /// On a busy machine the vendor's deadline may be over before anything is sent; then that is tried again.
    private func leaveInDoubt(_ account: AccountID) async throws {
        let system = try await system(desk)
        for _ in 0..<100 {
            _ = await desk.synchronizer.synchronize(try await desk.synchronizer.form(of: account, on: system))
            if try await desk.accounts.row(id: account)?.state(on: system.name) == .inDoubt { return }
        }
        throw HarnessFailure.preparation("not in doubt")
    }

    private func system(_ workspace: Workspace) async throws -> ProvisioningSystem {
        guard let system = try await workspace.systems.systems().first else {
            throw HarnessFailure.preparation("no system")
        }
        return system
    }

    private func begin(_ ids: [AccountID], at workspace: Workspace) async throws -> RunID {
        let system = try await system(workspace)
        let plan = try await workspace.synchronizer.plan(PlanWish(rows: ids.map { PlanWish.Row($0) }), on: system)
        let order = RunOrder(text: plan.text, isDetached: true)
        let limits = RunLimits(inFlight: 4, ratePerSecond: 0)
        return try await workspace.synchronizer.begin(plan, order, limits: limits).id
    }

    /// The scenario itself, through the proxy.
    private func act(_ accounts: [Account], _ run: RunID?) async throws {
        let workspace = try await rig.open(database, throughProxy: true, as: scenario == .approve ? author : "postgres")
        switch scenario {
        case .synchronize:
            let form = try await workspace.synchronizer.form(of: accounts[0].id, on: try await system(workspace))
            _ = await workspace.synchronizer.synchronize(form)
        case .work: await work(workspace, run)
        case .resolve:
            guard
                let open = try await workspace.synchronizer.openCases()
                    .first(where: { $0.link.account == accounts[0].id })
            else { throw HarnessFailure.preparation("no case") }
            _ = try await workspace.synchronizer.resolve(open, on: try await system(workspace))
        case .import: _ = try await workspace.importAccounts(of: try file(accounts), limits: nil)
        case .approve:
            let id = try await begin(accounts.map(\.id), at: workspace)
            _ = try await rig.open(database, throughProxy: true, as: approver).approve(id)
        case .stop:
            guard let run else { return }
            _ = try await workspace.stop(run)
        }
    }

    private func file(_ accounts: [Account]) throws -> CSVAccounts {
        let lines = accounts.map { "\($0.id),\($0.code),\($0.name),reseller,\($0.email),DE\n" }
        let text = "id,code,name,type,email,country\n" + lines.joined()
        let bytes = Array(text.utf8)
        return try CSVAccounts(FileContents(start: 0, end: bytes.count) { Array(bytes[$0]) })
    }

    private func work(_ workspace: Workspace, _ run: RunID?) async {
        let (leave, isOver) = (WorkerLeave(), Set(run.map { [$0] } ?? []))
        await Worker(workspace, systems: [], isOnce: true, leave: leave) { report in
            // What cannot be worked on is left to the next worker.
            switch report {
            case .ended(let run, _), .failed(let run, _): if isOver.contains(run.id) { leave.press() }
            case .unreadable: leave.press()
            default: break
            }
        }
        .work()
    }

    /// Brings everything to its end without a cut, and looks what came of it.
    private func settle(_ ids: [AccountID], _ run: RunID?, _ isDone: Bool) async throws -> [Violation] {
        var violations: [Violation] = []
        func expect(_ isRight: Bool, _ words: String) {
            if !isRight { violations.append(Violation(.failuresAreHeeded, words)) }
        }
        switch scenario {
        case .synchronize, .resolve: break
        case .import:
            let count = try count("accounts WHERE id LIKE '\(ids[0].rawValue.dropLast())%'")
            expect(count == ids.count || !isDone && count == 0, "\(count) of \(ids.count) accounts were imported")
            _ = try await desk.importAccounts(of: try file(ids.map { account($0.rawValue) }), limits: nil)
        case .approve:
            let runs = "runs JOIN run_items ON run = number AND place = 0 WHERE account = '\(ids[0])'"
            let approved = "approvals JOIN run_items USING (run) WHERE place = 0 AND account = '\(ids[0])'"
            let (begun, given) = (try count(runs), try count(approved))
            expect(begun == 1 || !isDone && begun == 0, "\(begun) runs were begun")
            expect(given == 1 || !isDone && given == 0, "\(given) times approved")
        case .work, .stop:
            guard let run else { break }
            if scenario == .stop {
                let isStopped = try await desk.run(run).stop != nil
                expect(isStopped || !isDone, "what was said to be stopped is not")
            }
            let end = ContinuousClock.now + .seconds(120)
            while try await !desk.run(run).isOver, .now < end {
                await work(desk, run)
                try await Task.sleep(for: .milliseconds(50))
            }
            expect(try await desk.run(run).isOver, "run \(run.rawValue) does not end")
            let owned = try count("run_items WHERE owner IS NOT NULL AND run = \(run.rawValue)")
            expect(owned == 0, "\(owned) items belong to somebody in the end")
        }
        let left = try await rig.settle(ids, at: desk, in: database)
        violations += left.map { Violation(.end, $0) }
        return violations + rig.twiceOrLost(ids)
    }

    private func count(_ from: String) throws -> Int {
        Int(try rig.cluster.sql("SET search_path = account_sync; SELECT count(*) FROM \(from)", in: database)) ?? -1
    }
}

/// A server that ends, as by a power cut, and starts again while the program goes on.
private final class ServerFall: Sendable {
    private let cluster: PrivateCluster
    private let group = DispatchGroup()
    private let failure = Mutex<(any Error)?>(nil)
    private let returned = Mutex<ContinuousClock.Instant?>(nil)

    init(_ cluster: PrivateCluster) { self.cluster = cluster }

    func begin() {
        group.enter()
        Thread.detachNewThread { [self] in
            do {
                try cluster.restart()
                returned.withLock { $0 = ContinuousClock.now }
            } catch {
                failure.withLock { $0 = error }
            }
            group.leave()
        }
    }

    /// When the server was there again.
    var back: ContinuousClock.Instant? { returned.withLock(\.self) }

    /// Waits until the server, if it was ended, is there again; throws if it does not come.
    func wait() throws {
        group.wait()
        if let error = failure.withLock(\.self) { throw error }
    }
}
