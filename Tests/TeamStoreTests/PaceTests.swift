import Accounts
import PrivateCluster
import Samples
import Synchronizing
import Testing

@testable import TeamStore

/// When requests begin whose turns have come, over all processes.
@Suite struct PaceTests {
    private static let interval = Duration.milliseconds(100)

    /// When each of eight processes begins a request, all of which were held up behind their turns.
    private func begins(_ ask: @escaping @Sendable (TeamStore) async throws -> Duration) async throws -> Duration {
        let book = try Book()
        let stores = try (0..<8).map { _ in try book.open() }
        for store in stores {
            _ =
                try await store
                .reserveTurn(on: "Dropbox", every: Self.interval, longest: .seconds(60), at: Samples.moment())
        }
        let moments = try await withThrowingTaskGroup(of: ContinuousClock.Instant.self) { group in
            for store in stores {
                group.addTask {
                    try await Task.sleep(for: try await ask(store))
                    return .now
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let (first, last) = (try #require(moments.min()), try #require(moments.max()))
        return last - first
    }

    @Test func `what was held up together begins an interval apart`() async throws {
        let time = try await begins { try await $0.begins(on: "Dropbox", every: Self.interval, at: Samples.moment()) }
        // Seven intervals, but for what an answer takes.
        #expect(time > Self.interval * 6)
    }

    @Test func `a time that is not near, as after the server's clock was put back, holds nobody up`() async throws {
        let book = try Book()
        let store = try book.open()
        _ = try await store.reserveTurn(
            on: "Dropbox",
            every: Self.interval,
            longest: .seconds(60),
            at: Samples.moment()
        )
        try book.cluster.sql(
            "UPDATE account_sync.paces SET began = clock_timestamp() + interval '1 hour'",
            in: book.database
        )
        #expect(try await store.begins(on: "Dropbox", every: Self.interval, at: Samples.moment()) == .zero)
        let wait = try await store.begins(on: "Dropbox", every: .seconds(9), at: Samples.moment())
        #expect(wait > .seconds(5) && wait <= .seconds(9))
    }

    /// The negative control: by their turns alone, all of them begin at once.
    @Test func `by their turns alone they begin together`() async throws {
        let time = try await begins { _ in .zero }
        #expect(time < Self.interval * 6)
    }
}
