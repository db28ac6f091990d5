import Foundation
import GRDB
import Glibc
import Synchronization

/// A vendor, a folder, and the workspaces that are prepared and copied in it.
///
/// One rig does one thing at a time.
package final class Rig: Sendable {
    package let vendor: Vendor
    /// The folder of everything.
    package let folder: String
    private let prepared = Mutex<[String: Template]>([:])

    package init() throws(HarnessFailure) {
        vendor = try Vendor()
        var template = Array("\(NSTemporaryDirectory())/account-sync-harness-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .system("mkdtemp", errno) }
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        vendor.stop()
        // A leftover temporary folder does no harm.
        try? FileManager.default.removeItem(atPath: folder)
    }

    package struct Template: Sendable {
        package var scenario: Scenario
        /// Never opened, only copied.
        package var path: String
        package var ledger: Vendor.Ledger
    }

    /// The environment of every process: no more than is needed.
    package var environment: [String: String] {
        [
            "PATH": "/usr/bin:/bin", "HOME": folder, "USER": "tester", "LANG": "C.UTF-8",
            "SETTING_OF_BOX": Vendor.setting, "SWIFT_BACKTRACE": "enable=no",
        ]
    }

    /// Starts a command on a workspace, behind the words of another program if there are any.
    package func start(
        _ command: Command,
        on workspace: String,
        by program: Program = .real,
        under words: [String] = []
    ) throws(HarnessFailure) -> Spawned {
        try Spawned(words + arguments(command, workspace, program), environment: environment)
    }

    package func run(
        _ command: Command,
        on workspace: String,
        by program: Program = .real
    ) throws(HarnessFailure) -> Ended {
        try start(command, on: workspace, by: program).wait()
    }

    package func run(
        _ command: Command,
        on workspace: String,
        by program: Program,
        _ injection: Injection,
        log: Int32 = -1
    ) throws(HarnessFailure) -> Injection.Traced {
        try injection.run(arguments(command, workspace, program), environment: environment, log: log)
    }

    private func arguments(_ command: Command, _ workspace: String, _ program: Program) -> [String] {
        let command = command.words.map { $0 == "PLAN" ? workspace + "/plan.json" : $0 }
        return program.words + command + ["--workspace", workspace]
    }

    package func template(_ scenario: Scenario) throws -> Template {
        if let known = prepared.withLock({ $0[scenario.name] }) { return known }
        let template = try prepare(scenario)
        prepared.withLock { $0[scenario.name] = template }
        return template
    }

    /// Uses the real program.
    package func prepare(_ scenario: Scenario) throws -> Template {
        let path = "\(folder)/template-\(scenario.name)"
        try? FileManager.default.removeItem(atPath: path)  // Usually there is none.
        vendor.restore()
        try must("init", on: path)
        try settleEverywhere(path)
        try write(Self.accounts(scenario), to: path + "/accounts.csv")
        try write(Self.registration(vendor), to: path + "/system.json")
        try FileManager.default.createDirectory(
            atPath: path + "/secrets",
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        try write(Vendor.apiKey + "\n", to: path + "/secrets/key")
        try must(Command(["accounts", "import", path + "/accounts.csv"]), on: path)
        try must(Command(["systems", "add", path + "/system.json"]), on: path)
        for step in scenario.preparation { try carryOut(step, on: path) }
        vendor.settle()
        return Template(scenario: scenario, path: path, ledger: vendor.ledger)
    }

    /// Takes from the workspace what it knows of its file, so that copies of the template are at home as well.
    private func settleEverywhere(_ path: String) throws {
        let queue = try DatabaseQueue(path: Records.path(path))
        try queue.write { try $0.execute(sql: "UPDATE homes SET place = '{}'") }
    }

    private func carryOut(_ step: Scenario.Step, on path: String) throws {
        switch step {
        case .run(let command, let code): try must(command, on: path, code)
        case .plan(let command): try write(try must(command, on: path).stdout, to: path + "/plan.json")
        case .leftInDoubt(let command, let executed):
            vendor.script(.synchronize, Reply("cut", executes: executed ? .first : .never, steps: [], ending: .reset))
            try must(command, on: path, 75)
            vendor.script(.synchronize, .truth)
        case .killedWhileSending(let command, let executed):
            vendor.script(
                .synchronize,
                Reply("stall", executes: executed ? .first : .never, steps: [.wait(.seconds(20))])
            )
            let before = vendor.ledger.received.count
            let process = try start(command, on: path)
            let limit = ContinuousClock.now + .seconds(120)
            while !vendor.ledger.received.dropFirst(before)
                .contains(where: { $0.endpoint == .synchronize && $0.isBodyComplete })
            {
                guard .now < limit else { throw HarnessFailure.preparation("\(command) sent nothing") }
                usleep(1000)
            }
            process.kill()
            _ = process.wait()
            vendor.script(.synchronize, .truth)
        }
    }

    @discardableResult
    private func must(_ command: Command, on path: String, _ code: Int32 = 0) throws(HarnessFailure) -> Ended {
        let ended = try run(command, on: path)
        guard ended.code == code else { throw .preparation("\(command): \(ended.phrase)") }
        return ended
    }

    /// A copy of a template; the vendor goes back to what it had seen.
    package func copy(_ template: Template, as name: String = "workspace") throws -> String {
        let path = "\(folder)/\(name)"
        try? FileManager.default.removeItem(atPath: path)  // The first time there is none.
        try FileManager.default.copyItem(atPath: template.path, toPath: path)
        forgetSends()
        vendor.restore(template.ledger)
        return path
    }

    /// Forgets what the processes on other copies of a workspace wrote down about their sends, which is kept for all of them.
    package func forgetSends() {
        try? FileManager.default.removeItem(atPath: "\(folder)/.local/state/account-sync/sends")  // There may be none.
    }

    private func write(_ text: String, to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path,
                contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600]
            )
        else { throw HarnessFailure.system(path, errno) }
    }

    static func registration(_ vendor: Vendor, key: String = "file:secrets/key") -> String {
        let base = "http://127.0.0.1:\(vendor.port)/accounts"
        return """
            {"name": "Box", "applicationId": "6f0c2b7e-51f4-4a53-9d3e-5a0d0b5f7c11", "apiKey": "\(key)",
             "settings": {"Account": "env:SETTING_OF_BOX"}, "ratePerSecond": 1000, "inFlight": 8,
             "endpoints": {"syncOptions": "\(base)/syncoptions", "synchronize": "\(base)/synchronize", "exists": "\(base)/exists"}}
            """
    }

    static func accounts(_ scenario: Scenario) -> String {
        var lines = ["id,code,name,type,parent_code,email,country"]
        for reseller in 1...max(scenario.resellers, 1) {
            lines.append("\(reseller)000000,R-\(reseller),Reseller \(reseller),reseller,,r\(reseller)@box.example,DE")
            for customer in 0..<scenario.customers {
                let number = "\(reseller)-\(customer + 1)"
                lines.append(
                    "\(reseller * 1_000_000 + customer + 1),C-\(number),Customer \(number),customer,R-\(reseller),c\(number)@box.example,DE"
                )
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
