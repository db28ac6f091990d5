import Foundation
import Sandbox
import TestKit
import Testing

/// The console as plain lines, questions and answers: the same forms, lists and decisions.
@Suite(.timeLimit(.minutes(20))) struct AccessibleTests {
    /// Talks to the program; the end of the lines is the end of the input.
    private func talk(_ stage: Stage, _ lines: String...) async throws -> [String] {
        let run = try await stage.program("--accessible", input: lines.map { $0 + "\n" }.joined())
        #expect(run.code == 0)
        #expect(run.err.isEmpty)
        #expect(!run.out.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" }, "no byte steers a terminal")
        // What was asked and what is said next stand on one line, since nobody pressed Enter in between.
        return run.out.split(separator: "\n").map(String.init)
    }

    @Test func `a reseller and its customer are synchronized, field by field`() async throws {
        let stage = try await Stage()
        let said = try await talk(stage, "/code:r-1", "1", "s", "", "", "RS-77", "y", "y", "", "", "", "", "y")
        #expect(said.contains { $0.hasSuffix("1. R-1, Northwind Cloud, reseller, not synchronized at Dropbox.") })
        #expect(said.contains("Parent Account: blank, a reseller has none."))
        #expect(said.contains { $0.contains("Email, required: ops@northwind.example, from the account:") })
        #expect(said.contains("Northwind Cloud is dbx-9e377 at Dropbox."))
        #expect(said.contains { $0.contains("Go on with the next customer, Bäckerei Sonne (C-1)?") })
        #expect(said.contains { $0.hasPrefix("Parent Account: Northwind Cloud (R-1), its reseller, synchronized") })
        #expect(said.contains("Bäckerei Sonne is dbx-3c6ef at Dropbox, under Northwind Cloud (dbx-9e377)."))
        #expect(try stage.executed == 2)
    }

    @Test func `what cannot be sent says why, and can be mended`() async throws {
        let stage = try await Stage()
        let said = try await talk(stage, "/code:r-1", "1", "s", "Nobody", "2", "", "-", "y", "e", "", "", "RS-1", "n")
        #expect(said.contains { $0.hasSuffix("Role cannot be \"Nobody\".") })
        #expect(said.contains { $0.hasPrefix("To be corrected: Reseller ID is empty") })
        #expect(said.contains { $0.hasPrefix("It cannot be sent like this.") && $0.contains("means nothing here") })
        #expect(said.contains { $0.hasPrefix("Save & Synchronize?") && $0.hasSuffix("Nothing was sent.") })
        #expect(try stage.calls("synchronize") == 0)
    }

    @Test func `a customer whose reseller comes first leads to the reseller's form`() async throws {
        let stage = try await Stage()
        let said = try await talk(stage, "/code:c-1", "1", "s", "", "", "", "RS-77", "p", "", "", "RS-77", "y", "n")
        #expect(said.contains { $0.contains("is not synchronized, synchronize the reseller first: p opens its form.") })
        #expect(said.contains("Northwind Cloud is dbx-9e377 at Dropbox."))
    }

    @Test func `one in doubt is asked about; what cannot be undone wants its code`() async throws {
        let stage = try await Stage(faults: ["synchronize:500@1"])
        #expect(try await stage.synchronizeReseller().code == 75)
        let said = try await talk(stage, "d", "1", "e", "S", "X", "R-2", "X", "R-1", "")
        #expect(said.contains { $0.contains("1. Northwind Cloud is in doubt at Dropbox") })
        #expect(said.contains { $0.contains("is still in doubt at Dropbox; asked whether it exists") })
        let wrong = try #require(said.firstIndex { $0.hasSuffix("That is not R-1: nothing was done.") })
        #expect(!said[wrong + 1].hasSuffix("is abandoned at Dropbox now."))
        #expect(said.contains { $0.hasSuffix("Northwind Cloud is abandoned at Dropbox now.") })
        #expect(try stage.calls("synchronize") == 1)
    }

    @Test func `a refusal is in the inbox, leads to its account, and says why`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        _ = try await stage.sandbox.ask("/accounts/delete", #"{"ID":"1","ExternalID":"dbx-9e377","Name":"gone"}"#)
        #expect(try await stage.program("synchronize", "C-1", "--system", "Dropbox").code == 77)
        let said = try await talk(stage, "d", "1", "W")
        #expect(said.contains { $0.contains("1. Bäckerei Sonne (C-1): refused by Dropbox on") })
        #expect(said.contains { $0.hasSuffix("Bäckerei Sonne (C-1) is refused at Dropbox.") })
        #expect(said.contains("To alter that: correct what the vendor names, then send it again."))
    }

    @Test func `digits alone are a line's number, or else a code`() async throws {
        let stage = try await Stage(
            Stage.accounts + "7,0042,Leading,reseller,,l@h.example,DE,\n8,90210,Hills,reseller,,h@h.example,DE,\n"
        )
        let said = try await talk(stage, "1", "", "90210", "", "0042", "", "77")
        #expect(said.filter { $0.hasSuffix(" 0042, Leading.") }.count == 2, "as line 1 and by its code: \(said)")
        #expect(said.contains { $0.hasSuffix(" 90210, Hills.") })
        #expect(said.contains { $0.hasSuffix("There is no line 77 here, and no account has that code.") })
    }

    @Test func `a code that is pasted among the accounts opens its account, or lists what may be meant`() async throws {
        let stage = try await Stage()
        let said = try await talk(stage, "C-1", "", "r-1", "X-99", "no code")
        #expect(said.contains { $0.hasSuffix("C-1, Bäckerei Sonne.") }, "\(said)")
        #expect(said.contains { $0.hasSuffix("1. R-1, Northwind Cloud, reseller, not synchronized at Dropbox.") })
        for text in ["X-99", "no code"] {
            #expect(said.contains { $0.contains("\"\(text)\" is no letter") && $0.contains("no account's code") })
        }
    }

    @Test func `what is listed is written into a file that an import reads, and a file is not lost unasked`()
        async throws
    {
        let stage = try await Stage()
        let file = stage.program.directory.file("listed.csv")
        let said = try await talk(
            stage,
            "/type:customer",
            "w \(file)",
            "w \(file)",
            "n",
            "w",
            file,
            "y",
            "w /nowhere/x"
        )
        #expect(said.filter { $0.hasSuffix("4 accounts written to \(file).") }.count == 2)
        #expect(said.contains { $0.hasSuffix("\(file) is there already.") })
        #expect(said.contains { $0.contains("/nowhere/x") && !$0.contains("written to") })
        let lines = try stage.program.directory.text("listed.csv").split(separator: "\n")
        #expect(lines.count == 5 && lines[1].contains("C-1") && lines[1].contains("not synchronized"))
        #expect(try await stage.program("accounts", "import", file, "--dry-run").code == 0)
    }

    @Test func `how things stand, and who has which Reseller ID, is said`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let said = try await talk(stage, "D", "I")
        #expect(said.contains { $0.hasSuffix("Dropbox: 3 not synchronized, 1 blocked, 1 synchronized.") }, "\(said)")
        #expect(said.contains("Northwind Cloud (R-1): 0 of 3 customers synchronized."))
        #expect(said.contains { $0.hasPrefix("The last change was on") && $0.hasSuffix("by tester.") })
        #expect(said.contains { $0.hasSuffix("Dropbox: 1 reseller, everything fits.") })
        #expect(said.contains { $0.hasPrefix("RS-77: Northwind Cloud (R-1) as sent") })
    }

    @Test func `what happened is said step by step, and what would be sent before it is`() async throws {
        let stage = try await Stage()
        let said = try await talk(stage, "/code:r-1", "1", "t", "s", "", "", "RS-77", "t", "y", "n", "t")
        #expect(said.contains { $0.hasSuffix("Nothing was ever sent or asked for it there.") })
        let dry = try #require(
            said.firstIndex { $0.hasSuffix("Northwind Cloud (R-1) at Dropbox: what would be sent now.") }
        )
        #expect(said[dry...].contains("Reseller ID: RS-77, entered."))
        #expect(said[dry...].contains("Then, if it is not there: synchronize it."))
        #expect(said.contains { $0.hasSuffix("Northwind Cloud (R-1) at Dropbox: attempt 1 of 1.") })
        #expect(said.contains { $0.contains("answered: created") && $0.contains("by tester") })
        #expect(said.filter { $0.hasPrefix("POST /accounts/synchronize") }.count == 2)
        let key = try #require(stage.program.environment["KEY"])
        #expect(!said.contains { $0.contains(key) || $0.contains(Data(key.utf8).base64EncodedString()) })
    }

    @Test func `a mode that only reads sends nothing, and says so`() async throws {
        let stage = try await Stage()
        // The fields cannot be kept by whoever only reads.
        _ = try await stage.program("options", "R-1", "--system", "Dropbox")
        let input = ["/code:r-1", "1", "s", "", "", "RS-77", "y"].map { $0 + "\n" }.joined()
        let run = try await stage.program("--accessible", "--read-only", input: input)
        #expect(run.code == 0)
        #expect(try stage.calls("synchronize") == 0 && (try stage.calls("exists")) == 0)
        #expect(run.out.contains("Dropbox was not asked whether it exists: a asks."))
        #expect(!run.out.contains("is dbx-"))
    }

    @Test func `a plan is looked at, given values, and run`() async throws {
        let stage = try await Stage()
        let said = try await talk(stage, "b", "l blocked", "v Reseller ID=RS-77", "l", "y", "y")
        #expect(said.contains { $0.hasSuffix("A plan of 5 accounts for Dropbox: 5 blocked.") })
        #expect(said.contains { $0.hasSuffix("1 ready, 2 wait for their parent, 2 blocked.") })
        #expect(said.contains { $0.hasSuffix("Finished: 3 synchronized, 2 blocked.") })
        #expect(try stage.executed == 3)
    }

    @Test func `a run that waits since the vendor asked for that says so, once`() async throws {
        let stage = try await Stage(faults: ["synchronize:429=7@1"])
        let said = try await talk(stage, "b R-1", "v Reseller ID=RS-77", "y", "y")
        let waits = said.filter { $0.contains("The run waits 0:0") && $0.hasSuffix(", since Dropbox asked for it.") }
        #expect(waits.count == 1, "\(said)")
        #expect(said.contains { $0.hasSuffix("Finished: 1 synchronized.") })
    }

    @Test func `what to do is said by letters that there are, and otherwise as a command`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        let run = try await talk(stage, "b R-1", "v Reseller ID=RS-77", "y", "y", "n", "q")
        #expect(run.contains { $0.hasSuffix("then run the plan again.") }, "\(run)")
        #expect(!run.contains { $0.contains("sends the rest") || $0.contains("Provisioning systems") }, "\(run)")
        let paused = try await talk(stage, "d", "1", "y", "", "q")
        let cure = paused.first { $0.hasSuffix("ends the pause.") } ?? ""
        #expect(cure.contains("systems check Dropbox"), "\(paused)")
        #expect(paused.contains { $0.hasPrefix("Use Dropbox again? y or n:") }, "\(paused)")
    }

    @Test func `a filter that is not understood leaves the one that was said, for a plan as well`() async throws {
        let stage = try await Stage()
        let said = try await talk(stage, "/code:r-1", "/status:bogus", "b", "q")
        #expect(said.contains { $0.contains("status:bogus is not a known state") }, "\(said)")
        #expect(said.contains { $0.contains("A plan of 1 account for Dropbox:") }, "\(said)")
    }

    @Test func `a system that was paused meanwhile is explained as it is now`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        let said = try await talk(stage, "/code:r-1", "1", "s", "", "", "RS-77", "y", "W")
        #expect(said.contains { $0.contains("To alter that: correct the registration") }, "\(said)")
    }

    @Test func `the runs of the book are listed, opened by their numbers, worked on, and tried again`() async throws {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        #expect(try await talk(stage, "L").contains { $0.hasSuffix("There has been no bulk run in this book yet.") })
        let plan = try await stage.program("plan", "C-1", "--system", "Dropbox", "--json")
        try stage.program.directory.write("plan.json", plan.out)
        #expect(try await stage.program("runs", "start", "--plan", "plan.json", "--detach").code == 0)
        _ = try await stage.sandbox.ask("/accounts/delete", #"{"ID":"1","ExternalID":"dbx-9e377","Name":"gone"}"#)
        let said = try await talk(stage, "L", "9", "1", "l", "r", "A", "J", "l", "J", "r", "y", "", "l", "", "q")
        #expect(said.contains { $0.hasSuffix("Run 1 on Dropbox: waits for a worker, 0 of 1 done.") })
        #expect(said.contains { $0.hasSuffix("There is no run 9 in this book.") })
        #expect(said.contains { $0.hasSuffix("1. C-1, Bäckerei Sonne, waiting.") })
        #expect(said.contains { $0.hasSuffix("Run 1 is not over yet: waits for a worker.") })
        #expect(said.contains { $0.hasSuffix("The run needs no approval.") })
        #expect(said.contains { $0.contains("Run 1 on Dropbox: complete, 1 of 1 done. Begun by tester at") })
        #expect(said.contains { $0.contains("1. C-1, Bäckerei Sonne, refused: ") })
        #expect(said.contains { $0.hasSuffix("Run 1 is over: complete.") })
        // What was refused once more is not offered again.
        #expect(said.filter { $0.contains("Send the 1 account again that was refused") }.count == 1, "\(said)")
        #expect(said.contains { $0.hasSuffix("Run 2 on Dropbox: complete, 1 of 1 done, tries run 1 again.") })
        #expect(try stage.calls("synchronize") == 3)
    }

    @Test func `wherever the input ends, nothing is sent that was not said`() async throws {
        let lines = ["/code:r-1", "1", "s", "", "", "RS-77", "y"]
        for count in 0..<lines.count {
            let stage = try await Stage()
            let input = lines.prefix(count).map { $0 + "\n" }.joined()
            let run = try await stage.program("--accessible", input: input)
            #expect(run.code == 0)
            #expect(run.out.hasSuffix("Goodbye.\n"))
            #expect(try stage.calls("synchronize") == 0)
        }
    }

    @Test func `names from elsewhere say no more than their characters`() async throws {
        let stage = try await Stage(
            Stage.accounts + "6,H-1,\"\u{1B}]0;owned\u{7}\u{202E}Evil\",reseller,,h@h.example,DE,\n"
        )
        _ = try await talk(stage, "/h-1", "1", "s", "\u{1B}[2J", "", "", "", "q")
    }

    @Test func `after a run that Ctrl-C stopped nobody is asked whether to send again what was refused`() async throws {
        let vendor = try HeldVendor(answer: #"{"Code":-5,"Message":"no such country"}"#)
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json, afresh: false)
        let input = ["b R-1", "y", "y", "q"].map { $0 + "\n" }.joined()
        let running = try program.start(["--accessible"], input: input)
        vendor.waitForArrival()
        running.signal(SIGINT)
        let limit = ContinuousClock.now + .seconds(60)
        while try !running.text(of: "err").contains("Stopping"), .now < limit {
            try await Task.sleep(for: .milliseconds(20))
        }
        vendor.release()
        #expect(await running.end() == 0)
        let said = try running.text(of: "out")
        #expect(said.contains("The run was stopped") && said.hasSuffix("Goodbye.\n"), "\(said)")
        #expect(!said.contains("again that was refused"), "\(said)")
        #expect(vendor.sends == 1)
    }

    @Test func `Ctrl-C while it sends finishes that, says so, and asks nothing more`() async throws {
        let vendor = try HeldVendor()
        let program = try Program()
        try await program.prepare(Stage.accounts, Registration(base: vendor.server.url()).json, afresh: false)
        let input = ["/code:r-1", "1", "s", "", "", "y", "y", ""].map { $0 + "\n" }.joined()
        let running = try program.start(["--accessible"], input: input)
        vendor.waitForArrival()
        running.signal(SIGINT)
        let limit = ContinuousClock.now + .seconds(60)
        while try !running.text(of: "err").contains("Finishing the send of R-1"), .now < limit {
            try await Task.sleep(for: .milliseconds(20))
        }
        vendor.release()
        #expect(await running.end() == 0)
        #expect(try running.text(of: "out").hasSuffix("Goodbye.\n"))
        #expect(try await program("status", "R-1", "--json").text("Dropbox.state") == "synchronized")
        #expect(vendor.sends == 1)
    }
}
