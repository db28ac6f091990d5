import AccountIndex
import Accounts
import Testing
import Workspace

@testable import Console

/// The index behind the list, from one reading of the store to the next.
@Suite struct LiveBookTests {
    @Test func `an index that is filled anew is never taken for the one before`() async throws {
        let stage = try await Stage.open()
        let book = LiveBook(stage.workspace.book)
        let first = try #require(try await book.refreshed(systems: ["Dropbox"]))
        #expect(try await book.refreshed(systems: ["Dropbox"]) == nil)
        // Sets of rows belong to a revision: with the same one, what was found before would be searched again.
        let second = try #require(try await book.refreshed(systems: ["Dropbox", "Twin"]))
        #expect(second.revision > first.revision)
    }
}
