import Foundation
import Testing

extension OneAtATime {
    /// `demo --team`: one book, two operators in two terminals, and a worker.
    @Suite(.timeLimit(.minutes(20))) struct TeamDemoTests {
        @Test func `what one operator sends, the other one sees, and the server ends with the first`() throws {
            let program = try Program()
            let anna = try program.start(["demo", "--team"])
            try anna.wait(for: "demo (anna, operator)")
            try anna.wait(for: "A second `demo --team` is ben (approver).")
            let ben = try program.start(["demo", "--team"])
            try ben.wait(for: "demo (ben, approver)")
            let fresh = try program.start(["demo", "--team", "--fresh"])
            try fresh.wait(for: "A team's demo is open in another terminal")
            #expect(try fresh.waitForEnd() == 65)
            anna.send("s")
            try anna.wait(for: "[ Save & Synchronize ]")
            anna.send("RS-77")
            try anna.wait(for: "RS-77")
            // A warning that is not on the screen yet would be shown before anything is sent.
            try anna.wait(for: "the second account with it")
            anna.send("\u{13}")
            try anna.wait(for: "Northwind Cloud is dbx-")
            try ben.wait(for: "● dbx-")
            let processes = try Self.processes(of: program)
            #expect(processes.contains { $0.contains("postgres") } && processes.contains { $0.contains("work") })
            defer { Self.removeServer(processes) }
            anna.send("\r")
            try anna.wait(for: "q quit")
            anna.send("q")
            #expect(try anna.waitForEnd() == 0)
            #expect(try Self.processes(of: program) == [])
            ben.send("q")
            #expect(try ben.waitForEnd() == 0)
        }

        @Test func `two terminals that open it at once are two people of one demo`() throws {
            let program = try Program()
            let consoles = [try program.start(["demo", "--team"]), try program.start(["demo", "--team"])]
            for console in consoles { try console.wait(for: "R-100") }
            let processes = try Self.processes(of: program)
            defer { Self.removeServer(processes) }
            for login in ["anna, operator", "ben, approver"] {
                #expect(consoles.filter { $0.text.contains("demo (\(login))") }.count == 1)
            }
            // Whoever came second leaves first.
            for console in consoles.sorted(by: { one, _ in one.text.contains("demo (ben") }) {
                console.send("q")
                #expect(try console.waitForEnd() == 0)
            }
        }

        @Test func `nothing is left of one that was killed, and the next one goes on where it was`() throws {
            let program = try Program()
            let killed = try program.start(["demo", "--team"])
            try killed.wait(for: "demo (anna, operator)")
            let processes = try Self.processes(of: program)
            defer { Self.removeServer(processes) }
            killed.signal(SIGKILL)
            _ = try killed.waitForEnd()
            let limit = Date() + 120
            while try !Self.processes(of: program).isEmpty {
                try #require(Date() < limit, "something is left")
                Thread.sleep(forTimeInterval: 0.1)
            }
            let next = try program.start(["demo", "--team"])
            try next.wait(for: "R-100")
            next.send("q")
            #expect(try next.waitForEnd() == 0)
        }

        /// For root its folder is not the program's.
        private static func removeServer(_ processes: [String]) {
            for process in processes {
                guard let folder = process.firstMatch(of: /-D (\S+)\/data/)?.1 else { continue }
                try? FileManager.default.removeItem(atPath: String(folder))
            }
        }

        /// The server and the worker that run for the demo of this program, by their command lines.
        private static func processes(of program: Program) throws -> [String] {
            try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
                .filter { text("/proc/\($0)/environ").contains("HOME=\(program.folder)\n") }
                .map { text("/proc/\($0)/cmdline").replacing("\n", with: " ") }
                .filter { $0.contains("postgres -D") || $0.contains("account-sync work") }
        }

        private static func text(_ file: String) -> String {
            let bytes = FileManager.default.contents(atPath: file) ?? Data()
            return String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\n")
        }
    }
}
