import Foundation
import Sandbox
import TestKit
import Testing

/// A workspace with a reseller and its customers, and Dropbox registered at a sandbox.
struct Stage: Sendable {
    let program: Program
    let sandbox: RunningSandbox

    /// A workspace in the database `book`, or in a folder.
    ///
    /// One that is made `afresh` is no copy, for a test about which workspace it is or where it is at home.
    init(
        _ accounts: String = Self.accounts,
        faults: [String] = [],
        book: String? = nil,
        afresh: Bool = false
    ) async throws {
        var program = try Program()
        if let book { program.environment["ACCOUNT_SYNC_WORKSPACE"] = book }
        self.program = program
        var configuration = SandboxConfiguration(
            stateFile: program.directory.file("portal.jsonl"),
            logFile: program.directory.file("log.jsonl")
        )
        configuration.faults = try faults.map { text throws(Fault.Problem) in try Fault(text) }
        sandbox = try await RunningSandbox(configuration)
        try await program.prepare(accounts, Registration(base: sandbox.url("")).json, afresh: afresh)
    }

    /// A workspace with the usual accounts, of which others are copies: to make one takes two starts of the program.
    fileprivate static let made = Task {
        let program = try Program()
        try program.directory.write("accounts.csv", accounts)
        try await program.must(["init"], ["accounts", "import", "accounts.csv"])
        // Nothing tells it from its copies, which are at home where they are.
        try await program.change("UPDATE homes SET place = '{}'")
        return program
    }

    static let accounts = """
        id,code,name,type,parent_code,email,country,storefront
        1,R-1,Northwind Cloud,reseller,,ops@northwind.example,DE,
        2,C-1,Bäckerei Sonne,customer,R-1,info@sonne.example,DE,
        3,C-2,Mountain View Manufacturing Ltd,customer,R-1,it@mountain.example,US,
        4,S-1,Shop Customer,customer,R-1,it@shop.example,FR,yes
        5,X-1,No Country,customer,,it@none.example,,

        """

    /// Synchronizes the reseller.
    func synchronizeReseller() async throws -> Run {
        try await program("synchronize", "R-1", "--system", "Dropbox", "--set", "reseller-id=RS-77", "--json")
    }

    /// How many accounts the vendor really made.
    var executed: Int {
        get throws { try lines { $0.contains(#""executed":"synchronize""#) } }
    }

    /// How often an endpoint was called.
    func calls(_ endpoint: String) throws -> Int { try lines { $0.contains(#""endpoint":"\#(endpoint)""#) } }

    /// Waits until so many calls have arrived, which shows in the vendor's log only.
    func arrival(of endpoint: String, calls count: Int = 1) async throws {
        let limit = ContinuousClock.now + .seconds(120)
        while try calls(endpoint) < count {
            try #require(.now < limit, "\(endpoint) was not called \(count) times")
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func lines(_ isMeant: (Substring) -> Bool) throws -> Int {
        guard FileManager.default.fileExists(atPath: program.directory.file("log.jsonl")) else { return 0 }
        return try program.directory.text("log.jsonl").split(separator: "\n").count(where: isMeant)
    }
}

extension Program {
    /// Makes a workspace with accounts and a system: a copy, if the accounts are the usual ones and it is not `afresh`.
    func prepare(_ accounts: String, _ registration: String, afresh: Bool = true) async throws {
        try directory.write("accounts.csv", accounts)
        try directory.write("system.json", registration)
        let workspace = directory.file("ws")
        if !afresh, accounts == Stage.accounts, environment["ACCOUNT_SYNC_WORKSPACE"] == workspace {
            let made = try await Stage.made.value.directory.file("ws")
            guard await (try ChildProcess(["cp", "-a", made, workspace])).end() == 0 else { throw NotCopied() }
        } else {
            try await must(["init"], ["accounts", "import", "accounts.csv"])
        }
        try await must(["systems", "add", "system.json"])
    }

    fileprivate func must(_ commands: [String]...) async throws {
        for arguments in commands {
            let run = try await run(arguments)
            guard run.code == 0 else { throw Unprepared(run: run) }
        }
    }

    struct Unprepared: Error {
        var run: Run
    }

    private struct NotCopied: Error {}

    /// Changes the workspace's database behind the program's back.
    func change(_ statements: String) async throws {
        #expect(try await !changeFails(statements))
    }

    /// Tries the same; whether the database itself refused it.
    func changeFails(_ statements: String) async throws -> Bool {
        let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.close()"
        let database = directory.file("ws/account-sync.sqlite")
        return await (try ChildProcess(["python3", "-c", script, database, statements])).end() != 0
    }
}

/// A registration as an operator writes it.
struct Registration {
    var base: String
    var name = "Dropbox"
    var more = ""
    var applicationID = Sandbox.applicationID

    var json: String {
        """
        { "name": "\(name)", "vendor": "dropbox", "applicationId": "\(applicationID)", "apiKey": "env:KEY",
          "settings": {}, \(more)
          "endpoints": { "syncOptions": "\(base)/accounts/syncoptions", "synchronize": "\(base)/accounts/synchronize",
            "exists": "\(base)/accounts/exists" } }
        """
    }
}
