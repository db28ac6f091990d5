import Foundation
import TestKit
import Testing

/// `why`: the chain of facts from the command line, and the command that would alter it.
@Suite(.timeLimit(.minutes(20))) struct WhyTests {
    @Test func `the command that an explanation names leads one step on, until the account is synchronized`()
        async throws
    {
        let stage = try await Stage()
        _ = try await stage.program("options", "C-1", "--system", "Dropbox")
        let customer = try await stage.program("why", "C-1", "--json")
        #expect(customer.code == 0)
        #expect(customer.text("0.change.command") == "account-sync why R-1 --system Dropbox")
        let reseller = try await stage.program("why", "R-1", "--system", "dropbox", "--json")
        #expect(
            reseller.text("0.change.command") == "account-sync synchronize R-1 --system Dropbox --set reseller-id=VALUE"
        )
        #expect(try await stage.synchronizeReseller().code == 0)
        #expect(
            try await stage.program("why", "C-1", "--json").text("0.change.command")
                == "account-sync synchronize C-1 --system Dropbox"
        )
        #expect(try await stage.program("synchronize", "C-1", "--system", "Dropbox").code == 0)
        let done = try await stage.program("why", "C-1", "--json")
        #expect(done.text("0.state") == "synchronized" && done["0.change.command"] == nil)
        #expect(done.text("0.facts.1.event") == "outcome" && done.text("0.facts.1.by") == "tester")
        #expect(done.text("0.facts.1.attempt") == done.text("0.facts.2.attempt"))
        #expect(try stage.calls("exists") == 3, "as often as something was sent, and once more to prove it")
    }

    @Test func `a pause is told with the vendor's answer, and text shows the same chain`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        _ = try await stage.synchronizeReseller()
        let told = try await stage.program("why", "R-1")
        #expect(told.out.hasPrefix("Northwind Cloud (R-1) is refused at Dropbox.\n"))
        #expect(told.out.contains("nothing is sent to Dropbox: the vendor answered 401: check the registered key"))
        #expect(told.out.contains("the last request that it refused for this reason was for Northwind Cloud (R-1)"))
        #expect(told.out.hasSuffix("  account-sync systems check Dropbox\n"))
    }

    @Test func `a field is told with where its value comes from; the parent is one, too`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let field = try await stage.program("why", "C-1", "--system", "Dropbox", "--field", "reseller-id", "--json")
        #expect(field.text("0.field.value") == "RS-77" && field["0.state"] == nil)
        #expect(field.out.contains("from reseller Northwind Cloud, synchronized"))
        let parent = try await stage.program("why", "C-1", "--system", "Dropbox", "--field", "parent", "--json")
        #expect(parent.text("0.field.value") == "R-1")
        let email = try await stage.program("why", "C-1", "--system", "Dropbox", "--field", "Email", "--json")
        #expect(email.text("0.facts.0.source") == "import")
        #expect(try await stage.program("why", "C-1", "--system", "Dropbox", "--field", "colour").code == 65)
        #expect(try await stage.program("why", "C-1", "--field", "Email").code == 64)
        #expect(try await stage.program("why", "NOBODY").code == 65)
    }
}
