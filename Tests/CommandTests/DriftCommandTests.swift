import Foundation
import Sandbox
import TestKit
import Testing

/// What differs from what was sent, and what an order verifies, with the sandbox's vendor and BSS.
@Suite(.timeLimit(.minutes(20))) struct DriftCommandTests {
    private static let bss = """
        { "name": "BSS", "url": "%", "clientKey": "env:BSS_KEY", "clientSecret": "env:BSS_SECRET",
          "username": "env:BSS_USER", "password": "env:BSS_PASSWORD", "ratePerSecond": 1000 #MORE }
        """

    /// A workspace whose accounts come from the sandbox's BSS, with its reseller and a customer synchronized.
    private func stage(
        _ more: String = "",
        faults: [String] = [],
        hasList: Bool = true
    ) async throws -> (Program, RunningSandbox) {
        var program = try Program()
        for (name, value) in [
            ("BSS_KEY", Sandbox.clientKey), ("BSS_SECRET", Sandbox.clientSecret), ("BSS_USER", Sandbox.username),
            ("BSS_PASSWORD", Sandbox.password),
        ] { program.environment[name] = value }
        let created = BSSMoment(2026, 1, 1)
        var reseller = BSSAccount(id: 1, code: "R-1", name: "Northwind Cloud", created: created)
        (reseller.email, reseller.country, reseller.sellsOn) = ("ops@northwind.example", "DE", true)
        var customer = BSSAccount(id: 2, code: "C-1", name: "Bakery Sun", created: created)
        (customer.email, customer.country, customer.payer) = ("info@sun.example", "DE", 1)
        var configuration = SandboxConfiguration(bss: BSSConfiguration(.accounts([reseller, customer])))
        configuration.faults = try faults.map { text throws(Fault.Problem) in try Fault(text) }
        let sandbox = try await RunningSandbox(configuration)
        let list = #""ratePerSecond": 1000, "#
        let registration = Registration(base: sandbox.url(""), more: list).json
            .replacing(
                #""exists": "#,
                with: (hasList ? #""customersList": "\#(sandbox.url("/customers/list"))", "# : "") + #""exists": "#
            )
        try program.directory.write("system.json", registration)
        let connection = Self.bss.replacing("%", with: sandbox.url("")).replacing("#MORE", with: more)
        try program.directory.write("bss.json", connection)
        for arguments in [
            ["init"], ["bss", "add", "bss.json"], ["accounts", "pull"], ["systems", "add", "system.json"],
            ["synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77"],
            ["synchronize", "C-1", "--system", "Dropbox"],
        ] {
            let run = try await program.run(arguments)
            try #require(run.code == 0, "\(arguments): \(run.out)\(run.err)")
        }
        return (program, sandbox)
    }

    @Test func `nothing has drifted, then an email, then an account that only the vendor has`() async throws {
        let (program, sandbox) = try await stage()
        let none = try await program("drift")
        #expect(none.code == 0 && none.out == "Nothing has drifted: what is linked is as it was sent.\n")
        _ = try await sandbox.changeBSS("/bss/accounts/2", #"{"email":"new@sun.example","phone":"+49 1"}"#)
        #expect(try await program("accounts", "pull").code == 0)
        let run = try await program("drift", "--json")
        #expect(run.code == 65)
        #expect(run.count("drifts") == 1 && run["compared"] as? Int == 2)
        #expect(run.text("drifts.0.kind") == "changed after it was sent")
        #expect(run.text("drifts.0.account.code") == "C-1")
        #expect(run.text("drifts.0.fields.0.field") == "email")
        #expect(run.text("drifts.0.fields.0.sent") == "info@sun.example")
        #expect(run.text("drifts.0.fields.0.bss") == "new@sun.example")
        #expect(run["drifts.0.fields.1.matters"] as? Bool == false)
        #expect(run.text("drifts.0.cure") == "Correct the email in the vendor's portal, or in the BSS.")
        // Somebody makes an account at the vendor behind our back.
        try await foreign(at: sandbox)
        #expect(try await program("drift").out.contains("unknown here") == false)
        let asked = try await program("drift", "--ask", "--json")
        #expect(asked["counts"] as? NSDictionary == ["changed after it was sent": 1, "unknown here": 1])
        #expect(asked.text("drifts.1.customer.name") == "Strange Ltd")
        let text = try await program("drift", "--ask", "--system", "dropbox")
        #expect(
            text.out.contains("Strange Ltd (provisioned at the vendor) is linked to no account here"),
            "\(text.out)\(text.err)"
        )
    }

    @Test(arguments: [true, false])
    func `what is synchronized here and not at the vendor is found, by its list or by asking`(
        hasList: Bool
    ) async throws {
        let (program, sandbox) = try await stage(hasList: hasList)
        let whole = try await program("drift", "--ask", "--json")
        #expect(whole.code == 0 && whole.count("drifts") == 0, "\(whole.out)\(whole.err)")
        let id = try await program("status", "C-1", "--json").text("Dropbox.externalId") ?? ""
        _ = try await sandbox.ask("/accounts/delete", #"{"ID":"2","ExternalID":"\#(id)","Name":"gone"}"#)
        let run = try await program("drift", "--ask", "--json")
        #expect(run.code == 65, "\(run.out)\(run.err)")
        #expect(run["counts"] as? NSDictionary == ["not at the vendor": 1])
        #expect(run.text("drifts.0.account.code") == "C-1" && run.text("drifts.0.externalId") == id)
        let evidence =
            hasList ? "and not in the vendor's list of customers" : "but the exists call says that it is not there"
        #expect(run.text("drifts.0.message") == "synchronized as \(id), \(evidence)")
        #expect(run.count("remarks") == (hasList ? 0 : 1))
        #expect(try await program("drift", "--json").code == 0, "the vendor is asked only by a person")
    }

    @Test func `a vendor that cannot be asked about all is told`() async throws {
        let (program, _) = try await stage(faults: ["exists:500@4"], hasList: false)
        let run = try await program("drift", "--ask", "--json")
        #expect(run.code == 69 && run.count("problems") == 1, "\(run.out)\(run.err)")
    }

    @Test func `a parent that a pull refused drifts, and is in the inbox with the account and no line`() async throws {
        let (program, sandbox) = try await stage()
        _ = try await sandbox.changeBSS("/bss/accounts/2", #"{"parent":""}"#)
        #expect(try await program("accounts", "pull").code == 65)
        let run = try await program("drift", "--json")
        #expect(run["counts"] as? NSDictionary == ["another parent now": 1], "\(run.out)\(run.err)")
        #expect(run.text("drifts.0.fields.0.bss") == "" && run.text("drifts.0.fields.0.sent") == "R-1")
        let inbox = try await program("inbox", "--json")
        #expect(inbox.text("items.0.row.source") == "bss" && inbox.text("items.0.row.id") == "2", "\(inbox.out)")
        #expect(inbox["items.0.row.line"] == nil)
        #expect(
            inbox.text("items.0.message")
                == "C-1, id 2, parent: it is synchronized under its parent, or may be: it cannot move to no parent."
        )
        // A file that is imported meanwhile has a place of its own.
        try program.directory.write("bad.csv", "code,name\nN-1,\n")
        #expect(try await program("accounts", "import", "bad.csv").code == 65)
        #expect(try await program("inbox", "--json")["counts"] as? NSDictionary == ["not imported": 2])
        _ = try await sandbox.changeBSS("/bss/accounts/2", #"{"parent":"R-1"}"#)
        #expect(try await program("accounts", "pull").code == 0)
        let after = try await program("inbox", "--json")
        #expect(after["counts"] as? NSDictionary == ["not imported": 1] && after.text("items.0.row.source") == "file")
        #expect(try await program("drift").code == 0)
    }

    /// Creates an account at the vendor that nobody here knows.
    private func foreign(at sandbox: RunningSandbox) async throws {
        let key = Data(Sandbox.apiKey.utf8).base64EncodedString()
        _ = try await Reply.ask(
            sandbox.url("/accounts/synchronize"),
            #"{"ID":"77","Name":"Strange Ltd","Email":"x@strange.example","SyncOptions":{}}"#,
            headers: [
                "X-CloudPlatform-ApplicationId": Sandbox.applicationID, "X-CloudPlatform-APIKey": key,
                "Content-Type": "application/json",
            ]
        )
    }

    @Test func `one account from three sides`() async throws {
        let (program, sandbox) = try await stage()
        _ = try await sandbox.changeBSS("/bss/accounts/2", #"{"name":"Bakery Moon"}"#)
        _ = try await program("accounts", "pull")
        let text = try await program("drift", "C-1", "--ask")
        #expect(text.code == 65)
        for line in [
            "name         Bakery Moon       Bakery Sun        Bakery Sun  !",
            "! name Bakery Moon now, Bakery Sun was sent. Correct the name in the vendor's portal, or in the BSS.",
        ] { #expect(text.out.contains(line), "\(text.out)") }
        #expect(text.out.contains("VENDOR: exists: there as "))
        let run = try await program("drift", "C-1", "--json")
        #expect(run["0.vendor"] == nil && run.text("0.state") == "synchronized")
        #expect(run.text("0.origin.source") == "bss")
        #expect(try await program("drift", "R-1").code == 0)
        #expect(try await program("drift", "R-9").code == 65, "there is no such account")
    }

    @Test func `what is gone from the BSS is still at the vendor`() async throws {
        let (program, sandbox) = try await stage()
        _ = try await sandbox.changeBSS("/bss/accounts/2", "", method: "DELETE")
        // One of two accounts is more than vanishes by itself.
        for _ in 0..<2 {
            _ = try await program("accounts", "pull", "--full")
            _ = try await program("accounts", "pull", "--let-through")
        }
        let run = try await program("drift", "--json")
        #expect(run["counts"] as? NSDictionary == ["gone from the BSS": 1], "\(run.out)\(run.err)")
    }

    @Test func `a list that cannot be read is told`() async throws {
        let (program, _) = try await stage(faults: ["list:500@1"])
        let run = try await program("drift", "--ask", "--json")
        #expect(run.code == 69 && run.count("problems") == 1, "\(run.out)\(run.err)")
    }

    @Test func `an order verifies an account, and is shown wherever its state is`() async throws {
        let (program, sandbox) = try await stage()
        let before = try await program("verify", "C-1")
        #expect(before.code == 0)
        #expect(
            before.out == "Bakery Sun (C-1) on Dropbox: no order yet: accepted, unverified until the first order\n"
        )
        let counted = try await program("verify", "--all").out
        #expect(
            counted == "Asked for the orders of 2 accounts: 0 verified now, 2 without an order that proves it.\n"
        )
        _ = try await sandbox.changeBSS("/bss/accounts/2/order", #"{"product":"Microsoft 365"}"#)
        #expect(try await program("verify", "C-1", "--json")["accounts.0.verified"] as? Bool == false)
        let ordered = try await sandbox.changeBSS("/bss/accounts/2/order", #"{"product":"Dropbox Business Advanced"}"#)
        let id = try #require(ordered["id"] as? String)
        let run = try await program("verify", "--all", "--json")
        #expect(run["asked"] as? Int == 2 && run.count("accounts") == 1, "\(run.out)\(run.err)")
        #expect(run["verified"] as? Int == 1 && run["unverified"] as? Int == 1, "\(run.out)")
        #expect(run.text("accounts.0.account.code") == "C-1")
        #expect(run.text("accounts.0.order.id") == id)
        let status = try await program("status", "C-1", "--json")
        #expect(status["Dropbox.verified"] as? Bool == true)
        #expect(status.text("Dropbox.order.product") == "Dropbox Business Advanced")
        #expect(
            try await program("status", "C-1").out.contains("verified by order \(id) (Dropbox Business Advanced) of ")
        )
        let list = try await program("accounts", "list", "--json")
        #expect(list["0.status.Dropbox.verified"] as? Bool == true, "\(list.out)")
        #expect(list["1.status.Dropbox.verified"] as? Bool == false)
        #expect(try await program("verify", "C-1").out.contains("verified by order \(id)"))
        #expect(try await program("verify", "C-1", "--all").code == 64)
    }

    @Test func `a pull asks for orders where the connection says so`() async throws {
        let (program, sandbox) = try await stage(#", "verifyByOrders": true"#)
        _ = try await sandbox.changeBSS("/bss/accounts/2/order", "{}")
        let dry = try await program("accounts", "pull", "--dry-run", "--json")
        #expect(dry["verified"] == nil)
        let run = try await program("accounts", "pull", "--json")
        #expect(run["verified"] as? Int == 1, "\(run.out)\(run.err)")
        #expect(try await program("status", "C-1", "--json")["Dropbox.verified"] as? Bool == true)
        let again = try await program("accounts", "pull")
        #expect(again.out.contains("Verified 0 accounts by orders, of 1 that were asked about."), "\(again.out)")
    }
}
