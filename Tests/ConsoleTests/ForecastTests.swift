import Testing
import TextScreen

@testable import Console

/// What is said before the key: what a plan would cost at most, and what is the first of its kind.
@Suite(.timeLimit(.minutes(20))) struct ForecastTests {
    @Test func `the question before a run says how many requests, how long, and what is left in doubt at most`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.type("  vb")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        #expect(stage.shows("At most 6 requests, about 0:04 at 2 a second."))
        await stage.press(.control("s"))
        #expect(stage.shows("If this program is killed meanwhile, at most 3 accounts are left in doubt."))
        #expect(stage.shows("Nothing is synchronized at Dropbox yet: these are the first."))
        #expect(stage.shows("New resellers at Dropbox: R-100."))
    }

    @Test func `the first customer of a reseller is news, the second is not`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.press(.escape)
        await stage.press(.paste("C-101"))
        await stage.type("b")
        await stage.press(.control("s"))
        #expect(stage.shows("The first customers of R-100 at Dropbox."))
        #expect(!stage.shows("New resellers") && !stage.shows("these are the first"))
        await stage.type("y")
        await stage.press(.escape)
        await stage.press(.paste("C-102"))
        await stage.type("b")
        await stage.press(.control("s"))
        #expect(!stage.shows("The first customers"))
    }
}
