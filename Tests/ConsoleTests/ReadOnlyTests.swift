import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// A console that only looks.
@Suite(.timeLimit(.minutes(20))) struct ReadOnlyTests {
    private let told = "Not now: this console is read-only."

    @Test func `it says so at the top, and reads as any other`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        #expect(stage.lines[0].contains("read-only"))
        await stage.type("/sonne")
        await stage.press(.enter, .enter)
        #expect(stage.shows("Provisioning Sync Status"))
    }

    @Test func `saving is refused, by its key and by its button`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        #expect(stage.shows(told))
        #expect(stage.lines.last?.contains("save & synchronize") == false)
        await stage.press(.tab, .tab, .tab, .enter)
        #expect(try stage.vendor.sent.isEmpty)
        #expect(!stage.shows("sending, once"))
    }

    @Test func `a form that is opened asks the vendor nothing, unless a key asks`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        await stage.openForm("R-100")
        #expect(stage.shows("Dropbox was not asked whether it exists: F7 asks"), "\(stage.text)")
        #expect(try stage.vendor.asked == 0)
        await stage.press(.function(7))
        #expect(stage.shows("not at Dropbox yet"))
        #expect(try stage.vendor.asked == 1)
        let other = try await Stage.open()
        await other.openForm("R-100")
        #expect(other.shows("not at Dropbox yet"))
        #expect(try other.vendor.asked == 1)
    }

    @Test func `a plan is made and not started`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        await stage.type(" b")
        await stage.press(.control("s"))
        #expect(stage.shows(told))
    }

    @Test func `every command that sends or writes is refused, whatever the screen`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        for command in Command.allCases where command.changes {
            #expect(stage.console.refusal(of: command) == "this console is read-only", "\(command)")
        }
        let other = try await Stage.open()
        #expect(other.console.refusal(of: .save) == nil)
    }

    @Test func `a console on a workspace that has moved says where it is`() async throws {
        let stage = try await Stage.open()
        let location = stage.workspace.location
        let target = WorkspaceLocation(path: stage.folder + "/moved")
        _ = try await WorkspaceMove(from: location, to: target, environment: [:]).run()
        let closed = try await Workspace.open(location, environment: [:], timekeeper: StoppedClock())
        let console = Console(closed, timekeeper: StoppedClock(), watches: false) { _ in }
        #expect(console.toast?.headline.contains("has moved to \(target.path)") == true)
        #expect(console.log.entries.contains { $0.notice.cure?.contains("--workspace \(target.path)") == true })
        #expect(
            console.refusal(of: .save)
                == "this console is read-only, since the workspace has moved to \(target.path)"
        )
    }

    @Test func `work that would change something is not begun, should it come from elsewhere`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        stage.console.execute([.work(.liftPause("Dropbox"))])
        await stage.settle()
        #expect(stage.shows("Nothing was sent or written: only reading is allowed here."))
    }

    @Test func `the engine refuses what a console would let through, and so does the store`() async throws {
        let stage = try await Stage.open(isReadOnly: true)
        let workspace = stage.workspace
        let system = try #require(try await workspace.systems.system(named: "Dropbox"))
        let account = try #require(try await workspace.accounts.row(code: "R-100")).account
        let form = try await workspace.synchronizer.form(of: account.id, on: system)
        let conclusion = await workspace.synchronizer.synchronize(form)
        guard case .storeFailed(.readOnly) = conclusion else {
            Issue.record("\(conclusion)")
            return
        }
        await #expect(throws: StoreFailure.readOnly) { try await workspace.accounts.write([account]) }
        #expect(try stage.vendor.sent.isEmpty)
    }
}
