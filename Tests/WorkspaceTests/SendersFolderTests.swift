import Accounts
import Foundation
import Samples
import Synchronization
import Synchronizing
import TestKit
import Testing

@testable import Workspace

/// A sender's own journal as files.
@Suite struct SendersFolderTests {
    private let directory: TemporaryDirectory
    private let clock = Day()

    init() throws { directory = try TemporaryDirectory() }

    private final class Day: Sendable {
        private let stored = Mutex(Date(timeIntervalSince1970: 1_900_000_000))
        var now: Date { stored.withLock { $0 } }
        func pass(_ days: Int) { stored.withLock { $0 += Double(days) * 86_400 } }
    }

    private func folder(_ state: String? = nil) throws -> SendersFolder {
        let environment = ["XDG_STATE_HOME": state ?? directory.path]
        let location = WorkspaceLocation(path: directory.file("ws"))
        let folder = SendersFolder(environment, workspace: "book-1", in: location) { [clock] in clock.now }
        return try #require(folder)
    }

    private func intent(_ attempt: AttemptID) -> Intent {
        Intent(
            attempt: attempt,
            account: "7",
            system: "Dropbox",
            claim: .first,
            basis: .init(account: 1, system: 2, definitions: 3, generation: 0),
            parent: .init(id: "1", externalID: "dbx-1"),
            email: "ops@example.com",
            options: ["role": "1"],
            traits: ["name": "Personal Name"],
            begun: Samples.moment(),
            deadline: Samples.moment(30),
            by: "anna"
        )
    }

