import Accounts
import Foundation
import PrivateCluster
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// A console on a team's book, by role.
@Suite(.timeLimit(.minutes(20))) struct MemberTests {
    private func stage(_ role: MemberRole) async throws -> Stage {
        let cluster = try PrivateCluster.shared()
        let database = try cluster.database()
        let login = "\(role.rawValue)_\(database)"
        try cluster.sql("CREATE ROLE \(login) LOGIN")
        return try await Stage.open(
            team: .init(book: cluster.address(of: database), login: login, role: role) {
                cluster.address(of: database, user: $0)
            }
        )
    }

    @Test func `the title says as whom the book is open`() async throws {
        let stage = try await stage(.viewer)
        await stage.resize(120, 24)
        #expect(stage.lines[0].contains("read-only"))
        #expect(stage.lines[0].contains("(viewer_book"), "\(stage.lines[0])")
        #expect(stage.lines[0].contains(", viewer) › Accounts"), "\(stage.lines[0])")
    }

    @Test func `what a viewer may not do is told with the role that may, and whom to ask`() async throws {
        let stage = try await stage(.viewer)
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        #expect(stage.text.contains("Not now: that needs the role operator"), "\(stage.text)")
        #expect(stage.lines.last?.contains("save & synchronize") == false)
        #expect(try stage.vendor.sent.isEmpty && stage.vendor.asked == 0)
        for command in Command.allCases where command.changes {
            let told = "that needs the role \(command.needed.rawValue), and yours is viewer"
            #expect(
                stage.console.refusal(of: command) == told + ": ask an administrator of the book",
                "\(command)"
            )
        }
        // What was refused is said as long as nothing else is pressed.
        await stage.press(.escape)
        stage.console.execute([.work(.liftPause("Dropbox"))])
        await stage.settle()
        #expect(stage.shows("is viewer, and that needs operator"), "\(stage.text)")
    }

    @Test func `a run that waits for approval is listed so, and an approver approves it with a key`() async throws {
        let stage = try await stage(.approver)
        let owner = try #require(stage.owner)
        try await owner.members?.setApprovals(over: 1)
        let id = try await begin(in: owner)
        await stage.type("L")
        #expect(stage.shows("waits for approval") && stage.shows("An approver who is not postgres must approve it"))
        await stage.type("J")
        #expect(stage.shows("Not now: it waits for approval"), "\(stage.text)")
        await stage.type("A")
        // One key may be pressed while the list moves.
        #expect(stage.shows("Approve run \(id.rawValue) of postgres?"), "\(stage.text)")
        #expect(try await owner.runs.run(id)?.approval?.given == nil)
        await stage.type("y")
        await stage.settle()
        #expect(stage.shows("Run \(id.rawValue) on Dropbox is approved, 2 accounts"), "\(stage.text)")
        #expect(try await owner.runs.run(id)?.approval?.given?.by == stage.workspace.members?.login)
        await stage.changeElsewhere()
        #expect(stage.shows("Approved by approver_book"), "\(stage.text)")
        await stage.type("A")
        #expect(stage.shows("Not now: the run is approved already"), "\(stage.text)")
        #expect(try stage.vendor.sent.isEmpty)
        // Its own is somebody else's to approve.
        _ = try await begin(in: stage.workspace)
        await stage.changeElsewhere()
        await stage.press(.up)
        await stage.type("A")
        #expect(stage.shows("Not now: you began the run, and somebody else must approve it"), "\(stage.text)")
    }

    @Test func `an approver is told of each run that begins to wait, and approves it where it needs somebody`()
        async throws
    {
        let stage = try await stage(.approver)
        let owner = try #require(stage.owner)
        try await owner.members?.setApprovals(over: 1)
        var watch = ApprovalWatch()
        #expect(await watch.look(in: stage.workspace, at: .zero).new.isEmpty)
        let id = try await begin(in: owner)
        #expect(await watch.look(in: stage.workspace, at: .seconds(9)).new.isEmpty, "nothing has changed")
        watch.bookChanged()
        #expect(await watch.look(in: stage.workspace, at: .seconds(1)).wait == .seconds(1))
        let new = await watch.look(in: stage.workspace, at: .seconds(2)).new
        #expect(new.map(\.id) == [id])
        let words = Notice.toApprove(new)?.headline
        #expect(words == "Run \(id.rawValue) of postgres waits for approval: 2 accounts to Dropbox.")
        watch.bookChanged()
        #expect(await watch.look(in: stage.workspace, at: .seconds(9)).new.isEmpty, "it was told")
        // Its own it may not approve.
        _ = try await begin(in: stage.workspace)
        watch.bookChanged()
        #expect(await watch.look(in: stage.workspace, at: .seconds(20)).new.isEmpty)
        await stage.type("d")
        #expect(stage.shows("2 waiting for approval") && stage.shows("A approve"), "\(stage.text)")
        let command = "`account-sync runs approve \(id.rawValue)`"
        #expect(stage.shows("approves it with A, or with \(command); then a worker takes it."), "\(stage.text)")
        await stage.type("A")
        #expect(stage.shows("Approve run \(id.rawValue) of postgres?"), "\(stage.text)")
        await stage.type("y")
        await stage.settle()
        #expect(try await owner.runs.run(id)?.approval?.given?.by == stage.workspace.members?.login)
    }

    @Test func `the question before a run says that somebody else must approve it`() async throws {
        let stage = try await stage(.operator)
        try await stage.owner?.members?.setApprovals(over: 1)
        await stage.type("  b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter, .control("s"))
        #expect(stage.shows("More than 1 account: the run begins once an approver"), "\(stage.text)")
        #expect(stage.shows("ask for approval"), "\(stage.text)")
    }

    @Test func `what somebody else has begun is stopped only by one who is asked`() async throws {
        let stage = try await stage(.operator)
        let id = try await begin(in: try #require(stage.owner))
        await stage.type("Lc")
        #expect(stage.shows("Stop run \(id.rawValue) of postgres?"), "\(stage.text)")
        await stage.type("n")
        await stage.settle()
        #expect(try await stage.workspace.runs.run(id)?.stop == nil)
        // Where its accounts are shown as well.
        await stage.press(.enter)
        await stage.settle()
        await stage.type("c")
        #expect(stage.shows("Stop run \(id.rawValue) of postgres?"), "\(stage.text)")
        await stage.type("y")
        await stage.settle()
        #expect(try await stage.workspace.runs.run(id)?.stop?.by == stage.workspace.members?.login)
    }

    @Test func `a run that waits for approval is not begun a second time`() async throws {
        let stage = try await stage(.operator)
        let owner = try #require(stage.owner)
        try await owner.members?.setApprovals(over: 1)
        // A key belongs to the machine of whoever uses it.
        let (key, copy) = (owner.location.file("secrets"), stage.workspace.location.file("secrets"))
        try FileManager.default.copyItem(atPath: key, toPath: copy)
        await stage.type("  b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter, .control("s"))
        await stage.type("y")
        await stage.settle()
        #expect(stage.shows("0 of 2") && stage.shows("waits for approval"), "\(stage.text)")
        #expect(stage.shows("approves it with L, then A, or with `account-sync runs approve 1`"), "\(stage.text)")
        for key in ["R", "J"] {
            await stage.type(key)
            #expect(stage.shows("Not now: it waits for approval"), "\(key): \(stage.text)")
        }
        #expect(!stage.shows("waiting for its turn"), "\(stage.text)")
        #expect(try await stage.workspace.runs.runs(limit: 9).count == 1)
        // Whoever began it sees what becomes of it.
        _ = try await owner.approve(try #require(try await owner.runs.runs(limit: 1).first).id)
        await stage.changeElsewhere()
        #expect(stage.shows("waits for a worker") || stage.shows("nobody works on it"), "\(stage.text)")
    }

    private func begin(in workspace: Workspace) async throws -> RunID {
        let system = try #require(try await workspace.systems.system(named: "Dropbox"))
        var rows: [PlanWish.Row] = []
        for code in ["R-100", "C-101"] as [AccountCode] {
            rows.append(PlanWish.Row(try #require(try await workspace.accounts.row(code: code)).account.id))
        }
        let wish = PlanWish(rows: rows, settings: [.init("reseller id", "RS-77")])
        let plan = try await workspace.synchronizer.plan(wish, on: system)
        let order = RunOrder(text: plan.text, isDetached: true)
        return try await workspace.synchronizer.begin(plan, order, limits: RunLimits()).id
    }

    @Test func `an operator's keys are as in a folder`() async throws {
        let stage = try await stage(.operator)
        for command in [Command.save, .startRun, .stopRun, .liftPause] {
            let refusal = stage.console.refusal(of: command)
            #expect(refusal?.contains("needs the role") != true, "\(command): \(refusal ?? "")")
        }
        #expect(!stage.lines[0].contains("read-only"))
    }
}
