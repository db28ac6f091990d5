import Accounts
import PrivateCluster
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// A console on a team's book, by role.
@Suite(.timeLimit(.minutes(5))) struct MemberTests {
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
        let told = "Not now: that needs the role operator, and yours is viewer: ask an administrator of the book."
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        #expect(stage.text.contains("Not now: that needs the role operator"), "\(stage.text)")
        #expect(stage.lines.last?.contains("save & synchronize") == false)
        #expect(try stage.vendor.sent.isEmpty && stage.vendor.asked == 0)
        for command in Command.allCases where command.changes {
            #expect(stage.console.refusal(of: command).map { "Not now: \($0)." } == told, "\(command)")
        }
        // What was refused is said as long as nothing else is pressed.
        await stage.press(.escape)
        stage.console.execute([.work(.liftPause("Dropbox"))])
        await stage.settle()
        #expect(stage.shows("is viewer, and that needs operator"), "\(stage.text)")
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
