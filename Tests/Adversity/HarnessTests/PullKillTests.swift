import Foundation
import Harness
import Sandbox
import TestKit
import Testing

/// A pull of the BSS, killed at system calls: what was read is read on, nothing is lost and nothing comes twice.
@Suite(.serialized) struct PullKillTests {
    private static let accounts: [BSSAccount] = (1...60)
        .map { number in
            var account = BSSAccount(
                id: number,
                code: "K-\(number)",
                name: "Konto \(number)",
                created: BSSMoment(2026, 1, 1 + number / 6)
            )
            account.email = "k\(number)@konto.example"
            return account
        }

    /// Every so many system calls; 1 is all of them.
    private static var stride: Int {
        ProcessInfo.processInfo.environment["PULL_KILL_STRIDE"].flatMap { Int($0) } ?? 37
    }

    @Test func `killed at system calls and started again, a pull ends with the accounts of the BSS`() async throws {
        let sandbox = try await RunningSandbox(bss: BSSConfiguration(.accounts(Self.accounts)))
        let directory = try TemporaryDirectory()
        let environment = [
            "HOME": directory.path, "PATH": "/usr/bin:/bin", "USER": "tester", "LANG": "C.UTF-8",
            "SWIFT_BACKTRACE": "enable=no", "CLIENT": Sandbox.clientKey, "SECRET": Sandbox.clientSecret,
            "OPERATOR": Sandbox.username, "PASSWORD": Sandbox.password,
        ]
        let connection = """
            {"name": "BSS", "url": "\(sandbox.url(""))", "clientKey": "env:CLIENT", "clientSecret": "env:SECRET",
             "username": "env:OPERATOR", "password": "env:PASSWORD", "ratePerSecond": 1000, "pageSize": 9}
            """
        let file = try directory.write("bss.json", connection)
        let template = directory.file("template")
        func run(_ words: [String], on workspace: String, killedAt number: Int? = nil) throws -> Ended {
            let injection = Injection(KillPoints.calls, number ?? 1, number == nil ? .none : .kill)
            let arguments = Harness.Program.real.words + words + ["--workspace", workspace]
            return try injection.run(arguments, environment: environment).ended
        }
        #expect(try run(["init"], on: template).code == 0)
        #expect(try run(["bss", "add", file], on: template).code == 0)
        let expected = Self.accounts.map { "\($0.code) \($0.email)" }.sorted()
        var (number, kills) = (1, 0)
        while true {
            let workspace = directory.file("w\(number)")
            try FileManager.default.copyItem(atPath: template, toPath: workspace)
            let ended = try run(["accounts", "pull"], on: workspace, killedAt: number)
            let again = try run(["accounts", "pull"], on: workspace)
            #expect(again.code == 0, "killed at \(number): \(again.phrase)")
            let exported = try run(["accounts", "export"], on: workspace)
            let rows = exported.stdout.split(separator: "\n").dropFirst()
                .map { row in
                    let cells = row.split(separator: ",", omittingEmptySubsequences: false)
                    return "\(cells[1]) \(cells[5])"
                }
            #expect(rows.sorted() == expected, "killed at \(number)")
            try FileManager.default.removeItem(atPath: workspace)
            guard ended.wasKilled else { break }
            kills += 1
            number += Self.stride
        }
        #expect(kills > 3)
        await sandbox.stop()
    }
}
