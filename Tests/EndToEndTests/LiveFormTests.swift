import Foundation
import Sandbox
import TestKit
import Testing

extension OneAtATime {
    /// A console over a BSS that somebody else changes.
    @Suite struct LiveFormTests {
        @Test(.timeLimit(.minutes(20)))
        func
            `accounts come from the BSS by themselves, and an email changed there shows in an open form without a key`()
            async throws
        {
            let sandbox = try await RunningSandbox(bss: BSSConfiguration(.accounts([Self.reseller])))
            let program = try Program()
            try program.run("init", "--workspace", program.workspace)
            try program.connect(sandbox)
            let pty = try program.start()
            try pty.wait(for: "ops@nordwind.example")
            try pty.wait(for: "in the BSS")
            pty.send("s")
            try pty.wait(for: "as of a moment ago, in the BSS")
            _ = try await sandbox.changeBSS("/bss/accounts/12", #"{"email":"new@nordwind.example"}"#)
            try pty.wait("the new email") {
                pty.text.contains("the email changed in the BSS: ops@nordwind.example →")
            }
            await sandbox.stop()
            try pty.wait("how old it is") { pty.text.contains("the BSS cannot be reached: as of") }
            pty.send("\u{1B}")
            try pty.wait("the list") { pty.lines[1].contains("filter") }
            try pty.waitForRest()
            let before = try pty.ticksOfProcessor()
            pty.forget()
            pty.linger(seconds: 2)
            #expect(try pty.ticksOfProcessor() - before <= 2)
            #expect(pty.written.isEmpty, "nothing is drawn when nothing happens")
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
        }

        private static let reseller: BSSAccount = {
            var account = BSSAccount(id: 12, code: "R-1", name: "Nordwind", created: BSSMoment(2026, 1, 12))
            (account.sellsOn, account.email, account.country) = (true, "ops@nordwind.example", "DE")
            return account
        }()
    }
}

extension Program {
    /// Connects the BSS of a sandbox, and its Dropbox.
    fileprivate func connect(_ sandbox: RunningSandbox) throws {
        let secrets = [
            "key": Sandbox.clientKey, "secret": Sandbox.clientSecret, "user": Sandbox.username,
            "password": Sandbox.password, "dropbox-api-key": Sandbox.apiKey,
        ]
        let directory = workspace + "/secrets"
        try FileManager.default.createDirectory(
            atPath: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        for (name, secret) in secrets {
            let isMade = FileManager.default.createFile(
                atPath: "\(directory)/\(name)",
                contents: Data(secret.utf8),
                attributes: [.posixPermissions: 0o600]
            )
            #expect(isMade)
        }
        let connection = """
            {"name": "BSS", "url": "\(sandbox.url(""))", "clientKey": "file:secrets/key",
             "clientSecret": "file:secrets/secret", "username": "file:secrets/user", "password": "file:secrets/password",
             "ratePerSecond": 100}
            """
        try run(["bss", "add", "-", "--workspace", workspace], input: connection)
        let seeds = URL(filePath: #filePath).appending(path: "../../../seeds/dropbox.json").standardized
        let dropbox = try String(contentsOf: seeds, encoding: .utf8)
            .replacing("http://127.0.0.1:8377", with: sandbox.url(""))
        try run(["systems", "add", "-", "--workspace", workspace], input: dropbox)
    }
}
