import Foundation
import Sandbox
import TestKit
import Testing

extension OneAtATime {
    /// An operator's day in a real terminal, with its keys counted; docs/user-guide.md has the counts.
    @Suite struct DayTests {
        @Test(.timeLimit(.minutes(20)))
        func `a day: find twenty, fix an email, a reseller with forty customers, a refusal, one in doubt`() async throws
        {
            let (program, sandbox) = try await workspace()
            try await refuseOne(program, sandbox)
            let pty = try program.start(columns: 80, rows: 24)
            try pty.wait("the index of all accounts") { pty.lines[1].contains("(all)") }
            var day = Day(pty: pty)

            try day.find()
            #expect(day.take() == 40, "a / and an Esc for each of twenty")

            try fixEmail(program, pty)
            #expect(day.take() == 0, "what another program imports shows by itself")

            try day.bulk()
            #expect(day.take() == 8)

            try day.lookUpRefusal()
            #expect(day.take() <= 2)

            try day.resolveDoubt()
            #expect(day.take() <= 3)
            pty.send("q")
            try pty.wait("the list") { pty.lines[0].contains("Accounts  ") }
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
            let portal = try await sandbox.ask("/portal.json").body
            for number in 901...940 {
                #expect(portal.components(separatedBy: "\"platformID\":\"\(number)\"").count == 2, "each is there once")
            }
        }

        /// The sample, a reseller with forty customers, and a Dropbox that loses the seventh answer.
        private func workspace() async throws -> (Program, RunningSandbox) {
            let program = try Program.withSample()
            var configuration = SandboxConfiguration(stateFile: program.folder + "/portal.jsonl")
            configuration.faults = [try Fault("synchronize:reset-after-execution@9")]
            let sandbox = try await RunningSandbox(configuration)
            let settings = "\"settings\": {}, \"ratePerSecond\": 1000, \"inFlight\": 8"
            try program.register(sandbox, settings: settings)
            let customers = (901...940).map { "\($0),K-\($0),Kunde \($0),customer,R-900,k\($0)@day.example,DE" }
            let rows = ["900,R-900,Day Cloud,reseller,,ops@day.example,DE"] + customers
            try program.importing("id,code,name,type,parent_code,email,country\n" + rows.joined(separator: "\n") + "\n")
            return (program, sandbox)
        }

        /// Yesterday: a customer was refused, since its reseller is gone at the vendor.
        private func refuseOne(_ program: Program, _ sandbox: RunningSandbox) async throws {
            let (at, dropbox) = (["--workspace", program.workspace], ["--system", "Dropbox"])
            try program.run(["synchronize", "R-300", "--set", "reseller-id=RS-3"] + dropbox + at)
            // The first id that it gives.
            _ = try await sandbox.ask("/accounts/delete", #"{"ID":"4003","ExternalID":"dbx-9e377","Name":"Andes"}"#)
            try program.run(["synchronize", "C-301"] + dropbox + at, expecting: 77)
        }

        private func fixEmail(_ program: Program, _ pty: Pty) throws {
            pty.send("/C-112")
            try pty.wait(for: "bad email")
            try program.importing("code,name,email\nC-112,Atelier Nordlicht,atelier@nordlicht.example\n")
            try pty.wait("the new email, by itself") {
                pty.text.contains("atelier@nordli") && !pty.text.contains("bad email")
            }
            pty.send("\u{1B}")
            try pty.wait("all accounts") { pty.lines[1].contains("(all)") }
        }
    }
}

/// The keys of a day, besides the text that is typed.
private struct Day {
    let pty: Pty
    private var keys = 0

    init(pty: Pty) { self.pty = pty }

    /// How many keys there were since the last time.
    mutating func take() -> Int {
        defer { keys = 0 }
        return keys
    }

    private mutating func press(_ key: String) {
        pty.send(key)
        keys += 1
    }

    private mutating func showAll() throws {
        press("\u{1B}")
        try pty.wait("all accounts") { pty.lines[1].contains("(all)") && pty.lines[23].contains("details") }
    }

    /// What people type, and the account that they mean.
    private static let wanted = [
        ("backerei sonne", "C-101"), ("sonnenhof", "C-102"), ("kaserei", "C-103"), ("cafe zurich", "C-104"),
        ("mueller", "C-105"), ("FJORDLYS", "C-106"), ("smorrebrod", "C-107"), ("zolty", "C-108"),
        ("ile de lumi", "C-109"),
        ("werkstaette", "C-110"), ("steinberg", "C-111"), ("c113", "C-113"), ("blumen", "C-117"),
        ("tokyo-cloud", "R-200"),
        ("chennai", "C-210"), ("ha noi", "C-211"), ("vina del", "C-301"), ("quesos", "C-302"), ("k930", "K-930"),
        ("k931@day", "K-931"),
    ]

    mutating func find() throws {
        for (text, code) in Self.wanted {
            press("/")
            try pty.wait("the filter") { pty.lines[23].contains("to the list") }
            pty.send(text)
            try pty.wait("\(code) among the first lines for \"\(text)\"") {
                pty.lines[3...5].contains { $0.contains(code) } && !pty.lines[1].contains("(all)")
            }
            try showAll()
        }
    }

    mutating func bulk() throws {
        press("/")
        try pty.wait("the filter") { pty.lines[23].contains("to the list") }
        pty.send("day cloud")
        press("\r")
        try pty.wait("the reseller") { pty.selected?.contains("R-900") == true }
        press("m")
        try pty.wait(for: "41 marked")
        press("b")
        try pty.wait("the plan, with the reseller under the cursor") {
            pty.selected?.contains("R-900") == true && pty.text.contains("41 blocked")
        }
        press("\r")
        try pty.wait(for: "Reseller ID is empty")
        pty.send("RS-900")
        press("\r")
        try pty.wait(for: "40 wait")
        press("\u{13}")
        try pty.wait(for: "y start")
        press("y")
        try pty.wait("the end of the run") { pty.text.contains("Finished: 40 synchronized, 1 in doubt") }
        // Back to the list, which belongs to no task.
        let before = keys
        for _ in 0..<4 where !pty.lines[1].contains("filter") {
            press("\u{1B}")
            try pty.waitForRest()
        }
        keys = before
    }

    mutating func lookUpRefusal() throws {
        press("d")
        try pty.wait("what needs somebody") { pty.lines[0].contains("Needs you") && pty.text.contains("C-301") }
        // What is said of the line under the cursor comes with the last rows of the frame.
        try pty.waitForRest()
        if !pty.words.contains("does not exist") {
            press("\u{1B}OB")
            try pty.wait(for: "does not exist")
        }
    }

    mutating func resolveDoubt() throws {
        for _ in 0..<2 where pty.selected?.contains("in doubt") != true {
            press("\u{1B}OA")
            try pty.waitForRest()
        }
        press("e")
        try pty.wait("it is linked") { !pty.text.contains("? in doubt") }
    }
}

extension Program {
    func file(_ name: String) -> String { folder + "/" + name }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: file(name)))
    }

    fileprivate func importing(_ text: String) throws {
        try write("day.csv", text)
        try run("accounts", "import", file("day.csv"), "--workspace", workspace)
    }
}
