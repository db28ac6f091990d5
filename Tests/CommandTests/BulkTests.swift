import Foundation
import TestKit
import Testing

/// `plan`, and `synchronize --plan`: many accounts from the command line.
@Suite(.timeLimit(.minutes(20))) struct BulkTests {
    /// A plan of the reseller and its two customers, in a file.
    private func planned(_ stage: Stage) async throws -> Run {
        let plan = try await stage.program(
            "plan",
            "C-1",
            "R-1",
            "C-2",
            "--system",
            "Dropbox",
            "--set",
            "reseller id=RS-77",
            "--json"
        )
        try stage.program.directory.write("plan.json", plan.out)
        return plan
    }

    /// The states of the accounts that a run's JSON tells, by code.
    private func states(_ run: Run) -> [String: String] {
        let accounts = run["accounts"] as? [[String: Any]] ?? []
        return accounts.reduce(into: [:]) { states, account in
            let code = (account["account"] as? [String: Any])?["code"] as? String
            if let code { states[code] = account["state"] as? String }
        }
    }

    @Test func `a plan sends nothing, shows parents first, and is applied once`() async throws {
        let stage = try await Stage()
        let plan = try await planned(stage)
        #expect(plan.code == 0)
        #expect(plan.text("accounts.0.code") == "R-1")
        #expect(plan.text("accounts.1.waitsFor") == "R-1")
        #expect(try stage.calls("exists") == 0)
        let first = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(first.code == 0)
        #expect(states(first) == ["R-1": "synchronized", "C-1": "synchronized", "C-2": "synchronized"])
        #expect(try stage.executed == 3)
        let again = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(again.code == 0)
        #expect(again.text("accounts.0.externalId") == first.text("accounts.0.externalId"))
        #expect(try stage.executed == 3)
    }

    @Test func `a plan that was edited, is of another workspace, or is none is refused as a whole`() async throws {
        let stage = try await Stage()
        let plan = try await planned(stage)
        try stage.program.directory.write("edited.json", plan.out.replacing("RS-77", with: "RS-78"))
        let edited = try await stage.program("synchronize", "--plan", "edited.json")
        #expect(edited.code == 65)
        #expect(edited.err.contains("changed after it was made"))
        let other = try await Stage(afresh: true)
        try other.program.directory.write("plan.json", plan.out)
        let foreign = try await other.program("synchronize", "--plan", "plan.json")
        #expect(foreign.code == 65)
        #expect(foreign.err.contains("another workspace"))
        try stage.program.directory.write("none.json", #"{"accounts": 7}"#)
        #expect(try await stage.program("synchronize", "--plan", "none.json").code == 65)
        #expect(try stage.executed == 0)
    }

    @Test func `an account that changed since the plan is left out alone, with what changed`() async throws {
        let stage = try await Stage()
        _ = try await planned(stage)
        try stage.program.directory.write("new.csv", "code,name,email\nC-1,Bäckerei Sonne,new@sonne.example\n")
        _ = try await stage.program("accounts", "import", "new.csv")
        let run = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(run.code == 65)
        #expect(states(run) == ["R-1": "synchronized", "C-1": "blocked", "C-2": "synchronized"])
        #expect(run.text("accounts.1.message")?.contains("new@sonne.example") == true)
        #expect(try stage.executed == 2)
    }

    @Test func `a CSV plan takes values by option id or label, and refuses fields that nobody knows`() async throws {
        let stage = try await Stage()
        try stage.program.directory.write("rows.csv", "code,Reseller ID\nR-1,RS-5\nC-1,\n")
        let plan = try await stage.program("plan", "--from", "rows.csv", "--system", "Dropbox", "--json")
        #expect(plan.code == 0)
        #expect(plan.out.components(separatedBy: "\"RS-5\"").count == 3)
        try stage.program.directory.write("bad.csv", "code,colour\nR-1,red\n")
        let unknown = try await stage.program("plan", "--from", "bad.csv", "--system", "Dropbox")
        #expect(unknown.code == 65)
        #expect(unknown.err.contains("colour"))
        try stage.program.directory.write("gone.csv", "code\nNOBODY\n")
        let gone = try await stage.program("plan", "--from", "gone.csv", "--system", "Dropbox")
        #expect(gone.code == 65)
        #expect(gone.err.contains("NOBODY"))
    }

    @Test func `what an earlier run left in doubt is asked about once; its children wait`() async throws {
        let stage = try await Stage(faults: ["synchronize:reset-after-execution@1"])
        _ = try await planned(stage)
        let first = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(first.code == 75)
        #expect(states(first) == ["R-1": "in doubt", "C-1": "waiting", "C-2": "waiting"])
        let second = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(second.code == 0)
        #expect(try stage.executed == 3)
    }

    @Test func `only what was refused or not sent is retried where that is asked for`() async throws {
        let stage = try await Stage(faults: ["synchronize:429=1x3"])
        _ = try await planned(stage)
        let first = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(first.code == 69)
        #expect(states(first) == ["R-1": "not sent", "C-1": "skipped", "C-2": "skipped"])
        let retried = try await stage.program(
            "synchronize",
            "--plan",
            "plan.json",
            "--rate",
            "0",
            "--retry",
            "failed",
            "--json"
        )
        #expect(states(retried) == ["R-1": "synchronized", "C-1": "left out", "C-2": "left out"])
        #expect(try stage.executed == 1)
        let nothing = try await stage.program("synchronize", "--plan", "plan.json", "--retry", "failed")
        #expect(nothing.code == 65 && nothing.err.contains("Nothing of this run is refused or not sent"), "\(nothing)")
        #expect(try await stage.program("runs", "show", "3").code == 65, "no run was begun for nothing")
    }

    @Test func `what a retry leaves out is left out although its parent fails again, in the book as in what is told`()
        async throws
    {
        let stage = try await Stage(faults: ["synchronize:429=1x6"])
        _ = try await planned(stage)
        let synchronize = ["synchronize", "--plan", "plan.json", "--rate", "0", "--json"]
        let first = try await stage.program.run(synchronize)
        #expect(states(first) == ["R-1": "not sent", "C-1": "skipped", "C-2": "skipped"])
        let retried = try await stage.program.run(synchronize + ["--retry", "failed"])
        #expect(retried.code == 69, "\(retried)")
        let shown = try await stage.program("runs", "show", "2", "--json")
        for run in [retried, shown] {
            #expect(states(run) == ["R-1": "not sent", "C-1": "left out", "C-2": "left out"], "\(run)")
        }
        #expect(retried["counts.left out"] as? Int == 2 && retried["counts.not sent"] as? Int == 1, "\(retried)")
        #expect(retried["counts"] == shown["run.counts"], "\(retried) \(shown)")
        #expect(try stage.executed == 0)
    }

    @Test func `a plan for a paused system says so, and is read all the same`() async throws {
        let stage = try await Stage(faults: ["synchronize:401@1"])
        let refused = try await stage.synchronizeReseller()
        #expect(refused.code == 77 && refused.text("attempt") != nil, "\(refused)")
        let sent = try await stage.program("status", "R-1", "--json")
        #expect(refused.text("attempt") == sent.text("Dropbox.attempt"), "\(sent)")
        let text = try await stage.program("plan", "C-1", "R-1", "--system", "Dropbox")
        #expect(text.out.contains("Dropbox is paused: the vendor answered 401"), "\(text)")
        #expect(text.out.contains("`account-sync systems check Dropbox`"), "\(text)")
        let plan = try await planned(stage)
        #expect(plan.text("hindrance")?.hasPrefix("paused: the vendor answered 401") == true, "\(plan)")
        let run = try await stage.program("synchronize", "--plan", "plan.json", "--rate", "0", "--json")
        #expect(run.text("ending") == "quarantined", "\(run)")
        let status = try await stage.program("status", "C-1")
        #expect(status.out.contains("Dropbox is paused: the vendor answered 401"), "\(status)")
        #expect(try await stage.program("status", "C-1", "--json").text("Dropbox.hindrance") == plan.text("hindrance"))
    }

    @Test func `a plan says how to send what the Storefront manages`() async throws {
        let stage = try await Stage()
        let way = "add --storefront-too to do it by hand"
        for options in [[], ["--json"]] {
            let words = ["plan", "S-1", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77"] + options
            let plan = try await stage.program.run(words)
            #expect(plan.code == 0 && plan.out.contains(way), "\(plan)")
        }
    }

    @Test func `a plan and other wishes do not go together`() async throws {
        let stage = try await Stage()
        #expect(try await stage.program("synchronize", "R-1", "--plan", "plan.json").code == 64)
        #expect(try await stage.program("synchronize", "R-1", "--system", "Dropbox", "--rate", "3").code == 64)
        #expect(try await stage.program("plan", "--system", "Dropbox").code == 64)
        #expect(try await stage.program("synchronize", "--plan", "missing.json").code == 65)
    }
}
