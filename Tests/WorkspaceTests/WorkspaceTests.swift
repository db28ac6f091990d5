import Accounts
import Foundation
import Samples
import Synchronizing
import TestKit
import Testing
import Workspace

/// Making and opening a workspace.
@Suite struct WorkspaceTests {
    private let directory: TemporaryDirectory
    private var location: WorkspaceLocation { WorkspaceLocation(path: directory.file("ws")) }
    private var database: String { location.file("account-sync.sqlite") }

    init() throws { directory = try TemporaryDirectory() }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    private func open() async throws -> Workspace {
        try await Workspace.open(location, environment: ["USER": "tester"])
    }

    @Test func `a new workspace is its owner's alone, and there is only one`() async throws {
        try Workspace.create(at: location)
        let workspace = try await open()
        try await workspace.accounts.write([Samples.direct])
        #expect(try mode(location.path) == 0o700)
        for name in try FileManager.default.subpathsOfDirectory(atPath: location.path) {
            let mode = try #require(try mode(location.file(name)))
            #expect(mode & 0o077 == 0, "\(name)")
        }
        #expect(throws: StoreFailure.exists(path: database)) { try Workspace.create(at: location) }
        #expect(try await open().accounts.allAccounts().map(\.code) == ["Z-1"])
    }

    @Test func `a workspace is not opened through a link, nor where there is none`() async throws {
        await #expect(throws: StoreFailure.missing(path: database)) { _ = try await open() }
        try Workspace.create(at: location)
        try FileManager.default.moveItem(atPath: database, toPath: directory.file("real"))
        try FileManager.default.createSymbolicLink(atPath: database, withDestinationPath: directory.file("real"))
        await #expect(throws: StoreFailure.unsafe(path: database, .symbolicLink)) {
            _ = try await open()
        }
    }

    @Test func `a file that is something else, or readable by others, is left alone`() async throws {
        try Workspace.create(at: location)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: database)
        await #expect(throws: StoreFailure.unsafe(path: database, .readable)) {
            _ = try await open()
        }
        try Data("something else altogether, and long enough".utf8).write(to: URL(filePath: database))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: database)
        await #expect(throws: StoreFailure.foreign(path: database)) { _ = try await open() }
        #expect(try String(contentsOfFile: database, encoding: .utf8) == "something else altogether, and long enough")
    }

    @Test func `making a workspace where a file stands in the way tells which`() throws {
        try directory.write("ws", "a file")
        #expect(throws: StoreFailure.self) { try Workspace.create(at: location) }
        #expect(try directory.text("ws") == "a file")
    }

    @Test func `an open workspace has found nothing to recover, and knows who works in it`() async throws {
        try Workspace.create(at: location)
        let workspace = try await open()
        #expect(workspace.recovered.isEmpty)
        #expect(workspace.location == location)
    }
}
