import Foundation
import TestKit
import Testing

/// Save & Synchronize from the command line: every way it can end, and its exit code.
@Suite(.timeLimit(.minutes(20))) struct SynchronizeTests {
    @Test func `a reseller and then its customer are created, one under the other`() async throws {
        let stage = try await Stage()
        let reseller = try await stage.synchronizeReseller()
        #expect(reseller.code == 0)
        #expect(reseller.text("state") == "synchronized")
        #expect(reseller.text("externalId") == "dbx-9e377")
        #expect(reseller.text("origin") == "created")
        #expect(reseller.text("account.code") == "R-1")
        #expect(reseller["parent"] == nil)
        let customer = try await stage.program("synchronize", "C-1", "--system", "Dropbox", "--json")
        #expect(customer.code == 0)
        #expect(customer.text("externalId") == "dbx-3c6ef")
        let parent: NSDictionary = [
            "id": "1", "code": "R-1", "name": "Northwind Cloud", "externalId": "dbx-9e377",
        ]
        #expect(customer["parent"] == parent)
        let portal = try await stage.sandbox.ask("/portal.json").body
        #expect(portal.contains(#""parentID":"dbx-9e377""#))
        #expect(try stage.executed == 2)
    }

    @Test func `in text, success is on stdout and everything else on stderr`() async throws {
        let stage = try await Stage()
        let done = try await stage.program("synchronize", "R-1", "--system", "dropbox", "--set", "Reseller ID=RS-77")
        #expect(
            done
                == Run(
                    code: 0,
                    out: """
                        Northwind Cloud is dbx-9e377 at Dropbox.
                        Accepted, unverified until the first order.

                        """,
                    err: ""
                )
        )
        let blocked = try await stage.program("synchronize", "X-1", "--system", "Dropbox", "--set", "reseller-id=RS-77")
        #expect(blocked.code == 65)
        #expect(blocked.out.isEmpty)
        #expect(blocked.err.contains("Country is missing: set the country in the BSS, then pull or import again"))
        #expect(try stage.executed == 1)
    }

    @Test func `beside JSON a wait is told on a terminal, and nothing is anywhere else`() async throws {
        for isTerminal in [false, true] {
            let stage = try await Stage(faults: ["synchronize:429=1@1"])
            var program = stage.program
            let script = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"
            if isTerminal { program.wrapper = ["python3", "-c", script] }
            let words = ["synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77", "--json"]
            let run = try await program.run(words)
            #expect(run.code == 0 && run.err.isEmpty && run.out.contains("\"synchronized\""), "\(run)")
            #expect(run.out.contains("Dropbox asked to wait: the next try is in 1 s") == isTerminal, "\(run)")
        }
    }

    @Test func `what is worth a look is said by the send, too, since no vendor says it`() async throws {
        let stage = try await Stage()
        let odd = "reseller-id=RS\u{2013}77"
        let sent = try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--set", odd)
        #expect(sent.code == 0 && sent.err.contains("Worth a look: Reseller ID holds U+2013 (EN DASH)"), "\(sent)")
        let other = try await Stage()
        let plan = try await other.program("plan", "R-1", "--system", "Dropbox", "--set", odd)
        #expect(plan.out.contains("R-1, Northwind Cloud: Reseller ID holds U+2013 (EN DASH)"), "\(plan)")
        let json = try await other.program("synchronize", "R-1", "--system", "Dropbox", "--set", odd, "--json")
        #expect(json.text("findings.0.severity") == "warns" && json.text("state") == "synchronized", "\(json)")
    }

    @Test func `an account that is synchronized says so; other values are listed and not sent`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let again = try await stage.synchronizeReseller()
        #expect(again.code == 0)
        #expect(again.text("state") == "synchronized")
        #expect(again.text("message") == "Northwind Cloud is already synchronized as dbx-9e377.")
        let same = try await stage.program(
            "synchronize",
            "R-1",
            "--system",
            "Dropbox",
            "--set",
            "ROLE=reseller",
            "--set",
            "e-mail=ops@northwind.example"
        )
        #expect(same.code == 0)
        let other = try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--set", "Reseller ID=RS-1")
        #expect(other.code == 65)
        #expect(other.err.contains(#"Reseller ID: sent "RS-77", asked for "RS-1""#))
        let parent = try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--set", "parent=C-1")
        #expect(parent.code == 65)
        #expect(try stage.executed == 1)
    }

    @Test func `what is at the vendor already is refused until it is adopted`() async throws {
        let stage = try await Stage()
        let stranger = #"{"ID":"99","Name":"Stranger","Email":"OPS@northwind.example"}"#
        #expect(try await stage.sandbox.ask("/accounts/synchronize", stranger).result == "dbx-9e377")
        let found = try await stage.synchronizeReseller()
        #expect(found.code == 77)
        #expect(found.text("state") == "already at the vendor")
        #expect(found.text("externalId") == "dbx-9e377")
        let told = try await stage.program(
            "synchronize",
            "R-1",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77"
        )
        #expect(told.code == 77)
        #expect(told.err.contains("account-sync synchronize R-1 --system Dropbox --adopt"))
        let adopted = try await stage.program(
            "synchronize",
            "R-1",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--adopt",
            "--json"
        )
        #expect(adopted.code == 0)
        #expect(adopted.text("origin") == "adopted")
        #expect(try stage.executed == 1)
    }

    @Test func `in doubt is 75 at once and asks nothing more; the next time exists is asked once and it is adopted`()
        async throws
    {
        let stage = try await Stage(faults: ["synchronize:500-after-execution@1"])
        let doubtful = try await stage.synchronizeReseller()
        #expect(doubtful.code == 75)
        #expect(doubtful.text("state") == "in doubt")
        #expect(
            doubtful.text("message")
                == "Northwind Cloud is in doubt at Dropbox: the vendor answered HTTP 500, which proves nothing."
        )
        #expect(try stage.calls("exists") == 1)
        let next = try await stage.synchronizeReseller()
        #expect(next.code == 0)
        #expect(next.text("state") == "synchronized")
        #expect(next.text("externalId") == "dbx-9e377")
        #expect(try stage.calls("exists") == 2)
        #expect(try stage.calls("synchronize") == 1)
    }

    @Test func `in doubt and not there stays 75, and nothing is sent again`() async throws {
        let stage = try await Stage(faults: ["synchronize:500@1"])
        #expect(try await stage.synchronizeReseller().code == 75)
        let next = try await stage.synchronizeReseller()
        #expect(next.code == 75)
        #expect(next.text("state") == "in doubt")
        let again = try await stage.program("resolve", "R-1", "--system", "Dropbox", "--send-again", "--yes", "--json")
        #expect(again.code == 75)
        let child = try await stage.program(
            "synchronize",
            "C-1",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--json"
        )
        #expect(child.code == 65)
        #expect(try stage.calls("synchronize") == 1)
        #expect(try stage.executed == 0)
    }

    @Test func `a Storefront-managed account is sent only when told to`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let held = try await stage.program("synchronize", "S-1", "--system", "Dropbox")
        #expect(held.code == 65)
        #expect(held.err.contains("--storefront-too"))
        #expect(try await stage.program("synchronize", "S-1", "--system", "Dropbox", "--storefront-too").code == 0)
        #expect(try stage.executed == 2)
    }

    @Test func `a dry run checks everything, asks exists and sends nothing`() async throws {
        let stage = try await Stage()
        let ready = try await stage.program(
            "synchronize",
            "R-1",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--dry-run",
            "--json"
        )
        #expect(ready.code == 0)
        #expect(ready["sendable"] == NSNumber(value: true))
        #expect(ready.text("exists") == "not there")
        let blocked = try await stage.program("synchronize", "C-1", "--system", "Dropbox", "--dry-run", "--json")
        #expect(blocked.code == 65)
        #expect(blocked["sendable"] == NSNumber(value: false))
        #expect(try stage.calls("synchronize") == 0)
    }

    @Test(arguments: [
        (["--set", "nobody=1"], "There is no field \"nobody\"."),
        (["--set", "role=Emperor"], "Role cannot be \"Emperor\"."),
        (["--set", "parent=NOPE"], "There is no account NOPE in this workspace."),
    ])
    func `a value that cannot be set is 65, with what can be`(arguments: [String], message: String) async throws {
        let stage = try await Stage()
        let run = try await stage.program.run(["synchronize", "R-1", "--system", "Dropbox"] + arguments)
        #expect(run.code == 65)
        #expect(run.err.hasPrefix(message))
        #expect(run.out.isEmpty)
        #expect(try stage.calls("synchronize") == 0)
    }

    @Test func `a name that looks like a command to a terminal is shown, not obeyed, and travels as it is`()
        async throws
    {
        let name = "Evil\u{1B}[2J\u{202E}txt"
        let stage = try await Stage("code,name,type,email,country\nR-1,\"\(name)\",reseller,a@b.example,DE\n")
        let run = try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77")
        #expect(run.code == 0)
        #expect(!run.out.contains("\u{1B}"))
        #expect(!run.out.contains("\u{202E}"))
        let json = try await stage.program("accounts", "show", "R-1", "--json")
        #expect(!json.out.contains("\u{1B}"))
        #expect(!json.out.contains("\u{202E}"))
        #expect(json.text("name") == name)
        for arguments in [
            ["accounts", "list"], ["accounts", "show", "R-1"], ["options", "R-1", "--system", "Dropbox"],
        ] {
            let text = try await stage.program.run(arguments)
            #expect(text.code == 0)
            #expect(!text.out.contains("\u{1B}"))
            #expect(!text.out.contains("\u{202E}"))
        }
        #expect(try await stage.sandbox.ask("/portal.json").body.contains("Evil"))
    }
}
