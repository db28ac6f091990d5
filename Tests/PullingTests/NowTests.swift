import AccountFiles
import Accounts
import Foundation
import InMemory
import Pulling
import StrictJSON
import Synchronizing
import TestKit
import Testing

@testable import Workspace

/// Reading again at the moment that counts, and what is held.
struct NowTests {
    /// A BSS that takes a request and never answers.
    private struct Silence: BSSReader {
        private func wait() async { for await _ in AsyncStream<Void>.makeStream().stream {} }

        func signIn() async {}
        func accounts(_ request: PageRequest) async -> AccountPage {
            await wait()
            return AccountPage(elements: [])
        }
        func account(_ id: AccountID) async -> JSON? {
            await wait()
            return nil
        }
        func orders(of id: AccountID) -> [JSON] { [] }
        func syncOptions(of id: AccountID) -> JSON? { nil }
        func description() -> Int? { nil }
    }

    private func open(
        _ bss: any BSSReader,
        in directory: TemporaryDirectory,
        _ change: (inout BSSConnection) -> Void = { _ in }
    ) async throws -> Workspace {
        let location = WorkspaceLocation(path: directory.path + "/w")
        try Workspace.create(at: location)
        var composition = Workspace.Composition()
        (composition.bssReader, composition.bssPatience) = (bss, .milliseconds(50))
        let workspace = try await Workspace.open(location, environment: [:], composition: composition)
        var connection = BSSConnection(
            name: "BSS",
            url: "https://bss.example",
            clientKey: .environment("K"),
            clientSecret: .environment("S"),
            username: .environment("U"),
            password: .environment("P")
        )
        change(&connection)
        try await workspace.bss.setBSS(connection)
        return workspace
    }

    @Test(.timeLimit(.minutes(20)))
    func `a BSS that never answers is not waited for, for one account or for many`() async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let workspace = try await open(Silence(), in: directory)
        guard case .unreadable(.broken(.timedOut), asOf: nil) = try await workspace.readAgain("1") else {
            return #expect(Bool(false), "it was read")
        }
        // Whoever sends a moment later does not wait again; a form does.
        let again = await workspace.accountsNow.rereading(["1"]) { Issue.record("it was asked") }
        #expect(again == .unread(asOf: nil))
        let problem = try await workspace.accountsNow.readAgain((1...50).map { AccountID("\($0)") })
        #expect(problem == .broken(.timedOut))
    }

    @Test func `what a held pull would do can be looked at, and it still waits until it is let through`() async throws {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let bss = ChangingBSS(seed: 1, accounts: 30, faults: ChangingBSS.Faults())
        let workspace = try await open(bss, in: directory) { $0.mostAccounts = 3 }
        _ = try await workspace.pull(PullWish(all: true))
        bss.blankEmails(5)
        let held = try #require(try await workspace.pull(PullWish(all: true)).plan.held)
        #expect(held.parts.map(\.count) == [5])
        for _ in 1...2 {
            let seen = try await workspace.pull(PullWish(isDryRun: true, letsThrough: true)).plan.held
            #expect(seen == held)
        }
        #expect(try await workspace.pull(PullWish(letsThrough: true)).plan.updated.count == 5)
    }
}
