import Testing
import TextScreen

@testable import Console

/// Small things about a plan that cost a key or a second look.
@Suite(.timeLimit(.minutes(5))) struct PlanTests {
    @Test func `the values of a blocked account begin at what blocks it`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        #expect(stage.shows("○ 1 ready"))
    }

    @Test func `one account is asked about as one`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter, .control("s"))
        #expect(stage.shows("Synchronize 1 account ─") && stage.shows("1 account to Dropbox, parents first."))
    }
}
