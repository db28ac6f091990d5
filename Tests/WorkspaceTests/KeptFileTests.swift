import Foundation
import TestKit
import Testing
import Workspace

/// The small files of a console in the workspace's folder: hostile when they are read, whole when they are written.
@Suite struct KeptFileTests {
    private struct Note: Codable, Equatable { var text: String }

    private func place() throws -> (TemporaryDirectory, KeptFile) {
        let directory = try TemporaryDirectory()
        return (directory, KeptFile("note.json", in: WorkspaceLocation(path: directory.path)))
    }

    @Test func `what is written is read, and not written again if it is the same`() throws {
        let (directory, file) = try place()
        #expect(try file.read(Note.self) == nil)
        try file.write(Note(text: "one"))
        #expect(try file.read(Note.self) == Note(text: "one"))
        let before = try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int
        try file.write(Note(text: "one"))
        let after = try FileManager.default.attributesOfItem(atPath: file.path)[.systemFileNumber] as? Int
        #expect(before == after, "it is the same file")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        _ = directory
    }

    @Test(arguments: [
        "", "{", "[]", "null", "{\"text\":1}",
        String(repeating: "[", count: 100_000), "\u{0}\u{1}", "{\"other\":\"x\"}",
    ])
    func `a file that is damaged or of something else is foreign`(_ text: String) throws {
        let (directory, file) = try place()
        try directory.write("note.json", text)
        #expect(throws: KeptFile.Problem.foreign) { try file.read(Note.self) }
        try file.write(Note(text: "new"))
        #expect(try file.read(Note.self) == Note(text: "new"))
    }

    @Test func `a link is never followed, and a huge file not read`() throws {
        let (directory, file) = try place()
        try directory.write("precious", "precious")
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: directory.file("precious"))
        #expect(throws: KeptFile.Problem.notAFile) { try file.read(Note.self) }
        #expect(throws: KeptFile.Problem.notAFile) { try file.write(Note(text: "x")) }
        #expect(try directory.text("precious") == "precious")
        try FileManager.default.removeItem(atPath: file.path)
        try directory.write("note.json", String(repeating: " ", count: 2 << 20))
        #expect(throws: KeptFile.Problem.tooLong) { try file.read(Note.self) }
    }
}

/// The message log of several consoles.
@Suite struct MessageFileTests {
    private let at = Date(timeIntervalSince1970: 1_793_620_991)

    private func line(_ text: String) -> MessageFile.Line {
        MessageFile.Line(at: at, tone: "good", code: "C-1", lines: [text])
    }

    @Test func `messages are read as they were told, the latest last`() throws {
        let directory = try TemporaryDirectory()
        let file = MessageFile(in: WorkspaceLocation(path: directory.path))
        #expect(file.latest(10).isEmpty)
        for number in 1...5 { file.add(line("message \(number)\nü")) }
        try file.flush()
        #expect(file.latest(2).map(\.lines) == [["message 4\nü"], ["message 5\nü"]])
        #expect(file.latest(1).first == line("message 5\nü"))
    }

    @Test func `two consoles that write at once lose nothing, and break no line`() async throws {
        let directory = try TemporaryDirectory()
        let location = WorkspaceLocation(path: directory.path)
        await withTaskGroup(of: Void.self) { group in
            for console in 0..<4 {
                group.addTask {
                    let file = MessageFile(in: location)
                    for number in 0..<50 {
                        file.add(line("\(console)/\(number)"))
                        // What cannot be written is missed below.
                        try? file.flush()
                    }
                }
            }
        }
        let lines = MessageFile(in: location).latest(1_000).compactMap(\.lines.first)
        #expect(Set(lines) == Set((0..<4).flatMap { console in (0..<50).map { "\(console)/\($0)" } }))
    }

    @Test func `a file that is too long keeps its end`() throws {
        let directory = try TemporaryDirectory()
        let file = MessageFile(in: WorkspaceLocation(path: directory.path), mostBytes: 4_000)
        for number in 0..<200 {
            file.add(line("message \(number)"))
            try file.flush()
        }
        let size = try directory.text("messages.jsonl").utf8.count
        #expect(size <= 4_100)
        #expect(file.latest(1).first?.lines == ["message 199"])
        #expect(file.latest(1_000).count > 10)
    }

    @Test(arguments: [
        "{", "\u{0}\u{1B}[2J", "{\"at\":1}", "[[[[", "{\"at\":\"2026-11-02T12:03:11Z\",\"tone\":\"good\"",
    ])
    func `a line of something else is left out`(_ text: String) throws {
        let directory = try TemporaryDirectory()
        let file = MessageFile(in: WorkspaceLocation(path: directory.path))
        file.add(line("before"))
        try file.flush()
        try directory.write("messages.jsonl", try directory.text("messages.jsonl") + text + "\n")
        file.add(line("after"))
        try file.flush()
        #expect(file.latest(10).map(\.lines) == [["before"], ["after"]])
    }

    @Test func `a folder that cannot be written is told to whoever asks`() throws {
        let file = MessageFile(in: WorkspaceLocation(path: "/proc/no-such-folder"))
        file.add(line("lost"))
        #expect(throws: WriteFailure.self) { try file.flush() }
    }
}
