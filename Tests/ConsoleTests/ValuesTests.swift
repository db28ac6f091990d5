import Accounts
import Synchronizing
import Telling
import Testing
import TextScreen

@testable import Console

/// The values of one account of a plan: chosen and typed as in the form, shown as the plan has them, never lost by one key.
@Suite(.timeLimit(.minutes(20))) struct ValuesTests {
    /// The values of R-100, the first account of a plan of it and its first two customers; the cursor is in its Reseller ID.
    private func opened(_ marks: String = "  v") async throws -> Stage {
        let stage = try await Stage.open()
        await stage.type("\(marks)b")
        await stage.press(.enter)
        return stage
    }

    @Test func `a role is chosen and never typed`() async throws {
        let stage = try await opened()
        await stage.press(.up, .up)
        await stage.type("RS-99")
        await stage.press(.enter)
        #expect(!stage.text.contains("RS-99"))
        #expect(!stage.text.contains("cannot be"))
    }

    @Test func `the choices stand there as in the form, and arrows choose`() async throws {
        let stage = try await opened()
        #expect(stage.line("Role").contains("( ) User (•) Reseller"))
        await stage.press(.up, .up, .left)
        #expect(stage.line("Role").contains("(•) User ( ) Reseller"))
        await stage.press(.enter)
        #expect(stage.plan?.items[0].values["role"] == "1")
    }

    @Test func `a value that the plan cannot take is shown as it was entered, says why, and can be taken away`()
        async throws
    {
        let stage = try await opened()
        await stage.press(.escape)
        await stage.enter([Setting("role", "ResellerRS-99")])
        await stage.press(.home, .enter)
        #expect(stage.shows("ResellerRS-99"))
        #expect(stage.shows("cannot be"))
        await stage.press(.delete)
        #expect(stage.line("Role").contains("(•) Reseller"))
        await stage.press(.enter)
        #expect(
            stage.plan?.items.allSatisfy { $0.verdict.reasons.allSatisfy { !$0.message.contains("RS-99") } } == true
        )
    }

    @Test func `what was entered for all says so, and is changed for all`() async throws {
        let stage = try await opened()
        await stage.press(.control("t"))
        await stage.type("RS-77")
        await stage.press(.enter, .enter)
        await stage.goToField("reseller-id")
        #expect(stage.shows("entered for all accounts of the plan"))
        #expect(stage.shows("set for all"))
        await stage.type("-1")
        await stage.press(.enter)
        #expect(stage.plan?.items.map { $0.values["reseller-id"] ?? "" } == ["RS-77-1", "RS-77-1", "RS-77-1"])
    }

    @Test func `what is set for all holds for the account that had a value of its own, too`() async throws {
        let stage = try await opened()
        await stage.type("RS-1")
        await stage.press(.enter, .enter)
        await stage.goToField("reseller-id")
        await stage.press(.control("u"), .control("t"))
        await stage.type("RS-2")
        await stage.press(.enter)
        #expect(stage.plan?.items.map { $0.values["reseller-id"] ?? "" } == ["RS-2", "RS-2", "RS-2"])
    }

    @Test func `an emptied value goes back to what was filled in`() async throws {
        let stage = try await opened()
        await stage.press(.up, .control("u"))
        await stage.type("other@northwind.example")
        await stage.press(.enter)
        #expect(stage.plan?.items[0].values["email"] == "other@northwind.example")
        await stage.press(.enter)
        await stage.goToField("email")
        await stage.press(.control("u"), .enter)
        #expect(stage.plan?.items[0].values["email"] == "ops@northwind.example")
    }

    @Test func `several fields are filled before they are set`() async throws {
        let stage = try await opened()
        await stage.type("RS-77")
        await stage.press(.up, .control("u"))
        await stage.type("other@northwind.example")
        await stage.press(.down)
        #expect(stage.line("Reseller ID").contains("RS-77"))
        await stage.press(.enter)
        #expect(stage.plan?.items[0].values["reseller-id"] == "RS-77")
        #expect(stage.plan?.items[0].values["email"] == "other@northwind.example")
    }

    @Test func `Esc with something typed asks first`() async throws {
        let stage = try await opened()
        await stage.type("RS-77")
        await stage.press(.escape)
        #expect(stage.shows("Esc again: discard your changes"))
        await stage.type("8")
        #expect(stage.line("Reseller ID").contains("RS-778"))
        await stage.press(.escape, .escape)
        #expect(stage.values == nil && stage.plan != nil)
        #expect(stage.plan?.items[0].values["reseller-id"] == nil)
    }

    @Test func `after the last field Tab goes to the first, and Ctrl+T says that it sets nothing`() async throws {
        let stage = try await opened()
        #expect(stage.values?.field?.id == "reseller-id")
        await stage.press(.tab)
        #expect(stage.values?.field?.id == "role" && !stage.shows("Not now"), "\(stage.text)")
        await stage.press(.backTab)
        #expect(stage.values?.field?.id == "reseller-id")
        #expect(stage.shows("Ctrl+T for all instead"), "\(stage.text)")
        await stage.press(.control("t"))
        #expect(stage.shows("↵ set for all") && stage.shows("Ctrl+T for this account instead"), "\(stage.text)")
    }

    @Test func `F1 shows the keys of the pop-up`() async throws {
        let stage = try await opened()
        await stage.press(.function(1))
        #expect(stage.lines[0].contains("Help"))
        #expect(stage.shows("Ctrl+T"))
    }

    @Test func `an account that is synchronized already says so, and nothing can be typed for it`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.type("/")
        await stage.press(.escape)
        await stage.type("  vb")
        await stage.press(.home, .enter)
        #expect(stage.shows("R-100 is already synchronized"))
        await stage.type("X")
        #expect(!stage.line("Reseller ID").contains("RS-77X"))
        #expect(!stage.shows("↵ set"))
        await stage.press(.escape)
        #expect(stage.values == nil)
    }

    @Test func `the parent is named, not only its code`() async throws {
        let stage = try await opened()
        await stage.type("RS-77")
        await stage.press(.enter, .down, .enter)
        #expect(stage.line("Parent Account") == "Parent Account Northwind Cloud (R-100)")
    }
}

extension Stage {
    var plan: Plan? { console.screens.lazy.compactMap { $0 as? PlanScreen }.last?.plan }
    fileprivate var values: ValuesPopUp? { console.screens.last as? ValuesPopUp }

    /// Goes to a field of the values.
    fileprivate func goToField(_ id: FieldID) async {
        for _ in 0..<5 { await press(.up) }
        for _ in 0..<5 where values?.field?.id != id { await press(.down) }
    }

    /// Opens a plan of the marked accounts in which some values were entered for all.
    fileprivate func enter(_ settings: [Setting]) async {
        guard var order = (console.screens.last as? PlanScreen)?.order else { return }
        order.settings = settings
        console.execute([.go(.close), .go(.open(PlanScreen(order)))])
        await settle()
    }
}
