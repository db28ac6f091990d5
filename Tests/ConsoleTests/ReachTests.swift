import Synchronizing
import Testing
import TextScreen

@testable import Console

/// What a console says once its book cannot be read any more.
@Suite(.timeLimit(.minutes(20))) struct ReachTests {
    private func tell(_ failure: StoreFailure?, _ stage: Stage) async {
        stage.console.update(.message(Console.Message(content: .happened(.reach(failure)))))
        await stage.settle()
    }

    @Test func `the title says that nothing is live any more, and why, until the book can be read again`() async throws
    {
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

    @Test func `what cannot be read since the login is shut out says so, and is read once it is let in`() {
        let out = StoreFailure.server(path: "book", .noMember)
        let area = Rect(Size(columns: 80, rows: 21))
        var cases = CasesScreen(login: "anna")
        var runs = RunsScreen(login: "anna", isShutOut: true, clock: { StoppedClock.wall })
        let told = cases.receive(.reach(out))
        #expect(told.isEmpty && cases.isShutOut)
        var frame = Frame(Size(columns: 80, rows: 24))
        cases.draw(on: &frame, in: area)
        #expect(frame.text.contains("Your login is shut out of this book."), "\(frame.text)")
        frame = Frame(Size(columns: 80, rows: 24))
        runs.draw(on: &frame, in: area)
        #expect(frame.text.contains("Your login is shut out of this book."), "\(frame.text)")
        let (casesRead, runsRead) = (cases.receive(.reach(nil)), runs.receive(.reach(nil)))
        #expect(casesRead.count == 1 && !cases.isShutOut)
        #expect(runsRead.count == 1 && !runs.isShutOut)
    }
}
