import Accounts
import Synchronizing
import Testing
import Workspace

@testable import Console

/// The screen of Reseller IDs, and what reaches it late.
@Suite(.timeLimit(.minutes(20))) struct ResellerIDsTests {
    @Test func `what is read late of a system that was left does not bring it back`() async throws {
        let stage = try await Stage.open()
        await stage.synchronizeReseller()
        let system = try #require(try await stage.workspace.systems.system(named: "Dropbox"))
        let definitions = try #require(try await stage.workspace.systems.definitions(of: "Dropbox"))
        let book = try await stage.workspace.synchronizer.resellerIDs(on: system, by: definitions)
        var screen = ResellerIDsScreen(on: "Other")
        _ = screen.receive(.resellerIDsLoaded("Dropbox", ["Dropbox", "Other"], book))
        #expect(screen.book == nil && screen.system == "Other")
        // The one that was asked for is not there any more.
        _ = screen.receive(.resellerIDsLoaded("Other", ["Dropbox"], book))
        #expect(screen.book != nil && screen.system == "Dropbox")
    }
}
