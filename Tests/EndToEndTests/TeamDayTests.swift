import Foundation
import PrivateCluster
import Sandbox
import Testing

extension OneAtATime {
    /// A team's book on a server that restarts, a vendor, and people, a worker and a command who all use it.
    @Suite(.timeLimit(.minutes(30))) struct TeamDayTests {
        private static let customers = 55

        @Test
        func `two consoles, a worker and a command send a family while the worker is killed and the server restarts`()
            async throws
        {
            let team = try await ServedTeam(latency: .milliseconds(200))
            try team.importFamily(Self.customers)
            let (anna, ben) = (try team.console("anna"), try team.console("ben"))
            for console in [anna, ben] { try console.wait(for: "C-55") }

            // The reseller by a form, which the other console shows.
            anna.send("s")
            try anna.wait(for: "[ Save & Synchronize ]")
            anna.send("RS-77")
            try anna.wait(for: "RS-77")
            anna.send("\u{13}")
            try anna.wait(for: "Reseller One is dbx-")
            anna.send("\r")
            try ben.wait(for: "● dbx-")

            // Its customers by a command, for a worker.
            let plan = team.file("plan.json")
            let codes = (1...Self.customers).map { "C-\($0)" }
            try Data(team.run("cara", ["plan"] + codes + ["--system", "Dropbox", "--json"]).output.utf8)
                .write(to: URL(filePath: plan))
            try team.run("cara", ["runs", "start", "--plan", plan, "--detach", "--rate", "20"])
            let worker = try team.start("robot", ["work"])
            try await team.wait("some of them are created") { try team.created.count > 15 }
            worker.signal(SIGKILL)
            _ = try worker.waitForEnd()
            try team.cluster.restart()
            let next = try team.start("robot", ["work"])
            try team.run("cara", ["runs", "wait", "1"], expecting: nil)
            #expect(try team.run("ben", ["runs", "list"]).output.contains("cara"))

            // What was being sent is decided by whoever comes, once the vendor's answer proves something. What never
            // reached the vendor is sent once more, and what the run left out because so many were in doubt.
            let again = ["resolve", "--all", "--system", "Dropbox", "--send-again", "--yes"]
            try await team.wait("all are synchronized", seconds: 600) {
                try team.run("cara", again, expecting: nil)
                try team.run("cara", ["runs", "start", "--plan", plan], expecting: nil)
                return try team.count("status:synchronized") == Self.customers + 1
            }
            let ids = try team.created
            #expect(ids.count == Self.customers + 1 && Set(ids).count == ids.count, "created: \(ids)")
            // The server was away, and everybody still has the same book.
            for console in [anna, ben] { try console.wait(for: "\(Self.customers + 1) synchronized") }
            try team.run("ben", ["audit", "verify"])
            next.signal(SIGTERM)
            _ = try next.waitForEnd()
            for console in [anna, ben] {
                console.send("q")
                #expect(try console.waitForEnd() == 0)
            }
        }
    }
}

/// A book on a server of its own, with an owner and members, and a vendor that writes down what it creates.
private final class ServedTeam {
    let cluster: PrivateCluster
    private let database: String
    private let program: Program
    private static let members = ["ben": "approver", "cara": "operator", "robot": "operator"]

    init(latency: Duration) async throws {
        (cluster, program) = (try PrivateCluster(), try Program())
        database = try cluster.database()
        for login in ["anna"] + Self.members.keys {
            try cluster.sql("CREATE ROLE \(login) LOGIN")
            try FileManager.default.createDirectory(atPath: file(login), withIntermediateDirectories: true)
        }
        try cluster.sql("GRANT CREATE ON DATABASE \(database) TO anna")
        try run("anna", ["init"])
        for (login, role) in Self.members { try run("anna", ["members", "add", login, "--role", role]) }
        let port = try await serve(latency)
        let seeds = URL(filePath: #filePath).appending(path: "../../../seeds/dropbox.json").standardized
        let text = try String(contentsOf: seeds, encoding: .utf8)
            .replacing("127.0.0.1:8377/", with: "127.0.0.1:\(port)/")
            .replacing("file:secrets/dropbox-api-key", with: "env:KEY")
        try Data(text.utf8).write(to: URL(filePath: file("dropbox.json")))
        try run("anna", ["systems", "add", file("dropbox.json")])
    }

    private func serve(_ latency: Duration) async throws -> Int {
        let configuration = SandboxConfiguration(
            stateFile: file("portal.jsonl"),
            logFile: file("log.jsonl"),
            latency: latency
        )
        let (ports, port) = AsyncStream<Int>.makeStream()
        // It ends with the process.
        Task {
            defer { port.finish() }
            try await Sandbox(configuration).run { port.yield($0) }
        }
        for await port in ports { return port }
        throw PrivateCluster.Failure(description: "no vendor")
    }

    func file(_ name: String) -> String { "\(program.folder)/\(name)" }

    private func environment(_ login: String) -> [String: String?] {
        [
            "HOME": file(login), "KEY": Sandbox.apiKey,
            "ACCOUNT_SYNC_WORKSPACE": cluster.address(of: database, user: login),
        ]
    }

    /// Runs a command as a member, to its end.
    @discardableResult
    func run(
        _ login: String,
        _ arguments: [String],
        expecting code: Int32? = 0
    ) throws -> (output: String, errors: String) {
        try program.run(arguments, environment: environment(login), expecting: code)
    }

    /// Starts something of a member on a terminal.
    func start(_ login: String, _ arguments: [String]) throws -> Pty {
        let pty = try Pty(
            [Program.path] + arguments,
            environment: program.environment(environment(login)),
            columns: 110,
            rows: 64
        )
        pty.owner = self
        return pty
    }

    func console(_ login: String) throws -> Pty { try start(login, []) }

    func importFamily(_ customers: Int) throws {
        let rows = (1...customers).map { "C-\($0),Customer \($0),customer,R-1,c\($0)@example.com,DE" }
        let text =
            (["code,name,type,parent_code,email,country", "R-1,Reseller One,reseller,,r1@example.com,DE"] + rows)
            .joined(separator: "\n")
        try Data(text.utf8).write(to: URL(filePath: file("accounts.csv")))
        try run("anna", ["accounts", "import", file("accounts.csv")])
    }

    /// The accounts that the vendor has created, each as often as it did.
    var created: [String] {
        get throws {
            try String(contentsOfFile: file("log.jsonl"), encoding: .utf8).split(separator: "\n")
                .filter { $0.contains(#""executed":"synchronize""#) }
                .compactMap { $0.firstMatch(of: /"platformID":"([^"]*)"/).map { String($0.1) } }
        }
    }

    func count(_ filter: String) throws -> Int {
        let listed = try run("ben", ["accounts", "list", "--filter", filter, "--json"]).output
        return (try JSONSerialization.jsonObject(with: Data(listed.utf8)) as? NSArray)?.count ?? -1
    }

    func wait(_ what: String, seconds: Double = 120, until isSo: () throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        while try !isSo() {
            try #require(ContinuousClock.now < end, "waited in vain until \(what)")
            try await Task.sleep(for: .milliseconds(100))
        }
    }
}
