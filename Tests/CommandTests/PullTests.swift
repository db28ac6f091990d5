import Foundation
import Sandbox
import TestKit
import Testing

/// Accounts pulled from a BSS by the program itself.
@Suite(.timeLimit(.minutes(20))) struct PullTests {
    private let program: Program

    init() async throws {
        var program = try Program()
        program.environment.merge([
            "CLIENT": Self.canary("client"), "SECRET": Self.canary("secret"), "OPERATOR": Self.canary("operator"),
            "PASSWORD": Self.canary("password"),
        ]) { $1 }
        self.program = program
        #expect(try await program("init").code == 0)
    }

    private static func canary(_ name: String) -> String { "canary-\(name)-7f3a9c" }

    private func connect(_ url: String, version: String = "3", _ more: String = "") async throws {
        let connection = """
            {"name": "BSS", "url": "\(url)", "apiVersion": "\(version)", "clientKey": "env:CLIENT",
             "clientSecret": "env:SECRET", "username": "env:OPERATOR", "password": "env:PASSWORD",
             "ratePerSecond": 1000, "pageSize": 7\(more)}
            """
        #expect(try await program("bss", "add", "-", input: connection).code == 0)
    }

    /// What is in the book: code, email and the reseller's code of each account.
    private func book(_ program: Program? = nil) async throws -> [String] {
        let exported = try await (program ?? self.program)("accounts", "export")
        return exported.out.split(separator: "\n").dropFirst()
            .map { row in
                let cells = row.split(separator: ",", omittingEmptySubsequences: false)
                return "\(cells[1]) \(cells[5]) \(cells[4].isEmpty ? "-" : cells[4])"
            }
            .sorted()
    }

    @Test func `a BSS that shares no code with the program is pulled, and what changes there arrives`() async throws {
        var accounts = (1...230)
            .map { number in
                let day = number % 27 + 1
                let time = "2026-0\(number % 9 + 1)-\(day < 10 ? "0" : "")\(day)T10:00:00.\(number)"
                var account = PythonBSS.Account(
                    id: 1_000 + number,
                    code: "P-\(number)",
                    name: "Konto \(number)",
                    created: time,
                    updated: time
                )
                account.email = "p\(number)@konto.example"
                account.reseller = number % 10 == 1
                account.parent = account.reseller ? nil : 1_001 + number / 10 * 10
                if number % 10 == 0 { account.parent = 1_001 + (number / 10 - 1) * 10 }
                return account
            }
        let file = program.directory.file("accounts.json")
        try PythonBSS.write(accounts, to: file)
        let bss = try PythonBSS(accountsAt: file)
        var reader = program
        reader.environment.merge([
            "CLIENT": PythonBSS.clientKey, "SECRET": PythonBSS.clientSecret, "OPERATOR": PythonBSS.username,
            "PASSWORD": PythonBSS.password,
        ]) { $1 }
        try await connect(bss.url(), version: "2.2")
        func expected() -> [String] {
            let codes = Dictionary(uniqueKeysWithValues: accounts.map { ($0.id, $0.code) })
            return accounts.map { "\($0.code) \($0.email) \($0.parent.flatMap { codes[$0] } ?? "-")" }.sorted()
        }
        let first = try await reader("accounts", "pull", "--json")
        #expect(first.code == 0)
        #expect(first["added"] as? Int == 230)
        #expect(first["complete"] as? Bool == true)
        #expect(try await book(reader) == expected())

        accounts[4].email = "neu@konto.example"
        accounts[4].updated = "2026-11-20T08:00:00"
        accounts.append(
            PythonBSS.Account(
                id: 5_000,
                code: "P-X",
                name: "X",
                created: "2026-11-20T09:00:00",
                updated: "2026-11-20T09:00:00"
            )
        )
        try PythonBSS.write(accounts, to: file)
        let second = try await reader("accounts", "pull", "--json")
        #expect(second["added"] as? Int == 1)
        #expect(second.count("updated") == 1)
        #expect(try await book(reader) == expected())
    }

    @Test(arguments: [
        [], ["accounts:expired@2"], ["accounts:expired-500@3"], ["accounts:doubled-page@3"], ["accounts:truncate@2"],
        ["accounts:unstable-order"], ["accounts:wrong-pages=1"], ["accounts:foreign-next"], ["accounts:429=1@3"],
        ["accounts:reset@4", "accounts:503@6", "token:503@1"], ["accounts:vanish@4"],
    ])
    func `whatever goes wrong on the way, the book ends as the BSS is`(faults: [String]) async throws {
        let accounts = (1...40)
            .map { number in
                var account = BSSAccount(
                    id: 100 + number,
                    code: "S-\(number)",
                    name: "Konto \(number)",
                    created: BSSMoment(2026, 1, 1 + number / 4)
                )
                (account.sellsOn, account.email) = (number % 8 == 1, "s\(number)@konto.example")
                return account
            }
        var configuration = SandboxConfiguration()
        configuration.faults = try faults.map { text throws(Fault.Problem) in try Fault(text) }
        let sandbox = try await RunningSandbox(
            configuration,
            bss: BSSConfiguration(
                .accounts(accounts),
                clientKey: Self.canary("client"),
                clientSecret: Self.canary("secret"),
                username: Self.canary("operator"),
                password: Self.canary("password")
            )
        )
        try await connect(sandbox.url(""))
        let pulled = try await program("accounts", "pull", "--json")
        #expect(pulled.code == 0, "\(pulled.err)")
        #expect(pulled["complete"] as? Bool == true)
        #expect(try await book() == accounts.map { "\($0.code) \($0.email) -" }.sorted())
    }

    @Test func `a pull that would empty many values is held, shown and let through`() async throws {
        let accounts = (1...30)
            .map { number in
                var account = BSSAccount(id: number, code: "H-\(number)", name: "H", created: BSSMoment(2026, 1, 1))
                account.email = "h\(number)@konto.example"
                return account
            }
        let sandbox = try await RunningSandbox(
            bss: BSSConfiguration(
                .accounts(accounts),
                clientKey: Self.canary("client"),
                clientSecret: Self.canary("secret"),
                username: Self.canary("operator"),
                password: Self.canary("password")
            )
        )
        try await connect(sandbox.url(""))
        #expect(try await program("accounts", "pull").code == 0)
        for account in accounts.prefix(25) {
            _ = try await sandbox.changeBSS("/bss/accounts/\(account.id)", #"{"email":""}"#)
        }
        let dry = try await program("accounts", "pull", "--dry-run", "--json")
        #expect(dry.code == 65)
        #expect(dry.text("held.0.kind") ?? dry.text("held.1.kind") != nil)
        let talk = try await program("--accessible", input: "P\nno\nq\n")
        #expect(talk.out.contains("25 accounts (83 %) would lose a value: ") && talk.out.contains(", email \"h"))
        #expect(talk.out.contains("Nothing was taken in."), "\(talk.out)")
        let held = try await program("accounts", "pull")
        #expect(held.code == 65)
        #expect(held.err.contains("25 accounts") && held.err.contains("--let-through"))
        // A dry run leaves what is held where it is.
        #expect(try await program("accounts", "pull", "--dry-run").code == 65)
        #expect(try await book().contains("H-1 h1@konto.example -"))
        #expect(try await program("accounts", "pull", "--let-through").code == 0)
        #expect(try await book().contains("H-1  -"))
        #expect(try await program("accounts", "pull", "--let-through").code == 65)
    }

    @Test func `the line prompts pull, ask before what is held, and check the connection`() async throws {
        let accounts = (1...30)
            .map { BSSAccount(id: $0, code: "L-\($0)", name: "L", created: BSSMoment(2026, 1, 1)) }
        let sandbox = try await RunningSandbox(
            bss: BSSConfiguration(
                .accounts(accounts),
                clientKey: Self.canary("client"),
                clientSecret: Self.canary("secret"),
                username: Self.canary("operator"),
                password: Self.canary("password")
            )
        )
        let alone = try await program("--accessible", input: "P\nC\nq\n")
        #expect(alone.out.components(separatedBy: "No BSS is connected.").count == 3, "\(alone.out)")
        try await connect(sandbox.url(""))
        let first = try await program("--accessible", input: "C\nP all\nP nonsense\nq\n")
        #expect(first.out.contains("BSS accepts the credentials, and has 30 accounts."), "\(first.out)")
        #expect(first.out.contains("It does not show a description of its API at /apidocs: HTTP 4"))
        #expect(first.out.contains("Last complete read: never."))
        #expect(first.out.contains("Read 30 accounts from BSS: 30 new."))
        #expect(first.out.contains("\"nonsense\" means nothing here"))
        for account in accounts.prefix(25) {
            _ = try await sandbox.changeBSS("/bss/accounts/\(account.id)", "", method: "DELETE")
        }
        let held = try await program("--accessible", input: "P all\nlet through\nq\n")
        #expect(held.out.contains("25 accounts (83 %) would be missing from the BSS: "), "\(held.out)")
        #expect(held.out.contains("25 not seen this time"))
        var reader = program
        reader.environment["ACCOUNT_SYNC_READ_ONLY"] = "1"
        #expect(try await reader("--accessible", input: "P\nq\n").out.contains("Nothing is read of the BSS"))
    }

    @Test func `a check says whether the deployment describes its API`() async throws {
        let list = HTTPText.answer(#"{"data":[{"id":1,"code":"C-1","name":"One"}],"paging":{"totalRecords":1}}"#)
        let server = try RawServer { connection in
            let request = connection.readRequest()
            let token = HTTPText.answer(#"{"access_token":"t"}"#)
            let page = HTTPText.answer("<html>Version 3 for Resellers</html>")
            if request.hasPrefix("POST /oauth/token ") {
                connection.send(token)
            } else if request.hasPrefix("GET /apidocs ") {
                connection.send(page)
            } else {
                connection.send(request.hasPrefix("GET /api/accounts?") ? list : HTTPText.answer("{}", status: 404))
            }
        }
        try await connect(server.url())
        let told = try await program("bss", "check")
        #expect(told.code == 0 && told.out.contains("It describes its own API at /apidocs."), "\(told.out)\(told.err)")
        #expect(try await program("bss", "check", "--json")["apiDescription"] as? Int == 200)
    }

    @Test func `no secret and no token is ever on the disk, in the output or in an argument`() async throws {
        let token = Self.canary("token")
        let list = #"{"data":[{"id":1,"code":"C-1","name":"One"}],"paging":{"totalRecords":1}}"#
        let server = try RawServer { connection in
            let request = connection.readRequest()
            if request.hasPrefix("POST /oauth/token ") {
                connection.send(HTTPText.answer(#"{"access_token":"\#(token)"}"#))
            } else {
                connection.send(HTTPText.answer(list))
            }
        }
        try await connect(server.url())
        let runs = [
            try await program("bss", "show"), try await program("bss", "check", "--json"),
            try await program("accounts", "pull"), try await program("accounts", "pull", "--full", "--json"),
        ]
        #expect(runs.allSatisfy { $0.code == 0 })
        #expect(server.requests.contains { $0.contains(token) })
        let canaries = ["client", "secret", "operator", "password", "token"].map(Self.canary)
        for run in runs {
            for canary in canaries { #expect(!run.out.contains(canary) && !run.err.contains(canary)) }
        }
        for line in server.requests.compactMap({ $0.split(separator: "\r\n").first }) {
            for canary in canaries { #expect(!line.contains(canary)) }
        }
        let files = try #require(FileManager.default.enumerator(atPath: program.directory.path))
        var count = 0
        for case let name as String in files {
            guard let bytes = FileManager.default.contents(atPath: program.directory.file(name)) else { continue }
            count += 1
            for canary in canaries { #expect(bytes.firstRange(of: Data(canary.utf8)) == nil, "\(name)") }
        }
        #expect(count > 3)
    }
}
