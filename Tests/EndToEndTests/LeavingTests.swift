import Foundation
import Glibc
import Sandbox
import TestKit
import Testing

extension OneAtATime {
    /// The terminal is left as it was found, whatever ends the program.
    @Suite struct LeavingTests {
        @Test func `q leaves the terminal as it was`() throws {
            let pty = try Program.withSample().console()
            #expect(pty.settings != pty.fresh)
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
            pty.expectSound()
        }

        @Test func `Ctrl-C leaves it too`() throws {
            let pty = try Program.withSample().console()
            pty.send("\u{3}")
            #expect(try pty.waitForEnd() == 0)
            pty.expectSound()
        }

        @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
        func `a signal that asks to end does`(_ signal: Int32) throws {
            let pty = try Program.withSample().console()
            pty.signal(signal)
            #expect(try pty.waitForEnd() == 0)
            pty.expectSound()
        }

        @Test(arguments: [SIGTERM, SIGHUP, SIGINT, 0])
        func `asked to end while it sends, it finishes that first; so it does when its window is closed`(
            _ signal: Int32
        ) async throws {
            let (program, sandbox, log) = try await Self.slowVendor(faults: [])
            let pty = try program.console()
            try pty.send("RS-77", untilArrivedIn: log)
            if signal == 0 { pty.hangUp() } else { pty.signal(signal) }
            #expect(try pty.waitForEnd() == 0)
            #expect(try program.state(of: "R-100") == "synchronized")
            await sandbox.stop()
        }

        @Test func `asked twice it ends at once, and what was sent is in doubt`() async throws {
            let (program, sandbox, log) = try await Self.slowVendor(faults: ["synchronize:stall"])
            let pty = try program.console()
            try pty.send("RS-77", untilArrivedIn: log)
            pty.signal(SIGTERM)
            try pty.wait(for: "Waiting for")
            pty.signal(SIGHUP)
            #expect(try pty.waitForEnd() == 0)
            #expect(try program.state(of: "R-100") == "in doubt")
            pty.expectSound()
            await sandbox.stop()
        }

        /// The sample's vendor, which takes its time for every answer, and its log.
        private static func slowVendor(
            faults: [String]
        ) async throws -> (program: Program, sandbox: RunningSandbox, log: String) {
            let program = try Program.withSample()
            let log = program.folder + "/log.jsonl"
            let faults = try faults.map { text throws(Fault.Problem) in try Fault(text) }
            let sandbox = try await RunningSandbox(
                SandboxConfiguration(logFile: log, latency: .milliseconds(700), faults: faults)
            )
            try program.register(sandbox)
            return (program, sandbox, log)
        }

