import Testing
import TextScreen

/// The screens of bulk and of what is in doubt, at three sizes.
@Suite(.timeLimit(.minutes(20))) struct BulkGoldenTests {
    @Test func `marks, plan, values, confirmation and ledger`() async throws {
        let stage = try await Stage.open()
        await stage.type("  ")
        await stage.find("C-111")
        await stage.type(" /")
        await stage.press(.escape)
        try await stage.expectGolden("accounts-marked")
        await stage.type("b")
        try await stage.expectGolden("plan-blocked")
        await stage.press(.enter)
        await stage.type("RS-77")
        try await stage.expectGolden("plan-values")
        await stage.press(.enter)
        try await stage.expectGolden("plan")
        await stage.press(.control("s"))
        try await stage.expectGolden("plan-confirm")
        await stage.type("y")
        await stage.settle()
        try await stage.expectGolden("ledger")
        await stage.type("f")
        try await stage.expectGolden("ledger-failed")
    }

    @Test func `in doubt as a screen`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.enter)
        try await stage.expectGolden("case")
        await stage.type("e")
        try await stage.expectGolden("case-asked")
        await stage.type("A")
        try await stage.expectGolden("case-id")
        await stage.type("dbx-typed")
        await stage.press(.enter)
        try await stage.expectGolden("case-unconfirmed")
    }

    @Test func `already at the vendor as a screen`() async throws {
        let stage = try await Stage.open(portal: [.init(id: "dbx-old", platformID: "4001", name: "Northwind Cloud")])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("d")
        await stage.press(.enter)
        try await stage.expectGolden("case-at-vendor")
    }
}
