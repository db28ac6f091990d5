import Foundation
import TestKit
import Testing

/// Imports beside other processes, and imports that somebody ends.
@Suite(.timeLimit(.minutes(20))) struct ImportRaceTests {
    private func rows(_ count: Int, _ columns: String, _ cells: String) -> String {
        columns + "\n" + (0..<count).map { "N-\($0),\(cells)" }.joined(separator: "\n") + "\n"
    }

    @Test func `two imports of the same 3,000 known rows at once are both done`() async throws {
        let program = try Program()
        try await program("init")
        try program.directory.write("book.csv", rows(3_000, "code,name", "n"))
        #expect(try await program("accounts", "import", "book.csv").code == 0)
        try program.directory.write("phone.csv", rows(3_000, "code,phone", "+49"))
        try program.directory.write("city.csv", rows(3_000, "code,city", "Bonn"))
        let imports = try ["phone.csv", "city.csv"].map { try program.start(["accounts", "import", $0, "--json"]) }
        for started in imports {
            #expect(await started.end() == 0)
            #expect(try started.text(of: "out").components(separatedBy: "\"line\"").count == 3_001)
        }
        let export = try await program("accounts", "export").out.split(separator: "\n").dropFirst()
        #expect(export.count == 3_000)
        #expect(export.allSatisfy { $0.contains("'+49") && $0.contains("Bonn") })
        for file in ["phone.csv", "city.csv"] {
            #expect(try await program("accounts", "import", file, "--json")["unchanged"] == NSNumber(value: 3_000))
        }
    }

    @Test(arguments: ["grow.csv", "grow.json"])
    func `of a file that is still being written nothing is imported`(name: String) async throws {
        let program = try Program()
        try await program("init")
        let text =
            name.hasSuffix("csv")
            ? rows(8_000, "code,name,email", "n,n@n.example")
            : "[" + (0..<8_000).map { #"{"code":"N-\#($0)","name":"n"}"# }.joined(separator: ",") + "]"
        try program.directory.write(name, text)
        let started = try program.start(["accounts", "import", name])
        while !started.hasOpen("/" + name) {
            try Task.checkCancellation()
            await Task.yield()
        }
        started.signal(SIGSTOP)
        let handle = try #require(FileHandle(forWritingAtPath: program.directory.file(name)))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data((name.hasSuffix("csv") ? "N-8000,n,n@n.example\n" : "\n").utf8))
        try handle.close()
        started.signal(SIGCONT)
        #expect(await started.end() != 0)
        #expect(try started.text(of: "err").contains("file changed while it was being imported"))
        #expect(try await program("accounts", "show", "N-0").code != 0)
    }

    /// Wherever it is stopped: whoever comes first is right, and the other one is told.
    @Test(arguments: [false, true])
    func `an import that is stopped while a row is synchronized does not change that row`(
        afterOpening: Bool
    ) async throws {
        let stage = try await Stage()
        try stage.program.directory.write(
            "t.csv",
            rows(8_000, "code,name,type", "n,customer") + "R-1,Northwind,customer\n"
        )
        // Nothing is below it, so that only its being synchronized forbids it.
        try stage.program.directory.write(
            "free.csv",
            "code,name,parent_code\nC-1,Sonne,\nC-2,Mountain,\nS-1,Shop,\n"
        )
        #expect(try await stage.program("accounts", "import", "free.csv").code == 0)
        let started = try stage.program.start(["accounts", "import", "t.csv", "--json"])
        while afterOpening, !started.hasOpen("/account-sync.sqlite-wal") {
            try Task.checkCancellation()
            await Task.yield()
        }
        started.signal(SIGSTOP)
        let sent = try await stage.synchronizeReseller()
        started.signal(SIGCONT)
        let code = await started.end()
        let shown = try await stage.program("accounts", "show", "R-1", "--json")
        if sent.code == 0 {
            #expect(code == 65)
            #expect(try started.text(of: "out").contains("it is synchronized as reseller"))
            #expect(shown.text("type") == "reseller")
        } else {
            #expect(sent.code == 74 && code == 0, "\(sent), \(code)")
            #expect(shown.text("type") == "direct customer")
            #expect(try stage.executed == 0)
        }
        #expect(try await stage.program("accounts", "show", "N-7999").code == 0)
    }
}