        @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGTRAP, SIGFPE])
        func `a crash does, and is still a crash`(_ signal: Int32) throws {
            let pty = try Program.withSample().console()
            pty.signal(signal)
            #expect(try pty.waitForEnd() == -Int(signal))
            pty.expectSound()
        }

        /// A console that sends R-100 to a vendor that answers later, or never.
        private func sending(faults: [String] = []) async throws -> (pty: Pty, front: HeldFront) {
            let program = try Program.withSample()
            let faults = try faults.map { text throws(Fault.Problem) in try Fault(text) }
            // It ends with the process.
            let sandbox = try await RunningSandbox(SandboxConfiguration(faults: faults))
            let front = try HeldFront(to: sandbox.port)
            try program.register(at: front.url)
            let pty = try program.console()
            pty.send("\r")
            try pty.wait(for: "Account ID")
            pty.send("s")
            try pty.wait(for: "[ Save & Synchronize ]")
            // A warning that is not on the screen yet would be shown before anything is sent.
            try pty.wait(for: "the second account with it")
            pty.send("RS-77\u{13}")
            try pty.wait(for: "sending, once …")
            return (pty, front)
        }

        @Test func `what was waited for is told on the terminal when the console is gone`() async throws {
            let (pty, front) = try await sending()
            defer { withExtendedLifetime(front) {} }
            pty.send("\u{3}")
            try pty.wait(for: "Waiting for 1 send to finish")
            front.open()
            #expect(try pty.waitForEnd() == 0)
            pty.expectSound()
            #expect(pty.text.contains("Northwind Cloud is dbx-"))
        }

        @Test func `a second Ctrl-C says what is left in doubt`() async throws {
            let (pty, front) = try await sending(faults: ["synchronize:stall"])
            defer { withExtendedLifetime(front) {} }
            front.open()
            pty.send("\u{3}")
            try pty.wait(for: "Waiting for 1 send to finish")
            pty.send("\u{3}")
            #expect(try pty.waitForEnd() == 0)
            #expect(pty.text.contains("Northwind Cloud (R-100) was being sent to Dropbox when the console ended"))
            #expect(pty.words.contains("it is in doubt"))
        }

        @Test func `Ctrl-C with something typed asks once, a signal does not`() throws {
            let program = try Program()
            let pty = try program.start(["demo"])
            try pty.wait(for: "R-100")
            pty.send("\r")
            try pty.wait(for: "Account ID")
            pty.send("s")
            try pty.wait(for: "[ Save & Synchronize ]")
            pty.send("RS-77")
            try pty.wait(for: "RS-77")
            pty.send("\u{3}")
            try pty.wait(for: "Ctrl-C again: quit and discard your changes.")
            pty.signal(SIGTERM)
            #expect(try pty.waitForEnd() == 0)
        }

        @Test func `a terminal that goes away ends the program`() throws {
            let program = try Program.withSample()
            let pty = try program.console()
            pty.hangUp()
            #expect(try pty.waitForEnd() == 0)
        }

        @Test func `Ctrl-Z gives the terminal to the shell, and fg brings everything back`() throws {
            let program = try Program.withSample()
            // The first of a session has no shell to go back to: the console is a job of one here.
            let script = "set -m; '\(Program.path)' --workspace '\(program.workspace)'; echo SUSPENDED; fg; echo BACK"
            let pty = try Pty(["/bin/sh", "-c", script], environment: program.environment())
            try pty.wait(for: "R-100")
            pty.send("\u{1B}OB")
            try pty.wait("the second line") { pty.selected?.contains("C-101") == true }
            pty.send("\u{1A}")
            try pty.wait("the console again, its cursor where it was") {
                pty.saw("SUSPENDED") && pty.selected?.contains("C-101") == true
            }
            pty.send("\u{1B}OB")
            try pty.wait("the third line") { pty.selected?.contains("C-102") == true }
            pty.send("q")
            #expect(try pty.waitForEnd() == 0)
            #expect(pty.saw("BACK"))
            pty.expectSound()
        }
    }
}

extension Program {
    /// The Provisioning Sync Status that a later command tells.
    fileprivate func state(of code: String) throws -> String? {
        let output = try run("status", code, "--json", "--workspace", workspace).output
        return output.firstMatch(of: /"state" : "([^"]+)"/).map { String($0.1) }
    }
}

extension Pty {
    /// Sends the first account of the list with a Reseller ID, and waits until the vendor has it.
    fileprivate func send(_ resellerID: String, untilArrivedIn log: String) throws {
        send("s")
        try wait(for: "[ Save & Synchronize ]")
        // A warning that is not on the screen yet would be shown before anything is sent.
        try wait(for: "the second account with it")
        send(resellerID)
        try wait(for: resellerID)
        send("\u{13}")
        try wait("the request at the vendor") {
            // Not there before the first request.
            let lines = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            return lines.contains(#""endpoint":"synchronize""#)
        }
    }

    fileprivate func expectSound(location: SourceLocation = #_sourceLocation) {
        #expect(settings == fresh, sourceLocation: location)
        #expect(cursor != nil, "the cursor is shown again", sourceLocation: location)
        for ending in ["?1049l", "?2004l", "1000l", "?25h"] {
            #expect(saw(ending), "\(ending) was written", sourceLocation: location)
        }
        #expect(!text.contains("Accounts"), "the screen is the one from before", sourceLocation: location)
    }
}
