import Foundation
import Synchronizing
import Testing
import TextScreen
import Workspace

@testable import Console

/// `w` writes what is shown into a file.
@Suite(.timeLimit(.minutes(20))) struct ExportTests {
    /// Gives the file a name in the stage's folder, and writes it.
    private func write(_ stage: Stage, _ name: String) async throws -> String {
        await stage.press(.control("u"))
        await stage.type("\(stage.folder)/\(name)")
        await stage.press(.enter)
        return try String(contentsOfFile: "\(stage.folder)/\(name)", encoding: .utf8)
    }

    @Test func `the filtered list is written, with states, as an import and a plan read it`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        await stage.press(.escape)
        await stage.type("/northwind parent:R-100")
        await stage.press(.enter)
        await stage.type("w")
        #expect(stage.shows("All that \"northwind parent:R-100\" shows:"))
        let text = try await write(stage, "list.csv")
        let lines = text.split(separator: "\n")
        #expect(lines[0].hasPrefix("id,code,name") && lines[0].hasSuffix(",state,message,cure"))
        #expect(lines.count > 2 && lines.dropFirst().allSatisfy { $0.contains("R-100") })
        #expect(!text.contains("Parent Account"))
        #expect(stage.shows("\(lines.count - 1) accounts written to"))
        #expect(!stage.shows("Write to a file ─"))
    }

    @Test func `marked accounts come first, and Tab goes on to all`() async throws {
        let stage = try await Stage.open()
        await stage.type("  w")
        #expect(stage.shows("The marked ones: 2 accounts"))
        await stage.press(.tab)
        #expect(stage.shows("All: 74 accounts"))
        await stage.press(.tab)
        let text = try await write(stage, "marked.csv")
        #expect(text.split(separator: "\n").count == 3)
        #expect(text.contains("R-100") && text.contains("C-101"))
    }

    @Test func `a file that is there is replaced only after a question`() async throws {
        let stage = try await Stage.open()
        let path = "\(stage.folder)/old.csv"
        try Data("precious".utf8).write(to: URL(filePath: path))
        await stage.type("w")
        #expect(try await write(stage, "old.csv") == "precious")
        #expect(stage.shows("Replace a file"))
        await stage.type("n")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
        await stage.press(.enter)
        await stage.type("y")
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("id,code,name"))
        #expect(stage.shows("74 accounts written to") && !stage.shows("Write to a file ─"))
    }

    @Test func `a file that cannot be written is told, and the name stays`() async throws {
        let stage = try await Stage.open()
        await stage.type("w")
        await stage.press(.control("u"))
        await stage.type("\(stage.folder)/no/such/file.csv")
        await stage.press(.enter)
        #expect(stage.shows("cannot be written") && stage.shows("Write to a file"))
        await stage.press(.control("u"))
        await stage.type(stage.folder)
        await stage.press(.enter)
        #expect(stage.shows("is a directory"))
    }

    @Test func `what comes of a file whose pop-up was closed is told, and closes no other one`() async throws {
        let stage = try await Stage.open()
        await stage.type("w")
        await stage.press(.control("u"))
        await stage.type("\(stage.folder)/no/such/file.csv")
        for key in [Key.enter, .escape, .character("w")] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.shows("cannot be written") && stage.shows("Write to a file"), "\(stage.text)")
        await stage.press(.escape)
        await stage.type("w")
        await stage.press(.control("u"))
        await stage.type("\(stage.folder)/list.csv")
        for key in [Key.enter, .escape, .character("w")] { stage.console.update(.key(key)) }
        await stage.settle()
        #expect(stage.shows("74 accounts written to") && stage.shows("Write to a file"), "\(stage.text)")
    }

    @Test func `a plan is written as the document that is applied, or as a table`() async throws {
        let stage = try await Stage.open()
        await stage.type("  bw")
        let json = try await write(stage, "plan.json")
        let plan = try PlanDocument.read(Array(json.utf8))
        #expect(plan.items.count == 2)
        await stage.type("w")
        let table = try await write(stage, "plan.csv")
        #expect(table.hasPrefix("code,name,verdict,parent,"))
        #expect(table.split(separator: "\n").count == 3)
    }

    @Test func `a run leaves its rejects and what is synchronized`() async throws {
        let stage = try await Stage.open(faults: ["synchronize:reset-after-execution@2"])
        await stage.synchronizeReseller()
        await stage.press(.escape)
        await stage.press(.paste("C-101 C-102"))
        await stage.type("b")
        await stage.press(.control("s"))
        await stage.type("yw")
        #expect(stage.shows("The rejects: 1 account"))
        let rejects = try await write(stage, "rejects.csv")
        #expect(rejects.hasPrefix("code,parent,") && rejects.contains("in doubt"))
        await stage.type("w")
        await stage.press(.tab)
        let done = try await write(stage, "done.csv")
        #expect(done.hasPrefix("code,name,external_id\n") && done.contains(",dbx-"))
    }

    @Test func `the pop-up`() async throws {
        let stage = try await Stage.open()
        await stage.type(" w")
        await stage.press(.control("u"))
        await stage.type("/tmp/accounts.csv")
        let folder = FileManager.default.currentDirectoryPath
        #expect(stage.shows("A name without a folder is in") || stage.shows(folder))
        #expect(stage.lines.last?.contains("Esc back") == true)
    }
}
