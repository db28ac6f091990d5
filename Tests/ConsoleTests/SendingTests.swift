import Console
import Testing
import TextScreen

/// While something is being sent: it can be left alone, and waited for.
@Suite(.timeLimit(.minutes(5))) struct SendingTests {
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
        #expect(stage.text.contains("Waiting for 1 being sent (1 s)"))
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
}
