import Synchronizing
import Testing
import TextScreen

@testable import Console

/// What a console says once its book cannot be read any more.
@Suite(.timeLimit(.minutes(5))) struct ReachTests {
    private func tell(_ failure: StoreFailure?, _ stage: Stage) async {
        stage.console.update(.message(Console.Message(content: .happened(.reach(failure)))))
        await stage.settle()
    }

    @Test func `the title says that nothing is live any more, and why, until the book can be read again`() async throws {
        let stage = try await Stage.open()
        #expect(stage.lines[0].hasSuffix("as of 12:03:11 UTC, live"), "\(stage.lines[0])")
        await tell(.server(path: "book", .noAnswer), stage)
        #expect(stage.lines[0].hasSuffix("as of 12:03:11 UTC, not live"), "\(stage.lines[0])")
        #expect(stage.shows("The server of book did not answer in time."))
        await stage.resize(40, 12)
        #expect(stage.lines[0].hasSuffix("12:03:11 UTC, not live"), "\(stage.lines[0])")
        await stage.resize(80, 24)
        for fault in [ServerFault.noMember, .refused("password authentication failed"), .noPassword] {
            await tell(.server(path: "book", fault), stage)
            #expect(stage.lines[0].hasSuffix("as of 12:03:11 UTC, shut out"), "\(stage.lines[0])")
        }
        await tell(nil, stage)
        #expect(stage.lines[0].hasSuffix("as of 12:03:11 UTC, live"), "\(stage.lines[0])")
        #expect(stage.shows("Your login is let into the book again."))
    }
}
