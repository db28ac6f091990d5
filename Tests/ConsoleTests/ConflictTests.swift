import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// An id that belongs to another account here: wherever it is shown, so is its account.
@Suite(.timeLimit(.minutes(20))) struct ConflictTests {
    /// R-100 linked to dbx-1, and R-200 in conflict about it.
    private func conflict() async throws -> Stage {
        let stage = try await Stage.open(portal: [
            .init(id: "dbx-1", platformID: "4001", name: "Northwind Cloud"),
            .init(id: "dbx-1", platformID: "4002", name: "The same"),
        ])
        await stage.send("R-100")
        await stage.type("a")
        await stage.leave()
        await stage.send("R-200", warns: true)
        await stage.leave()
        await stage.type("d")
        return stage
    }

    @Test func `list, case and form name the account that has the id`() async throws {
        let stage = try await conflict()
        #expect(stage.shows("Northwind Cloud (R-100)"))
        await stage.press(.enter)
        #expect(stage.shows("Northwind Cloud (R-100)"))
        await stage.type("s")
        #expect(stage.shows("belongs to Northwind Cloud (R-100)"))
    }

    @Test func `adopting is not offered while it must be refused`() async throws {
        let stage = try await conflict()
        #expect(stage.lines.last?.contains("a adopt") == false)
        await stage.type("a")
        #expect(stage.shows("Not now: dbx-1 belongs to Northwind Cloud (R-100) here"))
        await stage.press(.enter)
        #expect(stage.lines.last?.contains("a adopt") == false)
    }

    @Test func `a try that is refused changes nothing`() async throws {
        let stage = try await conflict()
        let before = try await stage.workspace.accounts.row(code: "R-200")?.links["Dropbox"]
        let history = try await stage.workspace.journal.history(of: nil, limit: 99).count
        await stage.press(.enter)
        await stage.type("Adbx-1")
        await stage.press(.enter)
        #expect(stage.shows("dbx-1 belongs to Northwind Cloud (R-100) here; nothing was linked"))
        #expect(try await stage.workspace.accounts.row(code: "R-200")?.links["Dropbox"] == before)
        #expect(try await stage.workspace.journal.history(of: nil, limit: 99).count == history)
    }

    @Test func `once the other account gives the id up, it can be adopted`() async throws {
        let stage = try await conflict()
        let link = try #require(try await stage.workspace.accounts.row(code: "R-100")?.links["Dropbox"])
        _ = try await stage.workspace.synchronizer.unlink(link)
        await stage.changeElsewhere()
        #expect(stage.lines.last?.contains("a adopt") == true)
    }

    @Test func `an id that an account in doubt is given by hand and another one has changes nothing either`()
        async throws
    {
        let stage = try await Stage.open(
            faults: ["synchronize:500@1"],
            portal: [.init(id: "dbx-1", platformID: "4001", name: "Northwind Cloud")]
        )
        await stage.send("R-100")
        await stage.type("a")
        await stage.leave()
        await stage.openForm("R-200")
        await stage.type("RS-88")
        await stage.press(.control("s"))
        await stage.type("d")
        await stage.press(.enter)
        await stage.type("Adbx-1")
        await stage.press(.enter)
        await stage.type("R-200")
        await stage.press(.enter)
        #expect(stage.shows("dbx-1 belongs to Northwind Cloud (R-100) here; nothing was linked"))
        #expect(try await stage.workspace.accounts.row(code: "R-200")?.links["Dropbox"]?.state == .inDoubt)
    }
}
