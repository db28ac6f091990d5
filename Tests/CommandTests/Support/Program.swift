import Foundation
import TestKit

/// What a run of the program left behind.
struct Run: Equatable {
    var code: Int32
    var out: String
    var err: String

    /// Standard output as one JSON value and nothing else.
    var json: NSObject? {
        // What is none is nil, which no test expects.
        try? JSONSerialization.jsonObject(with: Data(out.utf8), options: .fragmentsAllowed) as? NSObject
    }

    /// A member of the JSON, by a path of names and numbers joined by dots.
    subscript(_ path: String) -> NSObject? {
        path.split(separator: ".")
            .reduce(json) { value, key in
                if let array = value as? NSArray, let index = Int(key) {
                    return index < array.count ? array[index] as? NSObject : nil
                }
                return (value as? NSDictionary)?[String(key)] as? NSObject
            }
    }

    /// A text of the JSON.
    func text(_ path: String) -> String? { self[path] as? String }

    /// How many elements a list of the JSON has.
    func count(_ path: String) -> Int? { (self[path] as? NSArray)?.count }
}

/// The built program, run as a process of its own with a home, a workspace and a key of its own.
struct Program: Sendable {
    let directory: TemporaryDirectory
    var environment: [String: String]
    /// A command that runs the program, with the program and its arguments at the end.
    var wrapper: [String] = []

    init() throws {
        directory = try TemporaryDirectory()
        environment = [
            "HOME": directory.path, "PATH": "/usr/bin:/bin", "USER": "tester", "LANG": "C.UTF-8",
            "ACCOUNT_SYNC_WORKSPACE": directory.file("ws"), "KEY": "sandbox-key", "TERM": "dumb",
        ]
    }

    /// The program beside the tests' own binary.
    static var executable: URL {
        URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "account-sync")
    }

    /// Runs it to its end.
    @discardableResult
    func callAsFunction(_ arguments: String..., input: String = "") async throws -> Run {
        try await run(arguments, input: input)
    }

    /// Runs it to its end.
    func run(_ arguments: [String], input: String = "") async throws -> Run {
        let started = try start(arguments, input: input)
        let code = await started.end()
        return Run(code: code, out: try started.text(of: "out"), err: try started.text(of: "err"))
    }

    /// Starts it.
    func start(_ arguments: [String], input: String = "") throws -> Started {
        try Started(wrapper + [Self.executable.path] + arguments, environment, directory, input: input)
    }
}

/// The program while it runs; its output goes into files, so that no pipe can be full.
struct Started: Sendable {
    private let process: ChildProcess
    private let directory: TemporaryDirectory
    private let name = UUID().uuidString

    init(
        _ arguments: [String],
        _ environment: [String: String],
        _ directory: TemporaryDirectory,
        input: String
    ) throws {
        self.directory = directory
        process = try ChildProcess(
            arguments,
            environment: environment,
            directory: directory.path,
            input: .file(directory.write("\(name).in", input)),
            output: .file(directory.write("\(name).out", "")),
            errors: .file(directory.write("\(name).err", ""))
        )
    }

    /// Waits for its end; its exit code, or the negative signal that killed it.
    func end() async -> Int32 { await process.end() }

    /// Sends it a signal.
    func signal(_ signal: Int32) { process.signal(signal) }

    /// Whether it has a file open whose name ends so.
    func hasOpen(_ name: String) -> Bool {
        let descriptors = "/proc/\(process.id)/fd"
        let open = (try? FileManager.default.contentsOfDirectory(atPath: descriptors)) ?? []
        return open.contains { number in
            let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(descriptors)/\(number)")
            return target?.hasSuffix(name) == true
        }
    }

    /// Kills it, as nothing can prevent.
    func kill() async {
        process.signal(SIGKILL)
        _ = await end()
    }

    /// What it wrote so far.
    func text(of stream: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: directory.file("\(name).\(stream)"))), as: UTF8.self)
    }
}
