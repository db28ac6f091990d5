import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// Many accounts at once, from the marks to the outcomes.
@Suite(.timeLimit(.minutes(20))) struct BulkTests {
    /// The list with R-100 and its first two customers marked.
    private func marked(faults: [String] = []) async throws -> Stage {
        let stage = try await Stage.open(faults: faults)
        await stage.type("  v")
        return stage
    }

    /// The plan of that, with a Reseller ID for the reseller.
    private func planned(faults: [String] = []) async throws -> Stage {
        let stage = try await marked(faults: faults)
        await stage.type("b")
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        return stage
    }

    /// Begins the run and waits until it is over.
    private func run(_ stage: Stage) async {
        await stage.press(.control("s"))
        await stage.type("y")
        await stage.settle()
    }

    private func ledger(_ stage: Stage) -> RunStory? { stage.console.ledger }

    @Test func `marks stay whatever the filter shows, and the confirmation counts the hidden ones`() async throws {
        let stage = try await marked()
        #expect(stage.text.contains("3 marked"))
        await stage.find("C-101")
        await stage.type("b")
        #expect(stage.text.contains("3 marked, 1 hidden by the filter"))
    }

    @Test func `a plan's heading says how many are hidden also where only one kind is shown and there is little room`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.type("a")
        await stage.find("C-101")
        await stage.type("b")
        for _ in 0..<6 {
            #expect(stage.lines[1].contains(" hidden"), "\(stage.lines[1])")
            await stage.type("f")
        }
        await stage.resize(60, 20)
        #expect(stage.lines[1].contains(" marked, ") && stage.lines[1].contains(" hidden"), "\(stage.lines[1])")
    }

    @Test func `all that is shown can be marked, inverted and unmarked`() async throws {
        let stage = try await Stage.open()
        await stage.type("/role:reseller")
        await stage.press(.enter)
        await stage.type("a")
        #expect(stage.text.contains("5 marked"))
        await stage.type("i")
        #expect(!stage.text.contains("marked"))
        await stage.type(" u")
        #expect(!stage.text.contains("marked"))
    }

    @Test func `a plan shows what is blocked, and a value entered mends it`() async throws {
        let stage = try await marked()
        await stage.type("b")
        #expect(stage.text.contains("! 3 blocked"))
        await stage.press(.enter)
        await stage.type("RS-77")
        await stage.press(.enter)
        #expect(stage.text.contains("1 ready"))
        #expect(stage.text.contains("2 wait for their parent"))
        #expect(try stage.vendor.sent.isEmpty)
    }

    @Test func `a kind of verdict that nothing has any more hides nothing`() async throws {
        let stage = try await planned()
        await stage.type("f")
        #expect(stage.text.contains("only ○ 1 ready") && !stage.text.contains("C-102"))
        await stage.press(.enter, .down)
        await stage.press(.control("u"))
        await stage.type("nobody")
        await stage.press(.enter)
        #expect(stage.text.contains("3 blocked") && stage.text.contains("C-102"), "\(stage.text)")
    }

    @Test func `a run synchronizes parents first and says so account by account`() async throws {
        let stage = try await planned()
        await run(stage)
        #expect(stage.text.contains("3 of 3"))
        #expect(stage.text.contains("● 3 synchronized"))
        #expect(try stage.vendor.sent.map(\.resellerID) == [nil, "4001", "4001"])
        #expect(Set(try stage.vendor.portal.dropFirst().map(\.parentID)) == [try stage.vendor.portal[0].id])
    }

    @Test func `the ledger is left and comes back, and the log keeps what went wrong`() async throws {
        let stage = try await planned(faults: ["synchronize:500@1"])
        await run(stage)
        #expect(ledger(stage)?.standings == [.ended(.inDoubt), .waiting, .waiting])
        await stage.leave()
        #expect(!stage.text.contains("Bulk run"))
        await stage.type("B")
        #expect(stage.text.contains("1 in doubt"))
        await stage.type("l")
        #expect(stage.shows("Northwind Cloud is in doubt at Dropbox"))
    }

    @Test func `a run that cannot begin is over, says why, and holds up nothing`() async throws {
        let stage = try await planned()
        guard case .done = try await stage.workspace.systems.remove("Dropbox") else {
            Issue.record("Dropbox is in use")
            return
        }
        await run(stage)
        #expect(ledger(stage)?.isRunning == false)
        #expect(stage.shows("Dropbox is no longer registered here, or is disabled."))
        #expect(!stage.text.contains("The run was stopped"))
        await stage.type("R")
        #expect(stage.shows("Send the 3 that are left to Dropbox?"), "\(stage.text)")
        await stage.type("y")
        await stage.settle()
        #expect(!stage.shows("A bulk run is under way already."))
        await stage.leave()
        await stage.type("q")
        #expect(stage.console.isFinished)
    }

    @Test func `a plan or a form whose system is gone says so`() async throws {
        let stage = try await marked()
        _ = try await stage.workspace.systems.remove("Dropbox")
        await stage.type("b")
        #expect(stage.shows("Dropbox is no longer registered here, or is disabled."))
        #expect(stage.console.pending == 0)
    }

    @Test func `what failed is retried, what is synchronized is not sent again`() async throws {
        let stage = try await planned()
        await run(stage)
        await stage.type("R")
        #expect(stage.shows("Not now: everything is synchronized."))
        await stage.type("r")
        #expect(stage.shows("Not now: nothing was refused or not sent."))
        #expect(try stage.vendor.sent.count == 3)
    }

    @Test func `in doubt, the case tells what was sent and when it may be sent again`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.enter)
        #expect(stage.shows("Reseller ID RS-77"))
        #expect(stage.shows("the vendor answered HTTP 500, which proves nothing"))
        await stage.type("e")
        #expect(stage.shows("not there"))
        await stage.type("S")
        #expect(stage.shows("\"not there\" proves nothing for another"))
        #expect(try stage.vendor.sent.count == 1)
    }

    @Test func `an id that exists does not confirm is linked only after a typed confirmation`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.enter)
        await stage.type("Adbx-typed")
        await stage.press(.enter)
        #expect(stage.shows("Adopt an id that is not confirmed"))
        await stage.type("R-10")
        await stage.press(.enter)
        #expect(stage.shows("Adopt an id that is not confirmed"))
        await stage.type("0")
        await stage.press(.enter)
        let link = try #require(try await stage.workspace.accounts.row(code: "R-100")?.links["Dropbox"])
        #expect(link.state == .synchronized && link.isUnconfirmed && link.externalID == "dbx-typed")
    }
}
