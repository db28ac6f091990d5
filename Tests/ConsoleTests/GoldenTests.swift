import Accounts
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// Every screen and pop-up at three sizes, as text and with its styles.
@Suite(.timeLimit(.minutes(20))) struct GoldenTests {
    @Test func `the accounts`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.type("/")
        await stage.press(.escape)
        try await stage.expectGolden("accounts")
        await stage.type("/country:jp")
        try await stage.expectGolden("accounts-filter")
        await stage.press(.escape)
        await stage.type("t")
        try await stage.expectGolden("accounts-flat")
    }

    @Test func `the details and the systems`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.find("C-101")
        await stage.press(.enter)
        try await stage.expectGolden("details-customer")
        await stage.press(.enter)
        try await stage.expectGolden("systems")
        await stage.press(.escape, .up, .enter)
        try await stage.expectGolden("details-reseller")
    }

    @Test func `the forms before anything is synchronized`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        try await stage.expectGolden("form-reseller")
        await stage.leave()
        await stage.openForm("C-101")
        try await stage.expectGolden("form-customer-without-reseller")
        await stage.leave()
        await stage.openForm("Z-901")
        try await stage.expectGolden("form-direct-customer")
    }

    @Test func `the forms once the reseller is synchronized`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.openForm("C-101")
        try await stage.expectGolden("form-customer")
        await stage.press(.tab, .tab, .enter)
        try await stage.expectGolden("form-parent")
        await stage.leave()
        await stage.openForm("C-115")
        await stage.press(.control("s"))
        try await stage.expectGolden("form-with-problems")
        await stage.leave()
        await stage.openForm("R-100")
        try await stage.expectGolden("form-synchronized")
        await stage.leave()
        await stage.openForm("C-117")
        await stage.press(.control("s"))
        try await stage.expectGolden("confirm-storefront")
    }

    @Test func `sending, leaving and what came of it`() async throws {
        let stage = try await Stage.open()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.control("s"), until: "sending, once …")
        try stage.expectGoldenUnderWay("sending")
        await stage.settle()
        try await stage.expectGolden("outcome-created")
        await stage.type("?")
        try await stage.expectGolden("help")
        await stage.leave()
        await stage.type("l")
        try await stage.expectGolden("log")
        await stage.leave()
        await stage.type(":")
        try await stage.expectGolden("palette")
    }

    @Test func `already at the vendor`() async throws {
        let stage = try await Stage.open(portal: [.init(id: "dbx-old", platformID: "4001", name: "Northwind Cloud")])
        await stage.send("R-100")
        try await stage.expectGolden("outcome-at-vendor")
    }

    @Test func `refused`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        try await stage.vendor.forget("4001")
        await stage.openForm("C-101")
        await stage.press(.control("s"))
        try await stage.expectGolden("outcome-refused")
    }

    @Test func `what needs somebody, why, what happened, and how things stand`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@2", "synchronize:401@4"])
        await stage.synchronizeReseller()
        await stage.send("R-200", warns: true)
        await stage.leave()
        try await stage.vendor.forget("4001")
        await stage.openForm("C-101")
        await stage.press(.control("s"))
        await stage.leave()
        await stage.send("R-300", warns: true)
        await stage.leave()
        await stage.type("d")
        try await stage.expectGolden("needs")
        await stage.press(.down, .down)
        await stage.type(" ")
        try await stage.expectGolden("needs-marked")
        await stage.leave()
        await stage.find("C-101")
        try await stage.expectGolden("accounts-refused")
        await stage.type("W")
        try await stage.expectGolden("why")
        await stage.press(.escape, .enter)
        try await stage.expectGolden("details-refused")
        await stage.press(.end, .enter)
        try await stage.expectGolden("attempt")
        await stage.leave()
        await stage.openForm("C-101")
        try await stage.expectGolden("form-refused")
        await stage.leave()
        await stage.type("D")
        try await stage.expectGolden("dashboard")
        await stage.press(.enter)
        try await stage.expectGolden("reseller-ids")
    }

    @Test func `what an import refused, what would be sent, and the saved filters`() async throws {
        let stage = try await Stage.open()
        let problems = [(2, "name", RowProblem.Kind.missing), (7, "parent_code", .unknownParent("R-999"))]
            .map { line, column, kind in
                RowProblem(
                    place: FilePlace(line: line),
                    column: column,
                    code: AccountCode("N-\(line)"),
                    id: nil,
                    kind: kind
                )
            }
        _ = try await stage.workspace.accounts.changeAccounts { writer throws(StoreFailure) in
            try writer.keep(RefusedRows(problems, of: .file("accounts.csv"), at: StoppedClock.wall))
            return true
        }
        await stage.type("d")
        await stage.press(.down)
        try await stage.expectGolden("needs-import")
        await stage.leave()
        await stage.openForm("R-100")
        await stage.type("RS-77")
        await stage.press(.function(6))
        try await stage.expectGolden("attempt-dry")
        await stage.press(.escape)
        await stage.leave()
        await stage.press(.escape)
        await stage.type("/country:jp")
        await stage.press(.enter)
        await stage.type("Fs")
        await stage.type("Japan")
        await stage.press(.enter)
        try await stage.expectGolden("saved-filter")
    }

    @Test func `in doubt, and what needs the operator`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500-after-execution@1"])
        await stage.type("d")
        try await stage.expectGolden("cases-none")
        await stage.leave()
        await stage.send("R-100")
        try await stage.expectGolden("outcome-in-doubt")
        await stage.leave()
        await stage.openForm("R-100")
        try await stage.expectGolden("form-in-doubt")
        await stage.leave()
        await stage.type("d")
        try await stage.expectGolden("cases")
        await stage.type("X")
        try await stage.expectGolden("confirm-abandon")
    }

    @Test func `conflict`() async throws {
        let stage = try await Stage.open(portal: [
            .init(id: "dbx-1", platformID: "4001", name: "Northwind Cloud"),
            .init(id: "dbx-1", platformID: "4002", name: "The same"),
        ])
        await stage.send("R-100")
        await stage.type("a")
        try await stage.expectGolden("outcome-adopted")
        await stage.leave()
        await stage.send("R-200", warns: true)
        try await stage.expectGolden("outcome-conflict")
    }

    @Test func `not sent`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:429=7x9"])
        await stage.send("R-100")
        try await stage.expectGolden("outcome-not-sent")
    }

    @Test func `too small`() async throws {
        let stage = try await Stage.open()
        await stage.resize(39, 9)
        #expect(stage.lines[0...1].joined(separator: "/") == "too small: 39x9,/40x10 needed")
        await stage.resize(40, 10)
        #expect(stage.text.contains("Northwind"))
    }
}
