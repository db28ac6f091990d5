import Foundation
import Glibc
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import AccountStore

/// Workspaces whose files were copied, moved and put back.
@Suite struct HomeTests {
    private func path(_ store: TemporaryStore, _ suffix: String = "") -> String {
        store.directory + suffix + "/account-sync.sqlite"
    }

    private func commit(_ temporary: TemporaryStore, in directory: String) async throws -> IntentVerdict {
        try await AccountStore.open(directory: directory).commit(temporary.intent())
    }

    private func away(_ directory: String) async throws -> [Home.Part]? {
        try await AccountStore.open(directory: directory).home().away
    }

    @Test func `from a copy of the folder nothing is sent, until it is made the home`() async throws {
        let temporary = try await TemporaryStore()
        let copy = temporary.directory + "-copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }  // A leftover directory is no fault.
        let copying = Process()
        copying.executableURL = URL(filePath: "/bin/cp")
        copying.arguments = ["-a", temporary.directory, copy]
        try copying.run()
        copying.waitUntilExit()
        let store = try AccountStore.open(directory: copy)
        let reading = try await store.home()
        #expect(reading.away?.contains(.file) == true)
        await #expect(throws: StoreFailure.away(path: path(temporary, "-copy"), try #require(reading.away))) {
            try await store.commit(temporary.intent())
        }
        #expect(try await store.history(of: nil, limit: 9).isEmpty)
        #expect(try await store.settle(at: reading.here, on: Samples.moment().wall, by: "anna"))
        guard case .committed = try await store.commit(temporary.intent()) else {
            Issue.record("not committed")
            return
        }
        #expect(try await away(temporary.directory) == nil, "the original stays at home")
    }

    @Test func `a folder that was renamed is at home`() async throws {
        let temporary = try await TemporaryStore()
        let moved = temporary.directory + "-moved"
        try FileManager.default.moveItem(atPath: temporary.directory, toPath: moved)
        defer { try? FileManager.default.removeItem(atPath: moved) }  // A leftover directory is no fault.
        #expect(try await away(moved) == nil)
        guard case .committed = try await commit(temporary, in: moved) else {
            Issue.record("not committed")
            return
        }
    }

    @Test func `a file that was put back in its place under an open workspace is another one`() async throws {
        let temporary = try await TemporaryStore()
        let path = path(temporary)
        let backup = path + ".backup"
        try FileManager.default.copyItem(atPath: path, toPath: backup)
        #expect(rename(backup, path) == 0)
        #expect(try await temporary.store.home().away?.contains(.file) == true)
        await #expect(throws: StoreFailure.self) { try await temporary.store.commit(temporary.intent()) }
    }

    @Test func `the same file on another machine is another place, and a machine without an id says nothing`() throws {
        let directory = FileManager.default.temporaryDirectory.path + "/" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: directory) }  // A leftover directory is no fault.
        func place(_ id: String) throws -> Home.Place {
            try id.write(toFile: directory + "/id", atomically: false, encoding: .utf8)
            return FileIdentity.of(directory, machineID: directory + "/id")
        }
        let (first, second, none) = (try place("aaa\n"), try place("bbb\n"), try place(""))
        #expect(first.differences(from: second) == [.machine])
        #expect(first.differences(from: none) == [])
        #expect(first.parts[.machine]?.contains("aaa") == false, "the id itself is nobody's business")
    }
}
