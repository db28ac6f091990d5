import Accounts
import Foundation
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// A run that is over: what is said is what came of it, and no key is offered that would do nothing.
@Suite(.timeLimit(.minutes(20))) struct LedgerTests {
    /// The run of R-100 and its first two customers, and one more that is blocked.
    private func run(_ keys: String = "  ", and code: String? = "C-111", faults: [String] = []) async throws -> Stage {
        let stage = try await Stage.open(faults: faults)
        await stage.type(keys)
        if let code {
            await stage.find(code)
            await stage.type(" /")
            await stage.press(.escape)
        }
        await stage.type("b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter, .control("s"))
        await stage.type("y")
        await stage.settle()
        return stage
    }

    @Test func `a complete run says how many came to what, once`() async throws {
        let stage = try await run()
        #expect(stage.shows("Finished: 2 synchronized, 1 blocked."))
        #expect(stage.text.components(separatedBy: "Finished:").count == 2)
        #expect(stage.shows("finished in 0:00"))
    }

    @Test func `what was decided of another run's accounts takes nothing away from this one`() async throws {
        let stage = try await run("  ", and: nil, faults: ["synchronize:500@2"])
        var screen = try #require(stage.console.screens.last as? LedgerScreen)
        let place = try #require(screen.ledger.standings.firstIndex(of: .ended(.inDoubt)))
        let account = screen.ledger.plan.items[place].id
        _ = screen.receive(.decidedFound("Dropbox", [account], [account: .synchronized]))
        _ = screen.receive(.decidedFound("Dropbox", ["other"], [:]))
        #expect(screen.decided == [account: .synchronized])
    }

    @Test func `one in doubt is not called complete`() async throws {
        let stage = try await run("  ", and: nil, faults: ["synchronize:500@2"])
        #expect(stage.shows("? Finished: 1 synchronized, 1 in doubt."))
        #expect(stage.shows("in doubt: the vendor answered"))
    }

    @Test func `one that was in doubt is shown as it was decided, and sent again if it was not`() async throws {
        let stage = try await run("  ", and: nil, faults: ["synchronize:500@2"])
        #expect(stage.shows("? 1 in doubt"), "\(stage.text)")
        await stage.type("r")
        #expect(stage.shows("Not now: nothing was refused or not sent."))
        let open = try #require(try await stage.workspace.cases.openCases(on: nil).first)
        let attempt = try #require(open.link.attempt)
        let refusal = Outcome.refused(status: 200, message: "No.")
        _ = try await stage.workspace.journal.commit(refusal, of: attempt, at: StoppedClock().now())
        await stage.changeElsewhere()
        #expect(stage.shows("was in doubt, now refused"), "\(stage.text)")
        let sent = try stage.vendor.sent.count
        await stage.type("r")
        #expect(stage.shows("Send 1 account to Dropbox again?"), "\(stage.text)")
        await stage.type("n")
        #expect(try stage.vendor.sent.count == sent)
        await stage.type("ry")
        await stage.settle()
        #expect(try stage.vendor.sent.count == sent + 1)
    }

    @Test func `when everything is done, neither going on nor what failed is offered`() async throws {
        let stage = try await run("  ", and: nil)
        let hints = try #require(stage.lines.last)
        #expect(!hints.contains("run again") && !hints.contains("failed"))
        await stage.type("f")
        #expect(stage.shows("Not now: nothing went wrong."))
        await stage.type("R")
        #expect(stage.shows("Not now: everything is synchronized."))
    }

    @Test func `what only a correction can mend is not gone on with`() async throws {
        let stage = try await run()
        #expect(stage.lines.last?.contains("run again") == false)
        await stage.type("R")
        #expect(stage.shows("Not now:") && !stage.shows("everything is synchronized"))
    }

    @Test func `what is shown alone is said, and the key back`() async throws {
        let stage = try await run()
        await stage.type("f")
        #expect(stage.shows("only what went wrong: 1 of 3"))
        await stage.type("f")
        #expect(!stage.shows("only what went wrong"))
    }

    @Test func `the marks of what is synchronized are taken away, and the others stay`() async throws {
        let stage = try await run()
        await stage.leave()
        #expect(stage.text.contains("1 marked"))
        let all = try await run("  ", and: nil)
        await all.leave()
        #expect(!all.text.contains("marked"))
    }

    @Test func `going on has a time of its own, as the run that the book keeps of it`() async throws {
        let stage = try await run("  ", and: nil, faults: ["synchronize:500@2"])
        let plan = try #require(stage.console.ledger?.plan)
        let begun = StoppedClock.wall
        var ledger = RunStory(plan, at: begun)
        ledger.take(.started([.waiting, .waiting]), at: begun)
        ledger.take(.finished(.stopped), at: begun + 57)
        ledger = ledger.goingOn(at: begun + 100)
        #expect(ledger.elapsed(at: begun + 103) == 3)
        ledger.take(.finished(.complete), at: begun + 104)
        #expect(ledger.elapsed(at: begun + 999) == 4)
    }

    @Test func `a run that cannot begin says why where the run is shown`() async throws {
        let stage = try await Stage.open()
        await stage.type(" b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter, .control("s"))
        _ = try await stage.workspace.systems.setDisabled("Dropbox", true)
        await stage.type("y")
        await stage.settle()
        await stage.leave()
        await stage.type("B")
        #expect(stage.shows("Dropbox is no longer registered here, or is disabled"))
        #expect(!stage.shows("The run was stopped"))
    }

    @Test func `a run that waits for the vendor's turn says how long`() async throws {
        let (stage, now) = (try await run("  ", and: nil), StoppedClock.wall)
        var ledger = RunStory(try #require(stage.console.ledger?.plan), at: now)
        ledger.take(.started([.waiting, .waiting]), at: now)
        ledger.take(.began(0), at: now)
        ledger.take(.awaitsTurn(0, .seconds(40)), at: now)
        var frame = Frame(Size(columns: 80, rows: 24))
        let screen = LedgerScreen(ledger, login: nil) { now }
        screen.draw(on: &frame, in: Rect(origin: Point(column: 0, row: 1), size: Size(columns: 80, rows: 21)))
        #expect(frame.text.contains("0:00 elapsed   waits 0:40 for the vendor's turn"), "\(frame.text)")
        #expect(frame.text.contains("waiting for its turn, in 0:40"), "\(frame.text)")
    }

    @Test func `what a run does that is not usual has room before its pace`() async throws {
        let (stage, now) = (try await run("  ", and: nil), StoppedClock.wall)
        var ledger = RunStory(try #require(stage.console.ledger?.plan), at: now)
        ledger.take(.started([.waiting, .waiting]), at: now)
        ledger.take(.recorded([0: RunRecord(.synchronized, externalID: "dbx-1", at: now, by: "tester")]), at: now)
        func line(_ ledger: RunStory, _ columns: Int) -> String {
            var frame = Frame(Size(columns: columns, rows: 24))
            let screen = LedgerScreen(ledger, login: nil) { now + 4_096 }
            screen.draw(on: &frame, in: Rect(Size(columns: columns, rows: 21)))
            return frame.lines[0]
        }
        #expect(line(ledger, 80).hasSuffix("1 of 2   0.9/h   1:08:16 left   1:08:16 elapsed"), "\(line(ledger, 80))")
        #expect(line(ledger, 50).hasSuffix("1 of 2   1:08:16 left   1:08:16 elapsed"), "\(line(ledger, 50))")
        ledger.isStopping = true
        ledger.take(.holding(.seconds(9)), at: now)
        #expect(
            line(ledger, 80).hasSuffix("1 of 2   stopping   Dropbox cannot be reached: waiting"),
            "\(line(ledger, 80))"
        )
    }

    @Test func `what waits says for what`() async throws {
        let stage = try await run("  ", and: nil, faults: ["synchronize:500@1"])
        #expect(stage.shows("waiting for R-100"))
    }
}
