import Foundation
import TestKit
import Testing

/// What needs a decision, and the decisions.
@Suite(.timeLimit(.minutes(20))) struct ResolveTests {
    /// A reseller in doubt; `fault` says whether the vendor made it.
    private func doubtful(_ fault: String) async throws -> Stage {
        let stage = try await Stage(faults: [fault])
        #expect(try await stage.synchronizeReseller().code == 75)
        return stage
    }

    @Test func `resolve without an action asks exists and adopts what is there`() async throws {
        let stage = try await doubtful("synchronize:reset-after-execution@1")
        let run = try await stage.program("resolve", "--all", "--system", "Dropbox", "--json")
        #expect(run.code == 0)
        #expect(run.text("0.account.code") == "R-1")
        #expect(run.text("0.state") == "synchronized")
        #expect(run.text("0.externalId") == "dbx-9e377")
        let nothing = try await stage.program("resolve", "--all", "--system", "Dropbox")
        #expect(nothing == Run(code: 0, out: "Nothing needs a decision.\n", err: ""))
        #expect(try stage.executed == 1)
    }

    @Test func `what is not there stays in doubt, is not sent again before its time, and can be given up`() async throws
    {
        let stage = try await doubtful("synchronize:500@1")
        let asked = try await stage.program("resolve", "R-1", "--system", "Dropbox", "--json")
        #expect(asked.code == 75)
        #expect(asked.text("0.state") == "in doubt")
        let again = try await stage.program("resolve", "R-1", "--system", "Dropbox", "--send-again", "--yes")
        #expect(again.code == 75)
        let adopted = try await stage.program("resolve", "R-1", "--system", "Dropbox", "--adopt")
        #expect(adopted.code == 75)
        let abandoned = try await stage.program("resolve", "R-1", "--system", "Dropbox", "--abandon", "--yes", "--json")
        #expect(abandoned.code == 0)
        #expect(abandoned.text("0.state") == "abandoned")
        let sent = try await stage.synchronizeReseller()
        #expect(sent.code == 77)
        #expect(sent.text("state") == "abandoned")
        #expect(try stage.calls("synchronize") == 1)
    }

    @Test func `an abandoned account that is there after all can be adopted`() async throws {
        let stage = try await doubtful("synchronize:500-after-execution@1")
        #expect(try await stage.program("resolve", "R-1", "--system", "Dropbox", "--abandon", "--yes").code == 0)
        let adopted = try await stage.program("resolve", "R-1", "--system", "Dropbox", "--adopt", "--json")
        #expect(adopted.code == 0)
        #expect(adopted.text("0.externalId") == "dbx-9e377")
        #expect(try stage.executed == 1)
    }

    @Test func `an id that exists does not confirm needs a yes, and is marked unconfirmed`() async throws {
        let stage = try await doubtful("synchronize:500@1")
        let unsure = try await stage.program("resolve", "R-1", "--system", "Dropbox", "--adopt", "dbx-typed")
        #expect(unsure.code == 77)
        // A code after the option was meant as a second account.
        let code = try await stage.program("resolve", "--adopt", "C-1", "R-1", "--system", "Dropbox", "--yes")
        #expect(code.code == 64 && code.out.contains("C-1 is the code of Bäckerei Sonne here"), "\(code)")
        #expect(try await stage.program("status", "R-1", "--json").text("Dropbox.state") == "in doubt")
        let sure = try await stage.program(
            "resolve",
            "R-1",
            "--system",
            "Dropbox",
            "--adopt",
            "dbx-typed",
            "--yes",
            "--json"
        )
        #expect(sure.code == 0)
        let status = try await stage.program("status", "R-1", "--json")
        #expect(status.text("Dropbox.externalId") == "dbx-typed")
        // Nobody accepted it.
        let told = try await stage.program("status", "R-1")
        #expect(told.out.contains("adopted, the vendor did not confirm the id, unverified until the first order"))
        #expect(!told.out.contains("accepted"), "\(told)")
        #expect(status["Dropbox.unconfirmed"] == NSNumber(value: true))
    }

    @Test
    func `an id that another account holds is a conflict: it is not linked, and can be given up or adopted as another`()
        async throws
    {
        let stage = try await Stage()
        _ = try await stage.synchronizeReseller()
        let under = try await stage.program("accounts", "show", "C-1", "--json")
        #expect(under.text("parent.externalId") == "dbx-9e377")
        // The vendor answers for C-1 with R-1's account, as one that matches by email does.
        let found = try await stage.program(
            "synchronize",
            "C-1",
            "--system",
            "Dropbox",
            "--set",
            "email=ops2@northwind.example",
            "--dry-run"
        )
        #expect(found.code == 0)
        let server = try RawServer { connection in
            let request = connection.readRequest()
            let isForm = request.hasPrefix("GET")
            connection.send(HTTPText.answer(isForm ? #"{"Fields":[]}"# : #"{"Code":1,"Result":"same"}"#))
        }
        try stage.program.directory.write("other.json", Registration(base: server.url(), name: "Other").json)
        #expect(try await stage.program("systems", "add", "other.json").code == 0)
        for code in ["R-1", "X-1"] {
            _ = try await stage.program("synchronize", code, "--system", "Other", "--adopt")
        }
        let first = try await stage.program("status", "R-1", "--json")
        #expect(first.text("Other.externalId") == "same")
        // As a parent it has no one id at a vendor any more.
        let customer = try await stage.program("accounts", "show", "C-1", "--json")
        #expect(customer.text("parent.name") == "Northwind Cloud")
        #expect(customer["parent.externalId"] == nil)
        let second = try await stage.program("synchronize", "C-2", "--system", "Other", "--json")
        #expect(second.code == 77)
        #expect(second.text("state") == "conflict")
        let held = try await stage.program("resolve", "C-2", "--system", "Other", "--adopt", "--json")
        #expect(held.code == 77)
        #expect(held.text("0.state") == "conflict")
        let asked = server.requests.count
        // The id that is known to be another account's is refused without asking, whatever is confirmed.
        let same = try await stage.program("resolve", "C-2", "--system", "Other", "--adopt", "same", "--yes")
        #expect(same.code == 77)
        #expect(same.out.contains("same belongs to Northwind Cloud (R-1) here; nothing was linked."))
        #expect(server.requests.count == asked)
        let typed = try await stage.program("resolve", "C-2", "--system", "Other", "--adopt", "mine", "--yes", "--json")
        #expect(typed.code == 0)
        #expect(typed.text("0.externalId") == "mine")
    }

    @Test func `a wrong adoption is undone after the code was typed; a create of our own never`() async throws {
        let stage = try await Stage()
        _ = try await stage.sandbox.ask("/accounts/synchronize", #"{"ID":"1","Name":"Stranger"}"#)
        #expect(
            try await stage
                .program("synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77", "--adopt").code == 0
        )
        let wrong = try await stage.program("unlink", "R-1", "--system", "Dropbox", input: "R-2\n")
        #expect(wrong.code == 65 && wrong.err.contains("Type what is asked for, or say --yes."), "\(wrong)")
        #expect(try await stage.program("status", "R-1", "--json").text("Dropbox.state") == "synchronized")
        #expect(try await stage.program("unlink", "R-1", "--system", "Dropbox", input: "R-1\n").code == 0)
        #expect(try await stage.program("status", "R-1", "--json").text("Dropbox.state") == "not synchronized")
        #expect(
            try await stage.program("synchronize", "C-1", "--system", "Dropbox", "--set", "reseller-id=RS-77").code
                == 65
        )
        let own = try await Stage()
        _ = try await own.synchronizeReseller()
        let refused = try await own.program("unlink", "R-1", "--system", "Dropbox", "--yes")
        #expect(refused.code == 65)
        #expect(try await own.program("status", "R-1", "--json").text("Dropbox.state") == "synchronized")
    }

    @Test(arguments: [
        [], ["R-1", "--all"], ["R-1", "--adopt", "--abandon", "--yes"], ["R-1", "--send-again"], ["R-1", "--abandon"],
        ["--all", "--adopt", "dbx-1"],
    ])
    func `what is not clearly meant is a usage error`(arguments: [String]) async throws {
        let program = try Program()
        let run = try await program.run(["resolve", "--system", "Dropbox"] + arguments)
        #expect(run.code == 64)
        #expect(run.out.isEmpty)
    }

    @Test func `a process that is killed while it sends leaves the account in doubt, and the next run finds it`()
        async throws
    {
        let stage = try await Stage(faults: ["synchronize:stall@1"])
        let sending = try stage.program.start(
            ["synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77"]
        )
        try await stage.arrival(of: "synchronize")
        let other = try await stage.synchronizeReseller()
        #expect(other.code == 75)
        #expect(other.text("state") == "sending")
        await sending.kill()
        let status = try await stage.program("status", "R-1", "--json")
        #expect(status.text("Dropbox.state") == "in doubt")
        #expect(status.err.contains("An attempt was cut off"))
        #expect(try await stage.synchronizeReseller().code == 75)
        #expect(try stage.calls("synchronize") == 1)
        let attempts = try await stage.program("attempts", "R-1", "--json")
        #expect(attempts.code == 0)
        #expect(attempts.text("0.event") == "probe")
    }
}
