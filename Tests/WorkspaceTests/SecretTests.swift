import Accounts
import Foundation
import TestKit
import Testing
import Workspace

/// Secrets are read where the registration says, and only where nobody else can read them.
@Suite struct SecretTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func resolve(
        _ reference: SecretReference,
        _ environment: [String: String] = [:]
    ) throws(SecretFailure) -> String {
        try SecretResolver(location: WorkspaceLocation(path: directory.path), environment: environment)
            .resolve(reference).reveal()
    }

    @Test func `a variable is read as it is, without one newline at its end`() throws {
        #expect(try resolve(.environment("A"), ["A": " s3cret \n"]) == " s3cret ")
        #expect(throws: SecretFailure.noVariable("A")) { try resolve(.environment("A")) }
        #expect(throws: SecretFailure.empty(.environment("A"))) { try resolve(.environment("A"), ["A": "\n"]) }
    }

    @Test func `a file is read relative to the workspace, without exactly one newline`() throws {
        try directory.write("key", "s3cret\n\n")
        #expect(try resolve(.file("key")) == "s3cret\n")
        #expect(try resolve(.file(directory.file("key"))) == "s3cret\n")
        try directory.write("empty", "\n")
        #expect(throws: SecretFailure.empty(.file("empty"))) { try resolve(.file("empty")) }
        try directory.write("latin", [0xE4])
        #expect(throws: SecretFailure.unreadable(path: directory.file("latin"), reason: "it is not UTF-8")) {
            try resolve(.file("latin"))
        }
        #expect(throws: SecretFailure.unreadable(path: directory.file("none"), reason: "No such file or directory")) {
            try resolve(.file("none"))
        }
    }

    @Test(arguments: [0o644, 0o640, 0o604, 0o620])
    func `a file that others can read or write is refused`(mode: Int) throws {
        try directory.write("key", "s3cret", mode: mode)
        #expect(throws: SecretFailure.exposed(path: directory.file("key"))) { try resolve(.file("key")) }
    }

    @Test func `a link, a directory and a pipe are refused, and nobody waits for the pipe`() throws {
        try directory.write("key", "s3cret")
        try FileManager.default.createSymbolicLink(
            atPath: directory.file("link"),
            withDestinationPath: directory.file("key")
        )
        #expect(mkfifo(directory.file("pipe"), 0o600) == 0)
        for (name, path) in [
            ("link", directory.file("link")), (".", directory.path + "/."), ("pipe", directory.file("pipe")),
        ] {
            #expect(throws: SecretFailure.notAFile(path: path)) { try resolve(.file(name)) }
        }
    }

    @Test func `a file that is too long to be a secret is refused, not cut`() throws {
        try directory.write("full", String(repeating: "x", count: 65_536))
        try directory.write("long", String(repeating: "x", count: 65_537))
        #expect(try resolve(.file("full")).count == 65_536)
        #expect(throws: SecretFailure.unreadable(path: directory.file("long"), reason: "it is longer than 64 KiB")) {
            _ = try resolve(.file("long"))
        }
    }

    @Test func `a command's output is the secret; its failure tells nothing of it`() throws {
        #expect(try resolve(.command("printf 's3cret\\n'")) == "s3cret")
        #expect(try resolve(.command("echo $A"), ["A": "b", "PATH": "/bin"]) == "b")
        #expect(throws: SecretFailure.commandFailed(status: 3)) { try resolve(.command("echo s3cret; exit 3")) }
        #expect(throws: SecretFailure.empty(.command("true"))) { try resolve(.command("true")) }
        #expect(!"\(SecretFailure.commandFailed(status: 3))".contains("s3cret"))
    }

    @Test func `many commands can be run at once, as a bulk run does`() async throws {
        try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<400 { group.addTask { try resolve(.command("echo \(number)")) } }
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
