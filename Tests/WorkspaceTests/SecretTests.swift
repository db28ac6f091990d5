import Accounts
import Foundation
import Telling
import TestKit
import Testing
import Workspace

/// Secrets are read where the registration says, and only where nobody else can read them.
@Suite struct SecretTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func resolve(
        _ reference: SecretReference,
        _ environment: [String: String] = [:],
        limit: Duration = .seconds(30)
    ) async throws(SecretFailure) -> String {
        try await SecretResolver(
            location: WorkspaceLocation(path: directory.path),
            environment: environment,
            commandLimit: limit
        )
        .resolve(reference).reveal()
    }

    @Test func `a variable that is not set, and one that is empty, are told`() async throws {
        #expect(try await resolve(.environment("A"), ["A": "s3 cret"]) == "s3 cret")
        await #expect(throws: SecretFailure.noVariable("A")) { try await resolve(.environment("A")) }
        for empty in ["", "\n", "\r\n", "\u{FEFF}", "  "] {
            await #expect(throws: SecretFailure.empty(.environment("A"))) {
                try await resolve(.environment("A"), ["A": empty])
            }
        }
    }

    /// Resolves a text by each of the three ways.
    private func each(_ text: String, _ check: (SecretReference, [String: String]) async throws -> Void) async throws {
        try directory.write("key", text)
        try await check(.file("key"), [:])
        try await check(.command("cat key"), ["PATH": "/bin"])
        try await check(.environment("A"), ["A": text])
    }

    @Test(arguments: [
        "sandbox-key", "sandbox-key\n", "sandbox-key\r\n", "\u{FEFF}sandbox-key", "\u{FEFF}sandbox-key\r\n",
    ])
    func `what an editor leaves around a secret is not part of it, wherever it stands`(text: String) async throws {
        try await each(text) { reference, environment in
            let secret = try await resolve(reference, environment)
            #expect(secret == "sandbox-key")
        }
    }

    @Test(arguments: [
        ("key\n\n", "\n" as Unicode.Scalar), ("a\nb", "\n"), ("key\r", "\r"), ("key\r\n\r\n", "\r"), ("a\tb", "\t"),
        ("k\u{200B}ey", "\u{200B}"), ("key\u{FEFF}", "\u{FEFF}"), ("k\u{AD}ey", "\u{AD}"),
    ])
    func `a secret with what nobody sees is refused, and the character is named`(
        text: String,
        character: Unicode.Scalar
    ) async throws {
        try await each(text) { reference, environment in
            await #expect(throws: SecretFailure.hidden(reference, character)) {
                try await resolve(reference, environment)
            }
        }
    }

    @Test(arguments: ["key ", " key", "key \n", "key\u{A0}\r\n", "\u{FEFF} key"])
    func `white space at an end of a secret is told`(text: String) async throws {
        try await each(text) { reference, environment in
            await #expect(throws: SecretFailure.whiteSpace(reference)) { try await resolve(reference, environment) }
        }
    }

    @Test func `a file is read relative to the workspace`() async throws {
        try directory.write("key", "s3cret\n")
        #expect(try await resolve(.file("key")) == "s3cret")
        #expect(try await resolve(.file(directory.file("key"))) == "s3cret")
        for (name, bytes) in [("latin", [0xE4]), ("utf16", [0xFF, 0xFE, 0x61, 0])] as [(String, [UInt8])] {
            try directory.write(name, bytes)
            let failure = SecretFailure.unreadable(path: directory.file(name), .notUTF8)
            await #expect(throws: failure) { try await resolve(.file(name)) }
        }
        let missing = SecretFailure.unreadable(path: directory.file("none"), .missing)
        await #expect(throws: missing) { try await resolve(.file("none")) }
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620])
    func `a file that others can read or write is refused`(mode: Int) async throws {
        try directory.write("key", "s3cret", mode: mode)
        await #expect(throws: SecretFailure.exposed(path: directory.file("key"))) { try await resolve(.file("key")) }
    }

    @Test func `a link, a directory and a pipe are refused, and nobody waits for the pipe`() async throws {
        try directory.write("key", "s3cret")
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("link"),
            withDestinationPath: directory.file("key")
        )
        #expect(mkfifo(directory.file("pipe"), 0o600) == 0)
        for (name, path) in [
            ("link", directory.file("link")), (".", directory.path + "/."), ("pipe", directory.file("pipe")),
        ] {
            await #expect(throws: SecretFailure.notAFile(path: path)) { try await resolve(.file(name)) }
        }
    }

    @Test func `a file that is too long to be a secret is refused, not cut`() async throws {
        try directory.write("full", String(repeating: "x", count: 65_536))
        try directory.write("long", String(repeating: "x", count: 65_537))
        #expect(try await resolve(.file("full")).count == 65_536)
        let failure = SecretFailure.unreadable(path: directory.file("long"), .tooLong)
        await #expect(throws: failure) { _ = try await resolve(.file("long")) }
        let bin = ["PATH": "/bin:/usr/bin"]
        #expect(try await resolve(.command("cat full"), bin).count == 65_536)
        await #expect(throws: SecretFailure.commandOutput(.tooLong)) {
            _ = try await resolve(.command("cat long"), bin)
        }
        await #expect(throws: SecretFailure.commandOutput(.tooLong)) {
            _ = try await resolve(.command("yes s3cret"), bin)
        }
    }

    @Test func `a command's output is the secret; its failure tells nothing of it`() async throws {
        #expect(try await resolve(.command("printf 's3cret\\n'")) == "s3cret")
        #expect(try await resolve(.command("echo $A"), ["A": "b", "PATH": "/bin"]) == "b")
        try directory.write("here", "s3cret")
        #expect(try await resolve(.command("read line < here || echo $line")) == "s3cret")
        await #expect(throws: SecretFailure.commandFailed(status: 3)) {
            try await resolve(.command("echo s3cret; exit 3"))
        }
        await #expect(throws: SecretFailure.commandFailed(status: -9)) { try await resolve(.command("kill -9 $$")) }
        await #expect(throws: SecretFailure.empty(.command("true"))) { try await resolve(.command("true")) }
        await #expect(throws: SecretFailure.commandOutput(.notUTF8)) {
            try await resolve(.command("printf '\\344'"))
        }
        #expect(!SecretFailure.commandFailed(status: 3).phrase.contains("s3cret"))
    }

    @Test func `a command gets no input and no terminal, and what it leaves running is not waited for`() async throws {
        #expect(try await resolve(.command("cat; echo end"), ["PATH": "/bin"]) == "end")
        #expect(try await resolve(.command("(exec 3</dev/tty) 2>/dev/null && echo yes || echo none")) == "none")
        #expect(try await resolve(.command("sleep 60 & echo s3cret"), ["PATH": "/bin"]) == "s3cret")
        #expect(try await resolve(.command("echo s3cret; exec >&-; sleep 0"), ["PATH": "/bin"]) == "s3cret")
    }

    @Test(arguments: [
        "sleep 60", "sleep 60 & wait", "echo s3cret; exec >&-; sleep 60", "trap '' TERM INT HUP; sleep 60",
    ])
    func `a command that hangs is ended in time, with all that it started`(line: String) async throws {
        let pipe = directory.file("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        let reader = open(pipe, O_RDONLY | O_NONBLOCK)
        defer { close(reader) }
        // Whoever is left of the command holds the pipe open.
        let failure = SecretFailure.commandTimedOut(after: .milliseconds(300))
        await #expect(throws: failure) {
            try await resolve(.command("exec 3>pipe; \(line)"), ["PATH": "/bin"], limit: .milliseconds(300))
        }
        _ = fcntl(reader, F_SETFL, 0)
        var byte: UInt8 = 0
        #expect(read(reader, &byte, 1) == 0)
        #expect(SecretFailure.commandTimedOut(after: .seconds(30)).phrase.contains("did not end in 30 s"))
    }

    @Test func `many commands can be run at once, as a bulk run does, and hold up nothing else`() async throws {
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<400 { group.addTask { try await resolve(.command("echo \(number)")) } }
            var seen: Set<String> = []
            for try await secret in group { seen.insert(secret) }
            #expect(seen.count == 400)
        }
    }

    @Test func `a new secret is written for its owner alone, never over a file or through a link`() throws {
        let path = directory.file("new")
        try SecretFile.create(path, Secret("s3cret"))
        #expect(try directory.text("new") == "s3cret\n")
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(throws: SecretFailure.self) { try SecretFile.create(path, Secret("other")) }
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("link"),
            withDestinationPath: directory.file("target")
        )
        #expect(throws: SecretFailure.self) { try SecretFile.create(directory.file("link"), Secret("other")) }
        #expect(!FileManager.default.fileExists(atPath: directory.file("target")))
        #expect(try directory.text("new") == "s3cret\n")
    }

    @Test func `a secret shows itself nowhere`() {
        let secret = Secret("s3cret")
        for text in [
            "\(secret)", "\([secret])", String(reflecting: secret),
            "\(Mirror(reflecting: secret).children.map { "\($0)" })",
        ] {
            #expect(!text.contains("s3cret"))
        }
    }
}
