import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// A password that the vendor generated: it is shown once, and never lost by one key.
@Suite(.timeLimit(.minutes(20))) struct PasswordTests {
    private struct NotCreated: Error {}

    /// The message after an account was created with a password.
    private func created() async throws -> Stage {
        let stage = try await Stage.open()
        await stage.send("R-100")
        guard let screen = stage.console.screens.last as? FormScreen, case .finished(let outcome) = screen.phase,
            case .created(let link, let message, _, let duplicate) = outcome.conclusion
        else { throw NotCreated() }
        let password = Secret("s3cret")
        let conclusion = Conclusion.created(link, message: message, password: password, duplicate: duplicate)
        stage.console.update(.message(Console.Message(content: .happened(.concluded(outcome.form, conclusion)))))
        await stage.settle()
        return stage
    }

    @Test func `the message says how to see it, and its key is the first on the foot line at every width`()
        async throws
    {
        let stage = try await created()
        for (columns, rows) in [(40, 12), (80, 24), (160, 48)] {
            await stage.resize(columns, rows)
            #expect(
                stage.shows("The vendor generated a password: p shows it, once. It is kept nowhere."),
                "\(stage.text)"
            )
            #expect(stage.lines.last?.hasPrefix(" p show the password") == true, "\(stage.text)")
        }
        await stage.type("p")
        #expect(stage.shows("Password: s3cret") && !stage.shows("It is kept nowhere"), "\(stage.text)")
        await stage.press(.enter)
        #expect(!stage.text.contains("s3cret") && stage.console.screens.last?.context == .systems)
    }

    @Test(arguments: [Key.enter, .escape, "n"])
    func `whoever closes the message without having seen it is asked first`(_ key: Key) async throws {
        let stage = try await created()
        await stage.press(key)
        #expect(stage.shows("Close without seeing the password? It is lost then."), "\(stage.text)")
        await stage.press(.enter, .escape)
        #expect(stage.shows("p shows it, once"), "\(stage.text)")
        await stage.press(key, .character("y"))
        #expect(stage.console.screens.last?.context != .outcome && !stage.shows("p shows it, once"), "\(stage.text)")
    }

    @Test func `Ctrl-C says that it would be lost, and not that something typed would be`() async throws {
        let stage = try await created()
        stage.console.update(.interrupted)
        #expect(stage.shows("Ctrl-C again: quit without seeing the generated password"), "\(stage.text)")
        #expect(!stage.console.isFinished)
    }

    @Test func `one that comes after sending again from a case is shown in the same way`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.enter)
        let open = try #require(try await stage.workspace.cases.openCases(on: nil).first)
        let system = try #require(try await stage.workspace.systems.system(named: "Dropbox"))
        let form = try await stage.workspace.synchronizer.form(of: open.link.account, on: system).sendable
        let conclusion = Conclusion.created(open.link, message: "", password: Secret("s3cret"), duplicate: nil)
        stage.console.update(.message(Console.Message(content: .happened(.concluded(form, conclusion)))))
        await stage.settle()
        #expect(stage.shows("p shows it, once"), "\(stage.text)")
        await stage.press(.enter)
        #expect(stage.shows("Close without seeing the password? It is lost then."), "\(stage.text)")
        await stage.press(.escape)
        await stage.type("p")
        #expect(stage.shows("Password: s3cret"), "\(stage.text)")
        await stage.press(.enter)
        #expect(stage.console.screens.last?.context == .caseDetails && !stage.text.contains("s3cret"))
    }

    @Test func `a change elsewhere does not take away the message, nor does Ctrl-C at once`() async throws {
        let stage = try await created()
        await stage.changeElsewhere()
        #expect(stage.shows("p shows it, once"), "\(stage.text)")
        stage.console.update(.interrupted)
        #expect(!stage.console.isFinished)
        await stage.type("p")
        #expect(stage.shows("Password: s3cret"), "\(stage.text)")
    }
}
