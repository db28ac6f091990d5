import Accounts
import Foundation
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// Where accounts differ from what was sent, in the console.
@Suite(.timeLimit(.minutes(20))) struct DriftScreenTests {
    /// A stage on which the reseller R-100 was synchronized, and its email and phone have changed since.
    private func drifted(portal: [PortalAccount] = []) async throws -> Stage {
        let stage = try await Stage.open(portal: portal)
        await stage.synchronizeReseller()
        try await stage.change("R-100") { ($0.email, $0.phone) = ("new@northwind.example", "+49 1") }
        return stage
    }

    @Test func `the list and the three sides at three sizes`() async throws {
        let stage = try await drifted()
        await stage.type("V")
        try await stage.expectGolden("drift")
        await stage.press(.enter)
        try await stage.expectGolden("views")
        await stage.type("e")
        try await stage.expectGolden("views-asked")
        await stage.leave()
        await stage.find("R-100")
        await stage.press(.enter)
        try await stage.expectGolden("details-drifted")
    }

    @Test func `nothing has drifted`() async throws {
        let stage = try await Stage.open()
        await stage.type("V")
        #expect(stage.shows("Nothing has drifted"))
        await stage.press(.enter)
        #expect(stage.text.contains("there is nothing under the cursor"))
        await stage.press(.escape)
        #expect(stage.console.screens.count == 1)
    }

    @Test func `a comparison and a question that came to nothing are over, and the list is compared again later`() {
        var list = DriftScreen()
        guard case .work(.compare(let run, _))? = list.perform(.ask).first else {
            Issue.record("nothing is compared")
            return
        }
        _ = list.receive(.driftFound(run, DriftProgress(compared: 7, asking: "Dropbox")))
        _ = list.receive(.failed(.compare(run: run, asks: true), .plain("gone")))
        #expect(list.footParagraphs.map(\.0) == ["gone"] && !list.awaits(.down, .down))
        #expect(list.receive(.reach(nil)).count == 1)
        let link = Link.ID("4001", on: "Dropbox")
        var views = ViewsScreen(link)
        _ = views.perform(.ask)
        _ = views.receive(.viewsLoaded(link, nil, nil, isAsked: false))
        #expect(views.isAsking, "what was read meanwhile is not what is asked for")
        _ = views.receive(.failed(.loadViews(link, asks: true), .plain("gone")))
        #expect(!views.isAsking)
    }

    @Test(arguments: [(40, 12), (80, 24), (160, 48)])
    func `what differs and what to do is seen whole at every size`(_ columns: Int, _ rows: Int) async throws {
        let stage = try await drifted()
        await stage.resize(columns, rows)
        await stage.type("V")
        for words in ["email new@northwind.example now", "Correct the email in the vendor's portal"] {
            #expect(stage.shows(words), "\(stage.text)")
        }
        await stage.press(.enter)
        #expect(stage.text.contains("SENT") && stage.text.contains("VENDOR"), "\(stage.text)")
        for _ in 0..<9 where stage.selectedView?.field != .email { await stage.press(.down) }
        for words in ["new@northwind.example now", "Correct the email in the vendor's portal"] {
            #expect(stage.shows(words), "\(stage.text)")
        }
    }

    @Test func `the vendor's list is read when it is asked for`() async throws {
        let stage = try await drifted(portal: [
            .init(id: "dbx-strange", platformID: "77", name: "Strange Ltd", team: "Strange Ltd")
        ])
        await stage.type("V")
        #expect(!stage.text.contains("Strange"))
        await stage.type("e")
        #expect(stage.line("Strange Ltd").contains("dbx-strange"), "\(stage.text)")
        await stage.press(.end)
        #expect(stage.shows("synchronize that one: the exists call finds it"), "\(stage.text)")
        await stage.press(.enter)
        #expect(stage.text.contains("it is linked to no account here"))
    }

    @Test func `asking about a book without drift says that nothing differs`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.type("V")
        await stage.type("e")
        #expect(stage.text.contains("Dropbox was asked at "), "\(stage.text)")
        #expect(stage.text.contains("1 compared, nothing differs."), "\(stage.text)")
    }

    @Test func `what the vendor makes no use of is shown when that is asked for`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        try await stage.change("R-100") { $0.phone = "+49 1" }
        await stage.type("V")
        #expect(!stage.text.contains("+49 1"))
        await stage.type("f")
        #expect(stage.shows("phone +49 1 now") && stage.shows("the vendor makes no use of it"), "\(stage.text)")
    }

    @Test func `the details say what differs, lead there, and name the order that verified it`() async throws {
        let stage = try await drifted()
        let link = try #require(try await stage.workspace.accounts.row(code: "R-100")?.links["Dropbox"])
        let placed = try #require(Stamp("2026-11-03T12:00:00"))
        let witness = Witness(order: "o-1", product: "Dropbox Business", placed: placed, seen: StoppedClock.wall)
        #expect(try await stage.workspace.witnesses.keep(witness, of: link, askedAt: StoppedClock.wall))
        await stage.find("R-100")
        await stage.press(.enter)
        #expect(stage.shows("Dropbox: differs from what was sent: email, phone"), "\(stage.text)")
        #expect(stage.line("Verified").contains("by order o-1 (Dropbox Business) of 2026-11-03"), "\(stage.text)")
        await stage.press(.down, .enter)
        #expect(stage.console.screens.last?.context == .views, "\(stage.text)")
        #expect(stage.shows("verified by order o-1"), "\(stage.text)")
    }

    @Test func `what others wrote is shown harmless`() async throws {
        let stage = try await drifted()
        try await stage.change("R-100") { $0.name = "Bad\u{1B}[31m\u{202E}name " + String(repeating: "w", count: 999) }
        for (columns, rows) in [(40, 10), (80, 24), (160, 48)] {
            await stage.resize(columns, rows)
            await stage.type("V")
            await stage.press(.enter)
            #expect(!stage.text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
            #expect(stage.lines.allSatisfy { $0.count <= columns })
            await stage.leave()
        }
    }
}

extension Stage {
    fileprivate var selectedView: AccountViews.Line? { (console.screens.last as? ViewsScreen)?.list.selected }

    /// Changes an account as an import does.
    fileprivate func change(_ code: AccountCode, _ change: (inout Account) -> Void) async throws {
        var account = try #require(try await workspace.accounts.row(code: code)).account
        change(&account)
        account.revision += 1
        try await workspace.accounts.write([account])
        await changeElsewhere()
    }
}
