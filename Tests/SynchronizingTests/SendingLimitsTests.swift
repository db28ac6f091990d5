import Accounts
import Samples
import Testing

@testable import Synchronizing

/// How long is waited before the next try, and before *absent* means absent.
@Suite struct SendingLimitsTests {
    private let limits = SendingLimits()

    @Test func `the back-off doubles from one second up to twenty`() {
        let waits = (1...7).map { limits.backoff(after: $0, vendor: nil) }
        #expect(waits == [1, 2, 4, 8, 16, 20, 20].map { .upTo(.seconds($0)) })
        #expect(limits.backoff(after: 1000, vendor: nil) == .upTo(.seconds(20)))
    }

    @Test func `the vendor's wish goes before it, shorter or longer, up to five minutes`() {
        #expect(limits.backoff(after: 3, vendor: .seconds(1)) == .exactly(.seconds(1)))
        #expect(limits.backoff(after: 1, vendor: .seconds(300)) == .exactly(.seconds(300)))
        #expect(limits.backoff(after: 1, vendor: .seconds(301)) == .exactly(.seconds(300)))
    }

    @Test func `a back-off is a random part, a wish is kept to the second`() {
        #expect(Backoff.upTo(.seconds(8)).duration(0.25) == .seconds(2))
        #expect(Backoff.exactly(.seconds(8)).duration(0.25) == .seconds(8))
    }

    @Test func `absent means nothing for twice the deadline, and at least a minute`() {
        #expect(limits.settling(after: .seconds(10)) == .seconds(60))
        #expect(limits.settling(after: .seconds(30)) == .seconds(60))
        #expect(limits.settling(after: .seconds(45)) == .seconds(90))
    }
}
