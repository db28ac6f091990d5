import Foundation
import TestKit
import Testing

/// What the last import refused needs somebody, and is listed until an import refuses nothing.
@Suite(.timeLimit(.minutes(20))) struct ImportInboxTests {
    private static let bad = "code,name,parent_code\nA,One,\nB,,\nC,Three,NOPE\n"

    private func importing(_ text: String, _ program: Program, _ options: String...) async throws -> Run {
        try program.directory.write("my book.csv", text)
        return try await program.run(["accounts", "import", "my book.csv"] + options)
    }

    @Test func `rows that an import refused are in the inbox with file, line, column and what to do`() async throws {
        let program = try Program()
        try await program("init")
        #expect(try await importing(Self.bad, program, "--dry-run").code == 65)
        #expect(try await program("inbox", "--json").count("items") == 0, "a dry run keeps nothing")
        #expect(try await importing(Self.bad, program).code == 65)
        let inbox = try await program("inbox", "--json")
        #expect(inbox.code == 0 && inbox.count("items") == 2)
        #expect(inbox.out.contains(#""not imported" : 2"#))
        #expect(inbox.text("items.0.kind") == "not imported" && inbox.text("items.0.row.file") == "my book.csv")
        #expect(inbox.text("items.0.row.column") == "name" && inbox.text("items.1.row.code") == "C")
        #expect(inbox.out.contains(#""line" : 3"#) && inbox.text("items.0.since") != nil)
        let message = "Line 3, column name (B): it is empty; every account needs one."
        #expect(inbox.text("items.0.message") == message)
        #expect(inbox.text("items.0.cure")?.contains("import 'my book.csv' --rejects FILE") == true)
        let text = try await program("inbox", "--kind", "not-imported")
        #expect(text.out.contains("not imported") && text.out.contains("there is no account \"NOPE\""))
    }

    @Test func `they stay while other commands write, and an import that refuses nothing clears them`() async throws {
        let program = try Program()
        try await program("init")
        #expect(try await importing(Self.bad, program, "--strict").code == 65)
        #expect(try await program("inbox", "--json").count("items") == 2, "nothing was imported because of them")
        #expect(try await importing("code,name\nA,One\nB,\n", program).code == 65)
        #expect(try await program("inbox", "--json").count("items") == 1)
        #expect(try await importing("code,name\nA,One\nB,Two\n", program).code == 0)
        #expect(try await program("inbox", "--kind", "not imported", "--json").count("items") == 0)
    }
}
