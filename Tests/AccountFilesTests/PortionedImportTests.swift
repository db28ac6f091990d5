import Accounts
import Foundation
import Samples
import Synchronization
import Synchronizing
import TestKit
import Testing
import Workspace

@testable import AccountFiles

/// Imports of files that are read in portions, into a real workspace.
@Suite struct PortionedImportTests {
    private let directory: TemporaryDirectory
    private let location: WorkspaceLocation

    init() throws {
        directory = try TemporaryDirectory()
        location = WorkspaceLocation(path: directory.file("ws"))
        try Workspace.create(at: location)
    }

    private func open() async throws -> Workspace { try await Workspace.open(location, environment: ["USER": "t"]) }

    private func source(_ text: String, watch: ImportWatch = ImportWatch()) throws -> CSVAccounts {
        try CSVAccounts(FileContents(Array(text.utf8)), blockLength: 64, watch: watch)
    }

    /// Customers before their resellers, and a chain of resellers from the bottom up.
    private static let book =
        "code,name,type,parent_code\n"
        + (0..<3_000).map { "C-\($0),c,customer,R-\($0 % 30)\n" }.joined()
        + (0..<30).reversed().map { "R-\($0),r,reseller,\($0 == 0 ? "" : "R-\($0 - 1)")\n" }.joined()

    @Test func `a file in portions is imported as the same file in memory is`() async throws {
        let workspace = try await open()
        let bad = Self.book + "X-1,x,customer,X-2\nX-2,x,customer,\nC-1,twice,,\nY-1,,,\nX-3,x,customer,Y-1\n"
        let file = try AccountFile.read(Array(bad.utf8))
        let expected = WholeImport(file, into: [])
        let planned = try #require(try await workspace.planImport(of: try source(bad)))
        let done = try #require(try await workspace.importAccounts(of: try source(bad)))
        for plan in [planned, done] {
            #expect(plan.refused == expected.refused)
            #expect(plan.addedCount == expected.added.count)
            #expect(plan.updated == expected.updated && plan.unchanged == expected.unchanged)
        }
        #expect(expected.refused.count == 4)
        let stored = try await workspace.accounts.allAccounts()
        #expect(stored.count == 3_031)
        #expect(Set(stored.map(\.code)) == Set(expected.added.map(\.code)))
        #expect(stored.first { $0.code == "C-29" }?.parent == "R-29")
        let again = try #require(try await workspace.importAccounts(of: try source(Self.book)))
        #expect(again.unchanged == 3_030 && again.addedCount == 0)
        let renamed = "code,name\nC-7,new\nC-8,c\n"
        let update = try #require(try await workspace.importAccounts(of: try source(renamed)))
        #expect(update.updated.map(\.changes) == [[.init(column: .name, old: "c", new: "new")]])
        #expect(try await workspace.accounts.row(code: "C-7")?.account.name == "new")
    }

    @Test(arguments: [ImportProgress.Stage.reading, .writing])
    func `whenever it is stopped, nothing is imported`(stage: ImportProgress.Stage) async throws {
        let workspace = try await open()
        let stop = Stop()
        let watch = ImportWatch(
            unless: { stop.isPressed },
            { if $0.stage == stage, $0.rows > 0 { stop.press() } }
        )
        #expect(try await workspace.importAccounts(of: try source(Self.book, watch: watch)) == nil)
        #expect(stop.isPressed)
        #expect(try await workspace.accounts.allAccounts().isEmpty)
        #expect(try await workspace.importAccounts(of: try source(Self.book))?.addedCount == 3_030)
    }

    @Test func `a dry run can be stopped`() async throws {
        let workspace = try await open()
        let stop = Stop()
        let watch = ImportWatch(unless: { stop.isPressed }, { if $0.rows > 0 { stop.press() } })
        #expect(try await workspace.planImport(of: try source(Self.book, watch: watch)) == nil)
    }

    @Test func `a file that changes meanwhile is not imported`() async throws {
        let workspace = try await open()
        let bytes = Array(Self.book.utf8)
        let end = End()
        let contents = FileContents(start: 0, end: bytes.count) { range in
            defer { if range.upperBound == bytes.count { end.see() } }
            // It has been read to its end before.
            return end.wasSeen ? Array(repeating: 0x41, count: range.count) : Array(bytes[range])
        }
        await #expect(throws: AccountFileProblem.changed) {
            _ = try await workspace.importAccounts(of: try CSVAccounts(contents, blockLength: 64))
        }
        #expect(try await workspace.accounts.allAccounts().isEmpty)
    }

    @Test func `a file that grows meanwhile is not imported, whatever of it is read in portions`() async throws {
        let workspace = try await open()
        let bytes = Array(Self.book.utf8)
        let contents = FileContents(start: 0, end: bytes.count, isUnchanged: { false }, read: { Array(bytes[$0]) })
        let rows = FileRows(try AccountFile.read(bytes)) { false }
        await #expect(throws: AccountFileProblem.changed) {
            _ = try await workspace.importAccounts(of: try CSVAccounts(contents))
        }
        await #expect(throws: AccountFileProblem.changed) {
            _ = try await workspace.planImport(of: try CSVAccounts(contents))
        }
        await #expect(throws: AccountFileProblem.changed) { _ = try await workspace.importAccounts(of: rows) }
        #expect(try await workspace.accounts.allAccounts().isEmpty)
    }

    @Test func `it tells how far it is, and never goes back`() async throws {
        let told = Told()
        let watch = ImportWatch(unless: { false }, { told.add($0) })
        let workspace = try await open()
        _ = try await workspace.importAccounts(of: try source(Self.book, watch: watch))
        let all = told.all
        #expect(all.count >= 6)
        #expect(zip(all, all.dropFirst()).allSatisfy { $0.fraction <= $1.fraction })
        #expect(all.last == ImportProgress(stage: .writing, rows: 3_030, fraction: 1))
    }
}

private final class Stop: Sendable {
    private let pressed = Mutex(false)
    func press() { pressed.withLock { $0 = true } }
    var isPressed: Bool { pressed.withLock { $0 } }
}

/// Whether the end of a file was read.
private final class End: Sendable {
    private let seen = Mutex(false)
    func see() { seen.withLock { $0 = true } }
    var wasSeen: Bool { seen.withLock { $0 } }
}

private final class Told: Sendable {
    private let stored = Mutex<[ImportProgress]>([])
    func add(_ progress: ImportProgress) { stored.withLock { $0.append(progress) } }
    var all: [ImportProgress] { stored.withLock { $0 } }
}
