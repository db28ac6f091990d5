import AccountIndex
import Accounts
import Foundation
import Synchronization
import Synchronizing
import Testing
import Workspace

@testable import Console

/// The index of a server's book as a machine keeps it from one console to the next.
@Suite struct KeptIndexTests {
    private static let anna = BookEdition(book: "b-1", reader: "anna\noperator", place: "here")

    /// A store that is as slow as a server, and counts how often all of it is read.
    private final class Far: BookReader {
        let near: any BookReader
        let edition: BookEdition?
        let history: String
        private let readings = Mutex(0)
        private let isReshaped: Bool

        init(_ near: any BookReader, edition: BookEdition = anna, history: String = "a", isReshaped: Bool = false) {
            (self.near, self.edition, self.history, self.isReshaped) = (near, edition, history, isReshaped)
        }

        var countOfReadings: Int { readings.withLock(\.self) }

        func readBook(
            portion: Int,
            _ take: @escaping @Sendable ([IndexedAccount]) -> Bool
        ) async throws(StoreFailure) -> Int {
            readings.withLock { $0 += 1 }
            return try await near.readBook(portion: portion, take)
        }

        func sampleTexts(_ count: Int) async throws(StoreFailure) -> [SearchText] { try await near.sampleTexts(count) }

        func changes(since version: Int) async throws(StoreFailure) -> BookChanges {
            var changes = try await near.changes(since: version)
            changes.isReshaped = isReshaped
            return changes
        }

        func mayHaveChanged() -> AsyncStream<Void> { near.mayHaveChanged() }

        func change(of version: Int) async throws(StoreFailure) -> String? { "\(history)\(version)" }
    }

    private func account(_ number: Int) -> Account {
        Account(
            id: AccountID("k\(number)"),
            code: AccountCode("K-\(number)"),
            name: "Käufer \(number)",
            kind: .directCustomer,
            email: "k\(number)@kept.example",
            country: number.isMultiple(of: 2) ? "DE" : "FR"
        )
    }

    /// A console's index of a book, once it is kept as well.
    private func filled(_ reader: Far, _ kept: KeptIndex) async throws -> AccountIndex {
        let book = LiveBook(reader, kept: kept)
        let index = try #require(try await book.refreshed(systems: ["Dropbox"]))
        let limit = ContinuousClock.now + .seconds(120)
        while access(kept.path, F_OK) != 0, .now < limit { try await Task.sleep(for: .milliseconds(10)) }
        return index
    }

    private static let filters = [
        "", "käufer", "k-1", "kept.example", "country:de", "berlin", "status:blocked", "reseller", "1", "x", "parent:a",
    ]

    private func keys(of filter: String, in index: AccountIndex) -> [AccountKey] {
        var keys: [AccountKey] = []
        index.matches(of: AccountFilter(filter), on: "Dropbox")?.rows.visit { keys += index.keys(in: $0..<$0 + 1) }
        return keys
    }

    /// What a list shows of an index.
    private func shown(_ index: AccountIndex) -> [[AccountKey]] {
        Self.filters.map { keys(of: $0, in: index) }
    }

    @Test func `what was kept finds the same as what was read, and the book is not read again`() async throws {
        let stage = try await Stage.open(adding: (0..<300).map(account))
        let kept = try #require(KeptIndex(Self.anna, in: stage.folder + "/cache/books"))
        let reader = Far(stage.workspace.book)
        let index = try await filled(reader, kept)
        var status = stat()
        #expect(stat(kept.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        #expect(stat(stage.folder + "/cache/books", &status) == 0 && status.st_mode & 0o777 == 0o700)
        let again = try #require(try await LiveBook(reader, kept: kept).refreshed(systems: ["Dropbox"]))
        #expect(reader.countOfReadings == 1)
        #expect(again.count == index.count && shown(again) == shown(index))
        #expect(shown(index).contains { $0.count > 100 })
        withExtendedLifetime(stage) {}
    }

    @Test func `what changed since is taken in`() async throws {
        let stage = try await Stage.open(adding: (0..<30).map(account))
        let kept = try #require(KeptIndex(Self.anna, in: stage.folder + "/cache"))
        let reader = Far(stage.workspace.book)
        _ = try await filled(reader, kept)
        var changed = account(7)
        changed.name = "Umbenannt"
        try await stage.workspace.accounts.write([changed, account(500)])
        let book = LiveBook(reader, kept: kept)
        let index = try #require(try await book.refreshed(systems: ["Dropbox"]))
        #expect(reader.countOfReadings == 1)
        let fresh = try #require(try await LiveBook(reader).refreshed(systems: ["Dropbox"]))
        #expect(index.count == fresh.count && shown(index) == shown(fresh))
        #expect(keys(of: "umbenannt", in: index).count == 1)
    }

    @Test(arguments: ["home", "login", "scope", "history", "systems", "reshaped"])
    func `what is of another book, reader or past is thrown away`(other: String) async throws {
        let stage = try await Stage.open()
        let kept = try #require(KeptIndex(Self.anna, in: stage.folder + "/cache"))
        _ = try await filled(Far(stage.workspace.book), kept)
        var edition = Self.anna
        switch other {
        case "home": edition.place = "there"
        case "login": edition.reader = "ben\noperator"
        case "scope": edition.reader += "\nR-100"
        default: break
        }
        let changed = try #require(KeptIndex(edition, in: stage.folder + "/cache"))
        // Another login has another file; all else takes the place of what is there.
        #expect((changed.path == kept.path) == (other != "login"))
        let reader = Far(
            stage.workspace.book,
            edition: edition,
            history: other == "history" ? "b" : "a",
            isReshaped: other == "reshaped"
        )
        let systems: [SystemName] = other == "systems" ? ["Dropbox", "Twin"] : ["Dropbox"]
        _ = try await LiveBook(reader, kept: changed).refreshed(systems: systems)
        #expect(reader.countOfReadings == 1)
        withExtendedLifetime(stage) {}
    }

    @Test func `a file that is cut, changed or open to others is thrown away`() async throws {
        let stage = try await Stage.open(adding: (0..<50).map(account))
        let kept = try #require(KeptIndex(Self.anna, in: stage.folder + "/cache"))
        _ = try await filled(Far(stage.workspace.book), kept)
        let whole = try Data(contentsOf: URL(filePath: kept.path))
        func put(_ data: Data, mode: Int = 0o600) throws {
            try data.write(to: URL(filePath: kept.path))
            chmod(kept.path, mode_t(mode))
        }
        try put(whole)
        #expect(kept.read(systems: ["Dropbox"], after: nil) != nil)
        for place in stride(from: 0, to: whole.count, by: max(1, whole.count / 97)) {
            var damaged = whole
            damaged[place] ^= 0x10
            try put(damaged)
            #expect(kept.read(systems: ["Dropbox"], after: nil) == nil, "\(place)")
            #expect(access(kept.path, F_OK) != 0)
            try put(whole.prefix(place))
            #expect(kept.read(systems: ["Dropbox"], after: nil) == nil, "\(place)")
        }
        try put(whole, mode: 0o644)
        #expect(kept.read(systems: ["Dropbox"], after: nil) == nil)
        try put(whole + [0])
        #expect(kept.read(systems: ["Dropbox"], after: nil) == nil)
        withExtendedLifetime(stage) {}
    }
}
