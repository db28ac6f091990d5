import Accounts
import Testing
import TextScreen

/// What sending comes to, as the pop-up tells it, and what can be done then.
@Suite(.timeLimit(.minutes(20))) struct OutcomeTests {
    @Test func `an account that is at the vendor already is not sent, and adopted only when the operator says so`()
        async throws
    {
        let stage = try await Stage.open(portal: [.init(id: "dbx-old", platformID: "4001", name: "Northwind Cloud")])
        await stage.openForm("R-100")
        #expect(stage.shows("≡ already at Dropbox as dbx-old: it can be adopted"))
        await stage.type("RS-77")
        await stage.press(.control("s"))
        #expect(stage.text.contains("Already at the vendor"))
        #expect(try stage.vendor.sent.isEmpty)
        await stage.type("a")
        #expect(stage.shows("Northwind Cloud is linked to dbx-old at Dropbox"))
        await stage.leave()
        await stage.openForm("R-100")
        #expect(stage.shows("synchronized as dbx-old (adopted)"))
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77", "the values are kept as they were entered")
    }

    @Test func `the log and the commands are reached from the message, and lead back to it`() async throws {
        let stage = try await Stage.open()
        await stage.send("R-100")
        #expect(stage.lines.last?.contains("l log") == true && stage.lines.last?.contains(": command") == true)
        await stage.type("l")
        #expect(stage.lines[0].contains("Message log"), "\(stage.text)")
        await stage.press(.escape)
        await stage.type(":")
        #expect(stage.shows("Open the form of the reseller's next end customer"), "\(stage.text)")
        await stage.press(.escape)
        #expect(stage.shows("Northwind Cloud is dbx-"), "\(stage.text)")
    }

    @Test func `a refusal shows the vendor's words`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        try await stage.vendor.forget("4001")
        await stage.openForm("C-101")
        await stage.press(.control("s"))
        #expect(stage.shows("Dropbox refused Bäckerei Sonne GmbH"))
        #expect(stage.shows("does not exist."))
    }

    @Test func `what was entered is still there after a refusal`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        #expect(stage.shows("Dropbox did not let us send Northwind Cloud (HTTP 401)"))
        await stage.type("e")
        #expect(stage.line("Reseller ID *") == "Reseller ID * RS-77")
    }

    @Test func `a refused key pauses the system, and r in the pop-up of systems lets it be used again`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:401@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.press(.enter, .enter)
        #expect(stage.line("Dropbox ").contains("✗ the vendor answered 401"))
        await stage.type("r")
        #expect(!stage.line("Dropbox ").contains("401"))
        await stage.send("R-100")
        #expect(stage.shows("Northwind Cloud is dbx-"))
    }

    @Test func `what did not reach the vendor is sent again with r`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:429=1x1"])
        await stage.send("R-100")
        #expect(stage.text.contains("Not sent"))
        await stage.type("r")
        #expect(stage.shows("Northwind Cloud is dbx-"))
        #expect(try stage.vendor.portal.count == 1)
    }

    @Test func `an answer that says nothing leaves the account in doubt, listed under what needs you`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500-after-execution@1"])
        await stage.send("R-100")
        #expect(stage.text.contains("In doubt"))
        #expect(stage.shows("It may have been created. It is not sent again automatically."))
        await stage.press(.enter)
        #expect(stage.shows("? in doubt"))
        await stage.leave()
        await stage.type("d")
        #expect(stage.line("R-100").contains("Northwind Cloud Dropbox ? in doubt"))
        await stage.type("e")
        #expect(stage.shows("Northwind Cloud is linked as"))
        #expect(stage.shows("Nothing needs you"))
        #expect(try stage.vendor.sent.count == 1)
    }

    @Test func `an id that another account holds is a conflict, and nothing is linked`() async throws {
        let stage = try await Stage.open(portal: [
            .init(id: "dbx-1", platformID: "4001", name: "Northwind Cloud"),
            .init(id: "dbx-1", platformID: "4002", name: "The same"),
        ])
        await stage.send("R-100")
        await stage.type("a")
        await stage.leave()
        await stage.send("R-200", warns: true)
        #expect(stage.text.contains("Conflict"))
        #expect(stage.shows("belongs to Northwind Cloud (R-100) here"))
        await stage.leave()
        await stage.type("d")
        #expect(stage.line("R-200").contains("≠ conflict dbx-1"))
    }

    @Test func `giving up wants the code typed`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:500-after-execution@1"])
        await stage.send("R-100")
        await stage.leave()
        await stage.type("dX")
        #expect(stage.text.contains("Type R-100 to confirm:"))
        await stage.press(.enter)
        #expect(stage.text.contains("Type R-100 to confirm:"))
        await stage.type("R-100")
        await stage.press(.enter)
        #expect(stage.shows("Northwind Cloud is abandoned at Dropbox now."))
        #expect(stage.shows("Nothing needs you"))
    }
}
