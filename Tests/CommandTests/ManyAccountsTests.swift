import Foundation
import TestKit
import Testing

/// Long lists and long imports, as processes: they begin at once, and end when nobody wants more.
@Suite(.timeLimit(.minutes(20))) struct ManyAccountsTests {
    private func program(_ count: Int) async throws -> Program {
        let program = try Program()
        try await program("init")
        // So long that a thousand rows do not fit into a pipe.
        let long = String(repeating: "n", count: 150)
        let rows = (0..<count).map { "N-\(10_000 + $0),Customer \($0) \(long),c\($0)@n.example" }
        try program.directory.write("book.csv", "code,name,email\n" + rows.joined(separator: "\n") + "\n")
        return program
    }

    private func shell(_ program: Program, _ script: String) async throws -> Run {
        var shell = program
        shell.wrapper = ["/bin/bash", "-c", script, Program.executable.path]
        return try await shell()
    }

    @Test func `a list ends when its reader has seen enough, without having read the rest`() async throws {
        // Two portions of a thousand wait to be printed, one is printed and one is read.
        let program = try await program(7_000)
        #expect(try await program("accounts", "import", "book.csv").code == 0)
        // The last account cannot be listed, so whoever reads to the end is told.
        try await program.change("UPDATE accounts SET kind = 'nobody' WHERE code = 'N-16999'")
        for command in ["list", "list --json", "list --csv", "export"] {
            let all = try await shell(program, "\"$0\" accounts \(command) > all; echo $?")
            #expect(all.out == "74\n" && all.err.contains("kind"), "\(command): \(all)")
            let head = try await shell(program, "\"$0\" accounts \(command) | head -2; echo ${PIPESTATUS[0]}")
            #expect(head.err.isEmpty, "\(command): \(head.err)")
            #expect(head.out.hasSuffix("\n141\n"), "\(command): \(head.out)")
        }
    }

    @Test func `a list is the same in portions, and JSON stays one list`() async throws {
        let program = try await program(3_000)
        #expect(try await program("accounts", "import", "book.csv").code == 0)
        let json = try await program("accounts", "list", "--json")
        #expect((json.json as? NSArray)?.count == 3_000)
        #expect(json.text("2999.code") == "N-12999")
        let csv = try await program("accounts", "export")
        #expect(csv.out.split(separator: "\n").count == 3_001)
        let text = try await program("accounts", "list")
        let lines = text.out.split(separator: "\n")
        #expect(lines.count == 3_001)
        #expect(lines[1_500].hasPrefix("N-11499  Customer 1499"))
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `an import that is ended while it writes imports nothing, and says so`(signal: Int32) async throws {
        let program = try await program(15_000)
        let started = try program.start(["accounts", "import", "book.csv"])
        let log = program.directory.file("ws/account-sync.sqlite-wal")
        func size() -> Int {
            // Before the first write there may be none.
            let attributes = try? FileManager.default.attributesOfItem(atPath: log)
            return attributes?[.size] as? Int ?? 0
        }
        let before = size()
        while size() < before + 1_000_000 {
            try Task.checkCancellation()
            await Task.yield()
        }
        started.signal(signal)
        #expect(await started.end() == -signal)
        #expect(try started.text(of: "err") == "Ended before it was done: nothing was imported.\n")
        #expect(try started.text(of: "out").isEmpty)
        #expect(try await program("accounts", "list", "--json").out == "[\n\n]\n")
    }
}
