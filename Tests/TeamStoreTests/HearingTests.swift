import Accounts
import Samples
import Synchronizing
import Testing

@testable import TeamStore

/// What others change is heard of at once.
@Suite struct HearingTests {
    @Test func `a change is said once it is committed, and nothing is said of what changes nothing`() async throws {
        let book = try await Book.furnished()
        let (store, other) = (try book.open(), try book.open())
        let line = other.listening
        #expect(try await !line.use { try $0.opened().hearsOfChange(within: .milliseconds(100)) })
        _ = try await store.commit(.sample())
        #expect(try await line.use { try $0.opened().hearsOfChange(within: .seconds(5)) })
        guard case .claimed = try await other.commit(.sample(Samples.direct, "b")) else {
            Issue.record("claimed twice")
            return
        }
        #expect(try await !line.use { try $0.opened().hearsOfChange(within: .milliseconds(300)) })
    }
}
