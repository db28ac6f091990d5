import AccountIndex
import Accounts
import Testing
import TextScreen
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

    @Test func `nothing else is begun before the first list is on the screen`() async throws {
        let stage = try await Stage.open()
        let (messages, post) = AsyncStream<Console.Message>.makeStream()
        var console = Console(stage.workspace, timekeeper: StoppedClock(), watches: false, post: { post.yield($0) })
        console.update(.resized(Size(columns: 80, rows: 24)))
        var came = messages.makeAsyncIterator()
        func settle() async {
            while console.pending > 0, let message = await came.next(isolation: #isolation) {
                console.update(.message(message))
            }
        }
        func index() -> AccountIndex? { (console.screens.first as? AccountsScreen)?.index }
        await settle()
        #expect(console.frame(Size(columns: 80, rows: 24)).text.contains("C-101"))
        #expect(index() == nil && !console.hasRecalled)
        console.wasShown()
        await settle()
        #expect(index() != nil && console.hasRecalled)
    }
}