    private var file: String {
        get throws {
            let folder = directory.file("account-sync/sends/book-1")
            let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".sends") }
            return folder + "/" + (try #require(names.sorted().last))
        }
    }

    @Test func `what is begun and ended is read again, for its owner alone and without names`() async throws {
        let sends = try folder()
        let ends: [Outcome?] = [
            .created("dbx-7"), .refused(status: 422, message: "no"), .inDoubt(.status(502)), nil,
            .notSent(.throttled, triesAgain: true),
        ]
        for (number, end) in ends.enumerated() {
            try await sends.begin(intent(AttemptID("a\(number)")), at: "vendor")
            if let end { await sends.end(AttemptID("a\(number)"), end) }
        }
        let read = try await folder().reading()
        #expect(read.damagedLines == 0)
        var lean = intent("a0")
        lean.traits = nil
        #expect(read.sends.first == KeptSend(intent: lean, vendor: "vendor", outcome: .created("dbx-7")))
        #expect(
            read.sends.map(\.outcome) == ends.dropLast() + [.notSent(.throttled, triesAgain: false)]
        )
        let file = try file
        for path in [file, (file as NSString).deletingLastPathComponent] {
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == (path == file ? 0o600 : 0o700))
        }
        #expect(try !String(contentsOfFile: file, encoding: .utf8).contains("Personal"))
        #expect(try await sends.latest(2).map(\.intent.attempt) == ["a4", "a3"])
    }

    @Test func `a torn line, a damaged one and foreign ones take no other with them`() async throws {
        let sends = try folder()
        try await sends.begin(intent("a"), at: "vendor")
        let file = try file
        // Torn at every byte of a line: the next sender's line stands behind it.
        let whole = try #require(SendersLine(intent("torn"), at: "vendor").bytes())
        for count in stride(from: 1, to: whole.count, by: 7) {
            let before = try Data(contentsOf: URL(filePath: file))
            let handle = try #require(FileHandle(forWritingAtPath: file))
            try handle.seekToEnd()
            try handle.write(contentsOf: whole.prefix(count))
            try handle.close()
            try await folder().begin(intent("b"), at: "vendor")
            let read = try await folder().reading()
            #expect(read.sends.map(\.intent.attempt) == ["a", "b"] && read.damagedLines <= 1, "\(count)")
            try before.write(to: URL(filePath: file))
        }
        var bytes = try Data(contentsOf: URL(filePath: file))
        bytes[bytes.count - 9] ^= 1
        bytes.append(contentsOf: Array("\nforeign\n\u{0}\u{1}\n\n".utf8))
        try bytes.write(to: URL(filePath: file))
        let read = try await folder().reading()
        #expect(read.sends.isEmpty && read.damagedLines == 3)
    }

    @Test func `many who write at once lose nothing, also over two handles`() async throws {
        let handles = [try folder(), try folder()]
        try await withThrowingTaskGroup { group in
            for number in 0..<200 {
                group.addTask {
                    let sends = handles[number % 2]
                    try await sends.begin(intent(AttemptID("a\(number)")), at: "vendor")
                    await sends.end(AttemptID("a\(number)"), .created(ExternalID("dbx-\(number)")))
                }
            }
            try await group.waitForAll()
        }
        let read = try await folder().reading()
        #expect(read.damagedLines == 0 && read.sends.count == 200)
        #expect(
            read.sends.allSatisfy {
                $0.outcome == .created(ExternalID("dbx-\($0.intent.attempt.rawValue.dropFirst())"))
            }
        )
    }

    @Test func `what others could have written is neither read nor written`() async throws {
        let sends = try folder()
        try await sends.begin(intent("a"), at: "vendor")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: sends.path).first)
        for (path, mode) in [("\(sends.path)/\(name)", 0o666), (sends.path, 0o777)] {
            chmod(path, mode_t(mode))
            await #expect(throws: StoreFailure.denied(path: sends.path, writing: false)) {
                try await folder().reading()
            }
            chmod(path, 0o700)
        }
        chmod(sends.path, 0o777)
        await #expect(throws: StoreFailure.denied(path: sends.path, writing: true)) {
            try await folder().begin(intent("b"), at: "vendor")
        }
        chmod(sends.path, 0o700)
        let moved = directory.file("moved")
        try FileManager.default.moveItem(atPath: sends.path, toPath: moved)
        try FileManager.default.createSymbolicLink(atPath: sends.path, withDestinationPath: moved)
        await #expect(throws: StoreFailure.denied(path: sends.path, writing: true)) {
            try await folder().begin(intent("b"), at: "vendor")
        }
    }

    @Test func `where nothing can be written nothing may be sent`() async throws {
        try directory.write("account-sync", "in the way")
        let sends = try folder()
        let denied = StoreFailure.denied(path: sends.path, writing: true)
        await #expect(throws: denied) { try await sends.begin(intent("a"), at: "vendor") }
        // What cannot be written of an outcome counts as in doubt.
        await sends.end("a", .created("dbx-1"))
        let link = directory.file("elsewhere/account-sync/sends")
        try FileManager.default.createDirectory(atPath: link + "/book-1", withIntermediateDirectories: true)
        let other = try folder(directory.file("elsewhere"))
        try await other.begin(intent("a"), at: "vendor")
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: link + "/book-1").first)
        try FileManager.default.removeItem(atPath: "\(link)/book-1/\(name)")
        try FileManager.default.createSymbolicLink(
            atPath: "\(link)/book-1/\(name)",
            withDestinationPath: directory.file("target")
        )
        await #expect(throws: StoreFailure.denied(path: other.path, writing: true)) {
            try await folder(directory.file("elsewhere")).begin(intent("b"), at: "vendor")
        }
        #expect(!FileManager.default.fileExists(atPath: directory.file("target")))
    }

    @Test func `a full disk is told, and the next line is whole`() async throws {
        let full = directory.file("full")
        try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: true)
        guard await (try ChildProcess(["mount", "-t", "tmpfs", "-o", "size=16k", "tmpfs", full])).end() == 0 else {
            return  // It takes an administrator.
        }
        let sends = try folder(full)
        var count = 0
        await #expect(throws: StoreFailure.full(path: sends.path)) {
            while count < 1_000 {
                try await sends.begin(intent(AttemptID("a\(count)")), at: "vendor")
                count += 1
            }
        }
        #expect(count > 0 && count < 1_000)
        #expect(await (try ChildProcess(["mount", "-o", "remount,size=64k", full])).end() == 0)
        try await sends.begin(intent("last"), at: "vendor")
        let read = try await folder(full).reading()
        #expect(read.sends.count == count + 1 && read.sends.last?.intent.attempt == "last")
        #expect(await (try ChildProcess(["umount", "-l", full])).end() == 0)
    }

    @Test func `a removed file is made anew, and nothing at all is no failure`() async throws {
        let sends = try folder()
        #expect(try await sends.reading() == SendersReading())
        #expect(try await sends.latest(3).isEmpty)
        #expect(try await sends.mark() == nil)
        try await sends.begin(intent("a"), at: "vendor")
        try FileManager.default.removeItem(atPath: directory.file("account-sync"))
        try await sends.begin(intent("b"), at: "vendor")
        #expect(try await sends.reading().sends.map(\.intent.attempt) == ["b"])
        try await sends.keep(mark: "m")
        #expect(try await folder().mark() == "m")
        // A mark that cannot be read only means that everything is offered again.
        try directory.write("account-sync/sends/book-1/home.json", "{")
        #expect(try await sends.mark() == nil)
    }

    @Test func `days long past are removed once the book knows what they tell`() async throws {
        let sends = try folder()
        for attempt in ["a", "b", "c"] as [AttemptID] {
            try await sends.begin(intent(attempt), at: "vendor")
            clock.pass(10)
        }
        let asked = Mutex<[AttemptID]>([])
        try await sends.prune { attempts in
            asked.withLock { $0 += attempts }
            return attempts != ["b"]
        }
        #expect(asked.withLock { $0 } == ["a", "b"])
        #expect(try await sends.reading().sends.map(\.intent.attempt) == ["b", "c"])
    }

    @Test func `without a home there is no journal, and a foreign id is no name of a folder`() {
        let location = WorkspaceLocation(path: directory.path)
        #expect(SendersFolder([:], workspace: "book-1", in: location) { Date() } == nil)
        #expect(SendersFolder(["HOME": "/tmp"], workspace: "../x", in: location) { Date() } == nil)
    }
}
