import Foundation
import Sandbox
import TestKit
import Testing

/// The BSS of `sandbox --bss` and of the demo.
@Suite(.timeLimit(.minutes(20))) struct SandboxBSSTests {
    private let program: Program

    init() throws { program = try Program() }

    private func start(_ arguments: String...) throws -> ChildProcess {
        try ChildProcess(
            [Program.executable.path] + arguments,
            environment: program.environment,
            directory: program.directory.path,
            input: .pipe,
            output: .pipe
        )
    }

    /// Its output up to the line that is looked for.
    private func lines(_ process: ChildProcess, until isLast: (String) -> Bool) throws -> [String] {
        var lines: [String] = []
        while lines.last.map(isLast) != true {
            lines.append(process.line())
            try #require(lines.count < 100)
        }
        return lines
    }

    private func port(in lines: [String]) throws -> String {
        try #require(lines.joined().firstMatch(of: /127\.0\.0\.1:(\d+)\/portal/)).1.description
    }

    /// Reads from the API as somebody who read what the sandbox prints.
    private func read(_ path: String, _ port: String, version: String = "3") async throws -> Reply {
        let client = Data("sandbox-client:sandbox-client-secret".utf8).base64EncodedString()
        let token = try await Reply.ask(
            "http://127.0.0.1:\(port)/oauth/token",
            "grant_type=password&username=operator&password=sandbox-password",
            headers: ["Authorization": "Basic \(client)", "Content-Type": "application/x-www-form-urlencoded"]
        )
        let bearer = try #require(token.object?["access_token"] as? String)
        return try await Reply.ask(
            "http://127.0.0.1:\(port)" + path,
            headers: ["Authorization": "Bearer \(bearer)", "X-Api-Version": version]
        )
    }

    private func change(_ path: String, _ form: String, _ port: String) async throws -> Int {
        let headers = ["Content-Type": "application/x-www-form-urlencoded"]
        return try await Reply.ask("http://127.0.0.1:\(port)" + path, form, headers: headers).status
    }

    @Test func `the sandbox says how its BSS is reached, has the sample accounts and keeps what is changed`()
        async throws
    {
        for email in ["info@sonne.example", "new@sonne.example"] {
            let sandbox = try start("sandbox", "--port", "0", "--state", "state", "--bss", "--fault", "account:503@3")
            let lines = try lines(sandbox) { $0.hasPrefix("Ctrl-C") }
            let port = try port(in: lines)
            #expect(
                lines.dropFirst(2).dropLast() == [
                    "BSS: http://127.0.0.1:\(port); change its accounts at http://127.0.0.1:\(port)/bss.",
                    "Its client key is \"sandbox-client\" with the secret \"sandbox-client-secret\","
                        + " and its user \"operator\" with the password \"sandbox-password\".",
                ]
            )
            let list = try await read("/api/accounts?pageSize=500", port)
            #expect(list["paging.totalRecords"] as? Int == 74)
            #expect(list["data.0.name"] as? String == "Northwind Cloud")
            let customer = try await read("/api/accounts/4006", port)
            #expect(customer["code"] as? String == "C-101")
            #expect(customer["billToAccount"] as? NSDictionary == ["id": 4001, "name": "Northwind Cloud"])
            #expect(customer["contact.lastName"] as? String == "Sonne")
            #expect(customer["address.city"] as? String == "Lübeck")
            #expect(customer["email"] as? String == email)
            #expect(try await read("/api/accounts/4001", port)["resellingEnabled"] as? Bool == true)
            #expect(try await read("/api/accounts/4001", port).status == 503)
            #expect(try await change("/bss/accounts/4006", "email=new%40sonne.example", port) == 303)
            sandbox.signal(SIGTERM)
            #expect(await sandbox.end() == 0)
        }
        #expect(try program.directory.text("state.bss").hasPrefix(#"{"accounts":"given","sandbox":"bss","version":1}"#))
    }

    @Test(arguments: ["2.2", "3"])
    func `the list that the BSS returns is a file of accounts, the sample's but for the Storefront`(
        version: String
    )
        async throws
    {
        let sandbox = try start("sandbox", "--port", "0", "--bss")
        let port = try port(in: try lines(sandbox) { $0.hasPrefix("Ctrl-C") })
        let list = try await read("/api/accounts?pageSize=500", port, version: version).body
        sandbox.signal(SIGTERM)
        try program.directory.write("list.json", list)
        _ = try await program("init")
        #expect(try await program("accounts", "import", "list.json").code == 0)
        _ = try await program("init", "--sample", "--workspace", "sample")
        let exports = [
            try await program("accounts", "export").out,
            try await program("accounts", "export", "--workspace", "sample").out,
        ]
        // The API says who may order in the Storefront, and not for whom the platform makes the account.
        let books = exports.map { $0.replacing(/,true\n/, with: ",false\n").split(separator: "\n").sorted() }
        #expect(books[0].count == 75)
        #expect(books[0] == books[1])
    }

    @Test func `a generated BSS has as many accounts as are asked for, and may filter by updatedAt`() async throws {
        let sandbox = try start("sandbox", "--port", "0", "--bss-accounts", "1000000", "--bss-filter-updated")
        let port = try port(in: try lines(sandbox) { $0.hasPrefix("Ctrl-C") })
        #expect(try await read("/api/accounts?pageSize=1", port)["paging.totalRecords"] as? Int == 1_000_000)
        let filter = "$filter=updatedAt%20gt%20datetime%272026-06-27%27&$orderby=updatedAt%20desc"
        let found = try await read("/api/accounts?pageSize=1&" + filter, port)
        #expect((1..<10_000).contains(found["paging.totalRecords"] as? Int ?? 0))
        sandbox.signal(SIGTERM)
        #expect(await sandbox.end() == 0)
    }

    @Test func `the demo's BSS keeps what is changed until the demo starts over`() async throws {
        func visit(_ arguments: String..., body: (String) async throws -> Void) async throws {
            let demo = try ChildProcess(
                [Program.executable.path, "demo", "--accessible", "--workspace", "demo"] + arguments,
                environment: program.environment,
                directory: program.directory.path,
                input: .pipe,
                output: .pipe
            )
            try await body(try port(in: try lines(demo) { $0.contains("/portal") }))
            demo.signal(SIGKILL)
            _ = await demo.end()
        }
        var names: [String?] = []
        func note(_ port: String) async throws {
            names.append(try await read("/api/accounts/4001", port)["name"] as? String)
        }
        try await visit { port in
            try await note(port)
            #expect(try await change("/bss/accounts/4001", "name=Southwind", port) == 303)
        }
        try await visit { port in try await note(port) }
        try await visit("--fresh") { port in try await note(port) }
        #expect(names == ["Northwind Cloud", "Southwind", "Northwind Cloud"])
    }
}
