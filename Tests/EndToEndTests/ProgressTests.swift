import Foundation
import Sandbox
import TestKit
import Testing

extension OneAtATime {
    /// How far a run of many accounts is, on a real terminal.
    @Suite struct ProgressTests {
        /// A run over the sample's customers; more than two states are counted, since some are in doubt.
        private func run(
            columns: Int,
            environment: [String: String?] = [:],
            faults: [String] = ["synchronize:500@3", "synchronize:500@6"],
            isHeld: Bool = false
        ) async throws -> Run {
            let program = try Program.withSample()
            let faults = try faults.map { text throws(Fault.Problem) in try Fault(text) }
            let sandbox = try await RunningSandbox(
                SandboxConfiguration(
                    logFile: program.folder + "/log.jsonl",
                    latency: .milliseconds(20),
                    faults: faults
                )
            )
            let front = isHeld ? try HeldFront(to: sandbox.port) : nil
            try program.register(at: front?.url ?? sandbox.url(""))
            let plan = try program.run(
                "plan",
                "--filter",
                "role:customer",
                "--set",
                "reseller-id=RS-77",
                "--system",
                "Dropbox",
                "--json",
                "--workspace",
                program.workspace
            )
            try Data(plan.output.utf8).write(to: URL(filePath: program.folder + "/plan.json"))
            let pty = try Pty(
                [
                    Program.path, "synchronize", "--plan", program.folder + "/plan.json", "--rate", "0", "--in-flight",
                    "4", "--workspace", program.workspace,
                ],
                environment: program.environment(environment),
                columns: columns,
                rows: 60
            )
            pty.owner = program
            return Run(pty: pty, sandbox: sandbox, front: front, log: program.folder + "/log.jsonl")
        }

        private struct Run {
            let pty: Pty
            let sandbox: RunningSandbox
            /// What holds its sends, if they are held.
            let front: HeldFront?
            /// The vendor's log.
            let log: String
        }

        @Test(arguments: [80, 40, 20, 7])
        func `each redraw stays on its line, however narrow the terminal is`(columns: Int) async throws {
            let run = try await run(columns: columns)
            let (pty, sandbox) = (run.pty, run.sandbox)
            try pty.waitForEnd()
            let written = String(decoding: pty.written, as: UTF8.self)
            let bars = written.components(separatedBy: "\r\u{1B}[K").dropFirst()
                .filter { $0.hasPrefix("[") }
            #expect(bars.count > 1, "else this test proves nothing")
            for bar in bars { #expect(bar.count < columns, "\(bar)") }
            #expect(!pty.text.contains("["), "nothing is left of the bar:\n\(pty.text)")
            await sandbox.stop()
        }

        @Test func `it follows a terminal that becomes narrower`() async throws {
            let run = try await run(columns: 80, faults: [], isHeld: true)
            defer { withExtendedLifetime(run) {} }
            let (pty, sandbox) = (run.pty, run.sandbox)
            try pty.wait(for: " of ")
            pty.resize(30, 60)
            pty.forget()
            run.front?.open()
            try pty.waitForEnd()
            // First comes what was written before the size changed, which on a busy machine is not read until now.
            let bars = String(decoding: pty.written, as: UTF8.self).components(separatedBy: "\r\u{1B}[K").dropFirst()
                .filter { $0.hasPrefix("[") }
                .drop { $0.count >= 30 }
            #expect(!bars.isEmpty)
            for bar in bars { #expect(bar.count < 30, "\(bar)") }
            await sandbox.stop()
        }

        @Test(arguments: ["dumb", "", nil])
        func `a terminal that cannot clear a line gets lines, and no escape sequence`(term: String?) async throws {
            let run = try await run(columns: 80, environment: ["TERM": term], faults: [])
            let (pty, sandbox) = (run.pty, run.sandbox)
            try pty.waitForEnd()
            #expect(!pty.written.contains(0x1B))
            #expect(pty.saw(" synchronized: "))
            await sandbox.stop()
        }

        @Test func `what Ctrl-C says stands on a line of its own, broken between words`() async throws {
            let run = try await run(columns: 40, faults: ["synchronize:stall"])
            let (pty, sandbox) = (run.pty, run.sandbox)
            try pty.wait(for: " of ")
            // If nothing were under way yet, the run would be over at once.
            try pty.wait("a request at the vendor") {
                // Not there before the first request.
                let lines = (try? String(contentsOfFile: run.log, encoding: .utf8)) ?? ""
                return lines.contains(#""endpoint":"synchronize""#)
            }
            pty.send("\u{3}")
            try pty.wait("the sentence") {
                // Above it stands what the run costs.
                let lines = pty.lines.drop { !$0.hasPrefix("Stopping") }.prefix(4)
                return lines.prefix(3) == [
                    "Stopping after the sends under way.", "Ctrl-C again quits at once and leaves", "them in doubt.",
                ] && lines.last?.hasPrefix("[") == true
            }
            pty.send("\u{3}")
            #expect(try pty.waitForEnd() == -Int(SIGINT))
            #expect(pty.text.contains("The run was ended at once"))
            await sandbox.stop()
        }
    }
}
