import Accounts
import PrivateCluster
import Samples
import Synchronizing
import Testing

@testable import TeamStore

/// When requests begin whose turns have come, over all processes.
@Suite struct PaceTests {
    private static let interval = Duration.milliseconds(100)

    /// Eight processes begin a request, all of which were held up behind their turns: how long after they could is the
    /// last one, and how long after the first.
    private func begins(
        every interval: Duration = interval,
        _ ask: @escaping @Sendable (TeamStore) async throws -> Duration
    ) async throws -> (last: Duration, apart: Duration) {
        let book = try Book()
        let stores = try (0..<8).map { _ in try book.open() }
        for store in stores {
            _ =
                try await store
                .reserveTurn(on: "Dropbox", every: interval, longest: interval * 600, at: Samples.moment())
        }
        let start = ContinuousClock.now
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
        return (last - start, last - first)
    }

    @Test func `what was held up together begins an interval apart`() async throws {
        let times = try await begins { try await $0.begins(on: "Dropbox", every: Self.interval, at: Samples.moment()) }
        // However late the first one hears that it may.
        #expect(times.last > Self.interval * 6)
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
        // Longer than the two questions are apart on a busy machine.
        let wait = try await store.begins(on: "Dropbox", every: .seconds(900), at: Samples.moment())
        #expect(wait > .seconds(600) && wait <= .seconds(900))
    }

    /// The negative control: by their turns alone, all of them begin at once.
    @Test func `by their turns alone they begin together`() async throws {
        // So long that no machine is busy enough to make them begin as far apart.
        let interval = Duration.seconds(60)
        #expect(try await begins(every: interval) { _ in .zero }.apart < interval * 6)
    }
}
