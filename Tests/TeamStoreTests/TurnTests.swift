import Accounts
import Samples
import Synchronizing
import Testing

@testable import TeamStore

/// The turns that many processes reserve at one system.
@Suite struct TurnTests {
    @Test func `of many turns that are asked for at once none is given twice`() async throws {
        let book = try Book()
        let stores = try (0..<8).map { _ in try book.open() }
        let waits = try await withThrowingTaskGroup(of: [Duration].self) { group in
            for store in stores {
                group.addTask {
                    var waits: [Duration] = []
                    for _ in 0..<25 {
                        let wait = try await store.reserveTurn(
                            on: "Dropbox",
                            every: .seconds(100),
                            longest: .seconds(1_000_000),
                            at: Samples.moment()
                        )
                        waits.append(try #require(wait))
                    }
                    return waits
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        // What has passed meanwhile is far less than the time between two.
        #expect(waits.map { Int(($0.seconds / 100).rounded()) }.sorted() == Array(0..<200))
    }
}
