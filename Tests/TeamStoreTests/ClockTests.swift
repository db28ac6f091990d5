import Accounts
import Foundation
import PrivateCluster
import Samples
import StoredForms
import Synchronizing
import Testing

@testable import TeamStore

/// A server whose clock is set while accounts are being sent, or that is another machine after a failover.
@Suite struct ClockTests {
    /// The book as a process sees it whose statements meet a clock that was set.
    private func open(_ book: Book, by shift: String) throws -> TeamStore {
        try book.open { $0.replacing("clock_timestamp()", with: "(clock_timestamp() \(shift) interval '1 hour')") }
    }

    /// What a process puts in doubt on that clock.
    private func swept(by store: TeamStore) async throws -> [Link] {
        try await store.useWriting { [login = store.login] line in
            try line.write { try $0.sweep(at: Samples.moment(2), by: login) }()
        }
    }

    private func verdict(_ open: OpenCase, _ now: Moment) -> Resolution {
        Resolution(open, deadline: .seconds(30), now: now, limits: SendingLimits())
    }

    @Test(arguments: ["+", "-"])
    func `the wait before a second send is measured on the clock since boot, whatever the server's clock says`(
        shift: String
    ) async throws {
        let book = try await Book.furnished()
        let store = try book.open()
        _ = try await store.commit(.sample())
        _ = try await store.commit(.inDoubt(.status(502)), of: "a", at: Samples.moment(1))
        let moved = try open(book, by: shift)
        func now() async throws -> OpenCase {
            try #require(try await moved.openCase(of: Samples.direct.id, on: "Dropbox"))
        }
        let link = try await now().link
        // Before the settling time, an hour of the server's makes no difference.
        try await moved.record(Probe(.absent, at: Samples.moment(40)), of: link, by: moved.login)
        try await moved.record(Probe(.absent, at: Samples.moment(75)), of: link, by: moved.login)
        #expect(verdict(try await now(), Samples.moment(76)) == .ask(in: .seconds(14)))
        try await moved.record(Probe(.absent, at: Samples.moment(91)), of: link, by: moved.login)
        #expect(verdict(try await now(), Samples.moment(92)) == .sendAgainUnproved)
        // What one machine has asked about, another one asks about again.
        var elsewhere = Samples.moment(200)
        elsewhere.boot = "another machine"
        #expect(verdict(try await now(), elsewhere) == .ask(in: .zero))
        try await moved.record(Probe(.absent, at: elsewhere), of: link, by: moved.login)
        #expect(!verdict(try await now(), elsewhere + .seconds(1)).allowsSendingAgain)
    }

    @Test func `a clock set forward puts in doubt what is being sent, and one set back leaves it to its owner`()
        async throws
    {
        let book = try await Book.furnished()
        let store = try book.open()
        _ = try await store.commit(Intent.sample().by(store.login))
        let behind = try open(book, by: "-")
        #expect(try await swept(by: behind).isEmpty)
        #expect(try await store.isSending("a"))
        let ahead = try open(book, by: "+")
        #expect(try await swept(by: ahead).map(\.state) == [.inDoubt])
        // The gate is closed, and a true outcome is still welcome.
        #expect(try await store.isSending("a") == false)
        _ = try await store.commit(.created("dbx-1"), of: "a", at: Samples.moment(4))
        #expect(try await store.row(id: Samples.direct.id)?.links["Dropbox"]?.state == .synchronized)
    }
}
