import Console
import Telling
import Testing
import TextScreen
import Workspace

/// While something is being sent: it can be left alone, and waited for.
@Suite(.timeLimit(.minutes(20))) struct SendingTests {
    /// A form that is being sent, its answer not yet told.
    private func sending() async throws -> Stage {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"), until: "sending, once …")
        #expect(stage.text.contains("sending, once …"))
        return stage
    }

    @Test func `Esc leaves the form while it is sent, and the log tells how it ended`() async throws {
        let stage = try await sending()
        await stage.press(.escape, until: "1 being sent")
        #expect(!stage.text.contains("Sync Options ──"))
        #expect(stage.lines[0].contains("1 being sent"))
        await stage.settle()
        #expect(stage.line("Dropbox ").hasPrefix("Dropbox ● dbx-"), "the pop-up below knows it too")
        await stage.leave()
        await stage.type("l")
        #expect(stage.line("Northwind Cloud is dbx-").hasPrefix("12:03:11 ●"))
        #expect(try stage.vendor.portal.count == 1)
    }

    @Test func `the fields are locked while it is sent, and the elapsed time shows`() async throws {
        let stage = try await sending()
        #expect(stage.console.tick == .seconds(1))
        stage.console.update(.tick)
        stage.console.update(.tick)
        stage.console.update(.key(.character("x")))
        #expect(stage.text.contains("sending, once … 2 s"))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        await stage.settle()
        #expect(stage.console.tick == nil, "nothing ticks when nothing runs")
    }

    @Test func `quitting waits for what is being sent, showing the seconds, and then ends`() async throws {
        let stage = try await sending()
        stage.console.update(.interrupted)
        stage.console.update(.tick)
        #expect(!stage.console.isFinished)
        #expect(stage.text.contains("Waiting for 1 send to finish (1 s)"))
        #expect(stage.text.contains("Esc stays"))
        await stage.settle()
        #expect(stage.console.isFinished)
        #expect(try stage.vendor.portal.count == 1)
    }

    @Test func `a second q ends at once, and Esc stays`() async throws {
        let stage = try await sending()
        stage.console.update(.interrupted)
        await stage.press(.escape, until: "sending, once …")
        #expect(!stage.text.contains("Waiting for"))
        stage.console.update(.interrupted)
        stage.console.update(.key(.character("q")))
        #expect(stage.console.isFinished)
    }

    @Test func `Ctrl-C with something typed asks once, and any other key goes on`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        stage.console.update(.interrupted)
        #expect(!stage.console.isFinished)
        #expect(stage.shows("Ctrl-C again: quit and discard your changes"))
        await stage.type("8")
        #expect(!stage.shows("Ctrl-C again"))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-778")
        stage.console.update(.interrupted)
        #expect(!stage.console.isFinished)
        stage.console.update(.interrupted)
        #expect(stage.console.isFinished)
    }

    @Test func `with nothing typed Ctrl-C quits at once, also from a form`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        stage.console.update(.interrupted)
        #expect(stage.console.isFinished)
    }

    @Test func `Ctrl-C in a plan with typed values, or in the values themselves, asks as well`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-77")
        stage.console.update(.interrupted)
        #expect(!stage.console.isFinished)
        await stage.press(.enter)
        stage.console.update(.interrupted)
        #expect(!stage.console.isFinished)
        stage.console.update(.interrupted)
        #expect(stage.console.isFinished)
    }

    @Test func `how what was waited for ended is kept for the terminal`() async throws {
        let stage = try await sending()
        stage.console.update(.interrupted)
        await stage.settle()
        #expect(stage.console.isFinished)
        let made = try #require(try stage.vendor.portal.first)
        #expect(stage.console.farewell.map(\.headline) == ["Northwind Cloud is \(made.id) at Dropbox."])
    }

    @Test func `what is not waited for any more is named, with its state and the way on`() async throws {
        let stage = try await sending()
        stage.console.update(.interrupted)
        stage.console.update(.interrupted)
        #expect(stage.console.isFinished)
        #expect(
            stage.console.farewell.map(\.lines) == [
                [
                    "Northwind Cloud (R-100) was being sent to Dropbox when the console ended: it is in doubt.",
                    "Open the console again, or run `account-sync resolve R-100 --system Dropbox`.",
                ]
            ]
        )
    }

    @Test func `what was not sent yet is not called in doubt`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        stage.console.update(.key(.control("s")))
        await stage.press(.function(9), until: "asking whether it exists")
        for _ in 0..<2 { stage.console.update(.terminated) }
        #expect(stage.console.farewell.map(\.tone) == [.warning])
        #expect(stage.console.farewell.first?.headline.contains("was about to be sent to Dropbox") == true)
        #expect(stage.console.farewell.first?.cure == "`account-sync status R-100` says whether it was.")
    }

    @Test func `a run that is waited for tells each of its accounts and its end`() async throws {
        let stage = try await Stage.open()
        await stage.type("  b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter, .control("s"))
        await stage.press(.character("y"), until: "Bulk run")
        stage.console.update(.interrupted)
        await stage.settle()
        #expect(stage.console.isFinished)
        let said = stage.console.farewell.map(\.headline)
        #expect(said.last?.hasPrefix("The run was stopped") == true || said.last?.hasPrefix("Finished:") == true)
    }

    @Test func `asked to end from outside, it asks nobody`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        stage.console.update(.terminated)
        #expect(stage.console.isFinished)
    }
}
