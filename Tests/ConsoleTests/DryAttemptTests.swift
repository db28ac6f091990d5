import Accounts
import Testing
import TextScreen

@testable import Console

/// What would be sent, before it is sent.
@Suite(.timeLimit(.minutes(20))) struct DryAttemptTests {
    @Test func `a form shows what it would send, step by step, and sends nothing`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        let asked = try stage.vendor.asked
        await stage.press(.function(6))
        await stage.resize(100, 140)
        #expect(stage.shows("Northwind Cloud (R-100) at Dropbox: what would be sent now."), "\(stage.text)")
        #expect(stage.shows("Synchronizing it would make these requests"))
        #expect(stage.shows("Reseller ID: RS-77"))
        #expect(stage.shows("First: ask whether it exists") && stage.shows("Then, if it is not there"))
        #expect(stage.shows("POST /accounts/synchronize") && stage.text.contains("RS-77\""))
        #expect(!stage.text.contains(Sandboxed.apiKey.reveal()))
        #expect(try stage.vendor.sent.isEmpty && stage.vendor.asked == asked)
        await stage.press(.escape)
        #expect(stage.shows("Sync Options ── R-100") && stage.shows("RS-77"), "what was entered is still there")
    }

    @Test func `of a synchronized account it says that it is not sent again, and shows no request`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("R-100")
        await stage.press(.control("t"))
        await stage.resize(100, 60)
        #expect(
            stage.shows("Nothing would be sent: it is synchronized as dbx-9e377 and is not sent again."),
            "\(stage.text)"
        )
        #expect(!stage.shows("must be corrected") && !stage.text.contains("POST /"), "\(stage.text)")
    }

    @Test func `a form that cannot be sent says so, and what stands in the way`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        await stage.press(.control("t"))
        await stage.resize(80, 60)
        #expect(stage.shows("Nothing would be sent, either"), "\(stage.text)")
        #expect(stage.lines.contains { $0.contains("✗") && $0.contains("Northwind") }, "\(stage.text)")
    }
}
