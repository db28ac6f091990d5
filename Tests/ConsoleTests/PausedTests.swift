import Testing
import TextScreen

@testable import Console

/// A system that the vendor refused to be used: it is seen before anything is typed, and the way back is a key.
@Suite(.timeLimit(.minutes(20))) struct PausedTests {
    private func paused() async throws -> Stage {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        return stage
    }

    @Test func `the list shows it`() async throws {
        let stage = try await paused()
        #expect(stage.shows("r in Provisioning systems uses Dropbox again"))
        #expect(!stage.shows("account-sync systems check"))
        await stage.leave()
        #expect(stage.shows("✗ Dropbox is paused"))
        await stage.resize(44, 12)
        #expect(stage.shows("✗ Dropbox is paused"))
    }

    @Test func `the form shows it before sending, with the key that ends it`() async throws {
        let stage = try await paused()
        await stage.leave()
        await stage.openForm("R-100")
        #expect(stage.shows("Before sending ✗ Dropbox is paused: the vendor answered 401"))
        #expect(stage.shows("r in Provisioning systems"))
    }

    @Test func `a plan shows it`() async throws {
        let stage = try await paused()
        await stage.leave()
        await stage.type("b")
        #expect(stage.shows("✗ Dropbox is paused"))
    }

    @Test func `the key says what it does, and what came of it`() async throws {
        let stage = try await paused()
        await stage.leave()
        await stage.press(.enter, .enter)
        #expect(stage.lines.last?.contains("r use it again") == true)
        await stage.type("r")
        #expect(stage.shows("Dropbox is used again"))
        #expect(stage.lines.last?.contains("use it again") == false)
        await stage.leave()
        #expect(!stage.shows("paused"))
    }

    @Test func `what is sent all the same is told with the key, and not with a command`() async throws {
        let stage = try await paused()
        await stage.leave()
        await stage.send("R-200")
        #expect(stage.shows("Nothing is sent to Dropbox for now"))
        #expect(stage.shows("r in Provisioning systems") && !stage.shows("systems check"))
    }
}
