import Foundation
import Sandbox
import TestKit
import Testing

/// The portal over restarts, and the log that a checker counts by.
@Suite struct StateTests {
    private let directory: TemporaryDirectory
    private var state: String { directory.file("portal.jsonl") }
    private var configuration: SandboxConfiguration {
        SandboxConfiguration(stateFile: state, logFile: directory.file("log.jsonl"))
    }

    init() throws { directory = try TemporaryDirectory() }

    private func lines(_ name: String) throws -> [NSDictionary] {
        try directory.text(name).split(separator: "\n")
            .map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? NSDictionary)
            }
    }

    private func account(_ id: String, _ extra: String = "") -> String {
        #"{"ID":"\#(id)","Name":"Name \#(id)","Email":"\#(id)@x.example"\#(extra)}"#
    }

    @Test func `what was created is there after a restart, and ids go on where they stopped`() async throws {
        let first = try await RunningSandbox(configuration)
        #expect(try await first.ask("/accounts/synchronize", account("1")).result == "dbx-9e377")
        await first.stop()
        let second = try await RunningSandbox(configuration)
        #expect(try await second.ask("/accounts/exists", account("1")).result == "dbx-9e377")
        let below = account("2", #","ResellerExternalID":"dbx-9e377""#)
        #expect(try await second.ask("/accounts/synchronize", below).result == "dbx-3c6ef")
        let gone = account("2", #","ExternalID":"dbx-3c6ef""#)
        #expect(try await second.ask("/accounts/delete", gone).code == 0)
        await second.stop()
        let third = try await RunningSandbox(configuration)
        #expect(try await third.ask("/accounts/exists", account("2")).code == 0)
        #expect(try await third.ask("/accounts/synchronize", account("3")).result == "dbx-daa66")
    }

    @Test(arguments: [0, 1, 20, 40, 60])
    func `a state that was cut off while it was written loses its last line only`(cut: Int) async throws {
        let first = try await RunningSandbox(configuration)
        for id in ["1", "2"] { _ = try await first.ask("/accounts/synchronize", account(id)) }
        await first.stop()
        try directory.write("portal.jsonl", Array(Data(contentsOf: URL(filePath: state)).dropLast(cut)))
        let second = try await RunningSandbox(configuration)
        #expect(try await second.ask("/accounts/exists", account("1")).code == 1)
        #expect(try await second.ask("/accounts/exists", account("2")).code == (cut == 0 ? 1 : 0))
        _ = try await second.ask("/accounts/synchronize", account("3"))
        #expect(try lines("portal.jsonl").count == (cut == 0 ? 4 : 3))
    }

    @Test(arguments: ["hello", "{}", "{\"sandbox\":\"partner portal\",\"version\":1}\nhello\n"])
    func `a file that is no state is refused and left as it is`(text: String) async throws {
        try directory.write("portal.jsonl", text)
        await #expect(throws: SandboxFailure.self) { _ = try await RunningSandbox(configuration) }
        #expect(try directory.text("portal.jsonl") == text)
    }

    @Test(arguments: ["", "{\"sandbox\":\"par"])
    func `a state of nothing, or of half a heading, is a new one`(text: String) async throws {
        try directory.write("portal.jsonl", text)
        let sandbox = try await RunningSandbox(configuration)
        _ = try await sandbox.ask("/accounts/synchronize", account("1"))
        #expect(try lines("portal.jsonl").count == 2)
    }

    @Test func `each request is a line of the log, and each account that was really made is another`() async throws {
        var configuration = configuration
        configuration.faults = [try Fault("synchronize:500-after-execution@2"), try Fault("synchronize:500@3")]
        let sandbox = try await RunningSandbox(configuration)
        _ = try await sandbox.ask("/accounts/exists", account("1"))
        for id in ["1", "2", "3"] { _ = try await sandbox.ask("/accounts/synchronize", account(id)) }
        _ = try await sandbox.ask("/accounts/synchronize", #"{"ID":"4","Name":""}"#)
        _ = try await sandbox.ask("/accounts/synchronize", account("5"), key: "wrong")
        let lines = try lines("log.jsonl")
        #expect(
            lines.compactMap { $0["endpoint"] as? String } == ["exists"] + Array(repeating: "synchronize", count: 5)
        )
        let executed = lines.filter { $0["executed"] != nil }
        #expect(executed.compactMap { $0["executed"] as? String } == ["synchronize", "synchronize"])
        #expect(executed.compactMap { $0["id"] as? String } == ["dbx-9e377", "dbx-3c6ef"])
        #expect(executed.compactMap { $0["platformID"] as? String } == ["1", "2"])
        #expect(executed.compactMap { $0["trackID"] as? String } == ["track-1", "track-1"])
    }

    @Test func `a log that cannot be written is told, and nothing is made`() async throws {
        let sandbox = try await RunningSandbox(
            SandboxConfiguration(stateFile: state, logFile: directory.file("none/log.jsonl"))
        )
        #expect(try await sandbox.ask("/accounts/synchronize", account("1")).status == 500)
        #expect(try lines("portal.jsonl").count == 1)
    }
}
