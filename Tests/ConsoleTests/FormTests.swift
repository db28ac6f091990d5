import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen
import Workspace

@testable import Console

/// The Sync Options form under the hands of an operator.
@Suite(.timeLimit(.minutes(5))) struct FormTests {
    @Test func `a clean form closes on Esc, a changed one asks first and the second Esc discards`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.press(.escape)
        #expect(!stage.text.contains("Save & Synchronize"))
        await stage.press(.enter)
        await stage.type("RS")
        await stage.press(.escape)
        #expect(stage.text.contains("Esc again: discard your changes"))
        await stage.type("-1")
        #expect(!stage.text.contains("Esc again"))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-1")
        await stage.press(.escape, .escape)
        #expect(!stage.text.contains("Save & Synchronize"))
    }

    @Test func `a changed form is not discarded when the reseller is synchronized meanwhile, and gets its parent`()
        async throws
    {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        await stage.press(.backTab)
        await stage.type("x")
        await stage.press(.control("p"))
        await stage.type("RS-77")
        await stage.press(.control("s"), .enter)
        #expect(stage.line("Parent Account") == "Parent Account Northwind Cloud (R-100)")
        #expect(stage.line("Email *") == "Email * info@sonne.examplex")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
    }

    /// Only a form that is open sends what was checked.
    @Test func `Esc while a form is still checked sends nothing, and says so`() async throws {
        let stage = try await Stage.open()
        let id = Link.ID("4001", on: "Dropbox")
        let system = try #require(try await stage.workspace.systems.system(named: id.system))
        let form = try await stage.workspace.synchronizer.form(of: id.account, on: system)
        var screen = FormScreen(id)
        _ = screen.receive(.formLoaded(form))
        guard case .work(.check(_, submits: true))? = screen.perform(.save).first else {
            Issue.record("not checked")
            return
        }
        #expect(screen.question?.contains { $0.text == "stop: nothing is sent" } == true)
        let effects = screen.perform(.back)
        guard effects.count == 2, case .go(.close) = effects[0], case .go(.say(let notice)) = effects[1] else {
            Issue.record("\(effects)")
            return
        }
        #expect(notice.headline.hasPrefix("Nothing was sent for \(form.account.code)"))
    }

    @Test func `asking the vendor for its fields again keeps what was entered`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-7")
        await stage.press(.control("r"))
        await stage.type("7")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
    }

    @Test func `the parent is looked up among the resellers that are synchronized here`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-301")
        #expect(stage.line("Parent Account").contains("Andes Nube S.A., R-300, is not synchronized"))
        while !stage.isOnParent { await stage.press(.tab) }
        await stage.press(.enter)
        #expect(stage.text.contains("R-100  Northwind Cloud"))
        await stage.type("nobody")
        #expect(stage.text.contains("no synchronized reseller matches"))
        await stage.press(.control("u"))
        await stage.type("north")
        await stage.press(.enter)
        #expect(stage.line("Parent Account") == "Parent Account Northwind Cloud (R-100)")
        #expect(stage.shows("is not the account's own reseller"))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        await stage.press(.control("s"))
        #expect(try stage.vendor.sent.last?.resellerID == "4001")
    }

    @Test func `Esc closes the look-up and not the form`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("C-101")
        while !stage.isOnParent { await stage.press(.tab) }
        await stage.press(.enter, .escape)
        #expect(stage.text.contains("Sync Options ── C-101"))
        #expect(!stage.text.contains("a reseller synchronized here"))
    }

    @Test func `a synchronized account is read-only, says why, and is never sent again`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("R-100")
        #expect(stage.shows("It is never sent again: correct a wrong value in the vendor's portal."))
        await stage.type("x")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        await stage.press(.control("s"))
        #expect(stage.text.contains("Not now: it is synchronized."))
        #expect(try stage.vendor.sent.count == 1)
    }

    @Test func `what is missing is shown under its field, which then has the cursor`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.press(.tab, .control("s"))
        #expect(stage.shows("✗ Reseller ID is empty: enter a value"))
        await stage.type("RS-77")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
        #expect(try stage.vendor.sent.isEmpty)
    }

    @Test func `n after an outcome opens the form of the reseller's next end customer`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"))
        await stage.type("n")
        #expect(stage.text.contains("Sync Options ── C-101"))
        await stage.press(.control("s"))
        await stage.type("n")
        #expect(stage.text.contains("Sync Options ── C-102"))
        await stage.press(.control("s"), .enter)
        #expect(try stage.vendor.portal.map(\.platformID) == ["4001", "4006", "4007"])
        #expect(stage.lines[0].contains("R-100"), "the outcome closes to where it was opened from")
    }

    @Test func `a vendor that does not say its fields leaves no form, says why, and Ctrl+R tries again`() async throws {
        let stage = try await Stage.open(faults: ["syncoptions:html@1"])
        await stage.openForm("R-100")
        #expect(stage.shows("Dropbox did not say which fields its form has"))
        await stage.press(.control("r"))
        #expect(stage.text.contains("[ Save & Synchronize ]"))
    }
}

extension Stage {
    fileprivate var isOnParent: Bool { (console.screens.last as? FormScreen)?.focus == .parent }

    /// Opens the look-up of the parent in a form.
    func openPicker() async {
        while !isOnParent { await press(.tab) }
        await press(.enter)
    }
}
