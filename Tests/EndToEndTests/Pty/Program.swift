import Foundation
import Testing

/// The built program, with a workspace of its own.
final class Program: Sendable {
    let folder: String
    var workspace: String { folder + "/work" }

    /// It lies beside the tests.
    static let path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appending(path: "account-sync").path()

    init() throws {
        folder = NSTemporaryDirectory() + "account-sync-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        // What is left in the temporary directory harms nobody.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// A program with the sample accounts, which the vendor of nobody serves, in a copy of one that is made once.
    static func withSample() throws -> Program {
        let program = try Program()
        try FileManager.default.copyItem(atPath: try sample.get().workspace, toPath: program.workspace)
        return program
    }

    private static let sample = Result { () throws -> Program in
        let program = try Program()
        try program.run("init", "--sample", "--workspace", program.workspace)
        // Nothing tells it from its copies, which are at home where they are.
        let script = "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.close()"
        let python = Process()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = [
            "python3", "-c", script, program.workspace + "/account-sync.sqlite", "UPDATE homes SET place = '{}'",
        ]
        try python.run()
        python.waitUntilExit()
        guard python.terminationStatus == 0 else { throw Pty.Problem("the sample cannot be copied") }
        return program
    }

    /// The environment of an operator; what is nil is left out.
    func environment(_ changes: [String: String?] = [:]) -> [String: String] {
        var environment: [String: String] = [
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": folder, "PATH": "/usr/bin:/bin", "USER": "tester",
        ]
        for (name, value) in changes { environment[name] = value }
        return environment
    }

    /// Opens the console on the workspace, and waits until it shows the accounts.
    func console(
        _ arguments: [String] = [],
        environment changes: [String: String?] = [:],
        columns: Int = 80,
        rows: Int = 24
    ) throws -> Pty {
        let pty = try start(arguments, environment: changes, columns: columns, rows: rows)
        try pty.wait("the accounts and their counts") {
            pty.text.contains("ops@north") && pty.text.contains("not synchronized")
                && pty.lines[rows - 1].contains("details")
        }
        return pty
    }

    /// Starts the console, and waits for nothing.
    func start(
        _ arguments: [String] = [],
        environment changes: [String: String?] = [:],
        columns: Int = 80,
        rows: Int = 24
    ) throws -> Pty {
        let pty = try Pty(
            [Self.path] + arguments + ["--workspace", workspace],
            environment: environment(changes),
            columns: columns,
            rows: rows
        )
        pty.owner = self
        return pty
    }

    /// Runs it without a terminal to its end.
    @discardableResult
    func run(
        _ arguments: String...,
        input: String? = nil,
        expecting code: Int32 = 0
    ) throws -> (output: String, errors: String) {
        try run(arguments, input: input, expecting: code)
    }

    @discardableResult
    func run(
        _ arguments: [String],
        input: String? = nil,
        environment changes: [String: String?] = [:],
        expecting code: Int32? = 0
    ) throws -> (output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: Self.path)
        process.arguments = arguments
        process.environment = environment(changes)
        let (output, errors, entry) = (Pipe(), Pipe(), Pipe())
        (process.standardOutput, process.standardError, process.standardInput) = (output, errors, entry)
        try process.run()
        try entry.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
        try entry.fileHandleForWriting.close()
        let said = output.fileHandleForReading.readDataToEndOfFile()
        let complained = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let texts = (String(decoding: said, as: UTF8.self), String(decoding: complained, as: UTF8.self))
        if let code { #expect(process.terminationStatus == code, "\(arguments): \(texts.0)\(texts.1)") }
        return texts
    }
}
