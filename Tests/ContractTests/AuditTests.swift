import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// The chain of hashes over the log.
@Suite struct AuditTests {
    @Test(arguments: Engine.all)
    func `every line of the log follows from those before it`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        #expect(try await store.logHead() == nil)
        #expect(try await store.check().count == 0)
        _ = try await store.commit(.sample())
        let first = try #require(try await store.logHead())
        #expect(first.number == 1)
        let sent = Outcome.refused(status: 400, message: "no")
        _ = try await store.commit(sent, of: "a", at: Samples.moment())
        let check = try await store.check(seen: first)
        #expect(check.fault == nil && check.count == 2)
        let head = try await store.logHead()
        #expect(head == check.head && head?.hash != first.hash)
        #expect(try await store.contains(first) == nil)
        let next = LogHead(number: 3, hash: first.hash)
        #expect(try await store.contains(next) == .cut(seen: next))
        let other = LogHead(number: 1, hash: String(first.hash.reversed()))
        #expect(try await store.contains(other) == .rewritten(seen: other))
        #expect(try await store.check(seen: next).fault == .cut(seen: next))
        #expect(try await store.check(seen: other).fault == .rewritten(seen: other))
    }
}
