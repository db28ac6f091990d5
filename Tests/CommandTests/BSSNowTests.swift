import Foundation
import Sandbox
import TestKit
import Testing

/// Commands over a BSS: what they send is as the BSS has it at that moment.
@Suite(.timeLimit(.minutes(20))) struct BSSNowTests {
    private static let accounts: [BSSAccount] = (1...3)
        .map { number in
            var account = BSSAccount(
                id: 10 + number,
                code: "R-\(number)",
                name: "Reseller \(number)",
                created: BSSMoment(2026, 1, 12)
            )
            (account.sellsOn, account.email, account.country) = (true, "r\(number)@reseller.example", "DE")
            return account
        }

    private let program: Program
    private let sandbox: RunningSandbox

    /// The accounts were pulled, and the sandbox's Dropbox is registered.
    init() async throws {
        var program = try Program()
        program.environment.merge([
            "CLIENT": Sandbox.clientKey, "SECRET": Sandbox.clientSecret, "OPERATOR": Sandbox.username,
            "PASSWORD": Sandbox.password,
        ]) { $1 }
        self.program = program
        sandbox = try await RunningSandbox(bss: BSSConfiguration(.accounts(Self.accounts)))
        #expect(try await program("init").code == 0)
        let dropbox = """
            {"name": "Dropbox", "vendor": "dropbox", "applicationId": "\(Sandbox.applicationID)", "apiKey": "env:KEY",
             "ratePerSecond": 1000, "endpoints": {"syncOptions": "\(sandbox.url("/accounts/syncoptions"))",
             "synchronize": "\(sandbox.url("/accounts/synchronize"))", "exists": "\(sandbox.url("/accounts/exists"))"}}
            """
        #expect(try await program("systems", "add", "-", input: dropbox).code == 0)
        try await connect(to: sandbox.url(""))
        #expect(try await program("accounts", "pull").code == 0)
    }

    private func connect(to url: String) async throws {
        let connection = """
            {"name": "BSS", "url": "\(url)", "clientKey": "env:CLIENT", "clientSecret": "env:SECRET",
             "username": "env:OPERATOR", "password": "env:PASSWORD", "ratePerSecond": 100}
            """
        #expect(try await program("bss", "add", "-", input: connection).code == 0)
    }

    private func correct(_ email: String, of id: Int) async throws {
        _ = try await sandbox.changeBSS("/bss/accounts/\(id)", #"{"email":"\#(email)"}"#)
    }

    @Test func `a rehearsal and a send take what the BSS has now, and say as of when`() async throws {
        try await correct("new@reseller.example", of: 11)
        let rehearsed = try await program(
            "synchronize",
            "R-1",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--dry-run",
            "--json"
        )
        #expect(rehearsed["bss.read"] as? Bool == true)
        #expect(rehearsed.out.contains("new@reseller.example"))
        try await correct("newer@reseller.example", of: 11)
        #expect(try await program("explain", "R-1", "--system", "Dropbox", "--dry-run").out.contains("in the BSS."))
        try await correct("newest@reseller.example", of: 11)
        let sent = try await program("synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77")
        #expect(sent.code == 0)
        #expect(try await sandbox.ask("/portal.json").body.contains("newest@reseller.example"))
    }

    @Test func `a plan says as of when it is, and its run refuses the one account that changed in the BSS`()
        async throws
    {
        let plan = try await program(
            "plan",
            "R-1",
            "R-2",
            "R-3",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--json"
        )
        #expect(plan.text("asOf") != nil)
        try program.directory.write("plan.json", plan.out)
        try await correct("new@reseller.example", of: 12)
        let run = try await program("synchronize", "--plan", "plan.json", "--json")
        let states = (0...2).map { run.text("accounts.\($0).state") }
        #expect(states == ["synchronized", "blocked", "synchronized"])
        #expect(run["stale"] == nil)
    }

    @Test func `a run goes on if the BSS is gone, and says how old what it sent is`() async throws {
        let plan = try await program(
            "plan",
            "R-1",
            "R-2",
            "--system",
            "Dropbox",
            "--set",
            "reseller-id=RS-77",
            "--json"
        )
        try program.directory.write("plan.json", plan.out)
        // The same BSS behind an address where nobody listens: port 9 is that of the discard service.
        try await connect(to: "http://127.0.0.1:9")
        let run = try await program("synchronize", "--plan", "plan.json", "--json")
        #expect(run["stale.accounts"] == 2 as NSNumber)
        #expect(run["counts.synchronized"] == 2 as NSNumber)
        let told = try await program("synchronize", "R-3", "--system", "Dropbox", "--set", "reseller-id=RS-77")
        #expect(told.code == 0)
        #expect(told.err.contains("The BSS cannot be read: sending it as"))
    }

    @Test func `an account that did not change is as of the last pull`() async throws {
        let first = try await program("accounts", "show", "R-1", "--json").text("origin.asOf")
        // Times are shown in seconds.
        try await Task.sleep(for: .milliseconds(1_100))
        let pulled = try await program("accounts", "pull", "--json").text("asOf")
        let shown = try await program("accounts", "show", "R-1", "--json").text("origin.asOf")
        let listed = try await program("accounts", "list", "--json").text("0.origin.asOf")
        #expect(pulled != nil && pulled != first)
        #expect(shown == pulled && listed == pulled)
    }
}
