import Accounts
import Samples
import Synchronizing
import Testing

/// A vendor that cannot be reached is left alone.
@Suite struct CircuitBreakerTests {
    private let unreachable = Exchange<AccountAnswer>.notSent(.connectionRefused(host: "h"))

    private func client(_ vendor: FakeVendor, _ timekeeper: FakeTimekeeper) async throws -> any ServiceManager {
        try await GuardedServiceManagers(vendor, timekeeper: timekeeper).client(for: Samples.system())
    }

    private func isOpen(_ exchange: Exchange<AccountAnswer>) -> Bool {
        if case .notSent(.circuitOpen) = exchange { true } else { false }
    }

    private var request: SyncRequest { SyncRequest(account: Samples.direct, options: [:]) }

    @Test func `after five failures in a row nothing goes out for a minute, then one safe call tries`() async throws {
        let vendor = FakeVendor(exists: [unreachable], sends: [FakeVendor.created("x")])
        let timekeeper = FakeTimekeeper()
        let client = try await client(vendor, timekeeper)
        for _ in 0..<5 { #expect(!isOpen(await client.exists(request))) }
        #expect(isOpen(await client.exists(request)))
        #expect(isOpen(await client.synchronize(request, attempt: "a") { true }))
        timekeeper.advance(.seconds(61))
        #expect(isOpen(await client.synchronize(request, attempt: "a") { true }), "a create is no probe")
        #expect(!isOpen(await client.exists(request)))
        #expect(isOpen(await client.exists(request)), "the probe failed")
        #expect(vendor.asked == 6)
        #expect(vendor.sent.isEmpty)
    }

    @Test func `an answered probe lets everything through again`() async throws {
        let vendor = FakeVendor(
            exists: Array(repeating: unreachable, count: 5) + [FakeVendor.absent],
            sends: [FakeVendor.created("x")]
        )
        let timekeeper = FakeTimekeeper()
        let client = try await client(vendor, timekeeper)
        for _ in 0..<5 { _ = await client.exists(request) }
        timekeeper.advance(.seconds(61))
        _ = await client.exists(request)
        #expect(!isOpen(await client.synchronize(request, attempt: "a") { true }))
    }

    @Test func `a refusal is an answer`() async throws {
        let vendor = FakeVendor(exists: [FakeVendor.status(401)], sends: [])
        let client = try await client(vendor, FakeTimekeeper())
        for _ in 0..<30 { #expect(!isOpen(await client.exists(request))) }
    }

    @Test func `it rests a minute to the second, from the last failure on`() async throws {
        let vendor = FakeVendor(exists: [unreachable], sends: [])
        let timekeeper = FakeTimekeeper()
        let client = try await client(vendor, timekeeper)
        for _ in 0..<5 { _ = await client.exists(request) }
        guard case .notSent(.circuitOpen(.seconds(60))) = await client.exists(request) else {
            Issue.record("not a minute")
            return
        }
        timekeeper.advance(.seconds(59))
        guard case .notSent(.circuitOpen(.seconds(1))) = await client.exists(request) else {
            Issue.record("not what is left of it")
            return
        }
        timekeeper.advance(.seconds(1))
        #expect(!isOpen(await client.exists(request)))
        #expect(vendor.asked == 6)
    }

    @Test func `an answer between failures begins the count of those in a row again`() async throws {
        let answers = Array(repeating: unreachable, count: 4) + [FakeVendor.absent]
        let vendor = FakeVendor(exists: answers + Array(repeating: unreachable, count: 9), sends: [])
        let client = try await client(vendor, FakeTimekeeper())
        for _ in 0..<10 { #expect(!isOpen(await client.exists(request))) }
        #expect(isOpen(await client.exists(request)))
        #expect(vendor.asked == 10)
    }

    @Test func `less than half of the last twenty leaves it closed, and older ones do not count`() async throws {
        // Nine of twenty, then a tenth failure when the first one is older than that.
        let failing: Set<Int> = [0, 2, 4, 6, 8, 10, 12, 14, 16, 20]
        let answers = (0...20).map { failing.contains($0) ? unreachable : FakeVendor.absent }
        let vendor = FakeVendor(exists: answers + [FakeVendor.absent], sends: [])
        let client = try await client(vendor, FakeTimekeeper())
        for _ in 0..<22 { #expect(!isOpen(await client.exists(request))) }
    }

    @Test func `ten of the first nineteen do not open it, the twentieth answer decides`() async throws {
        let answers = (0..<20).map { $0.isMultiple(of: 2) ? unreachable : FakeVendor.absent }
        let vendor = FakeVendor(exists: answers + [unreachable, FakeVendor.absent], sends: [])
        let client = try await client(vendor, FakeTimekeeper())
        for _ in 0..<21 { #expect(!isOpen(await client.exists(request))) }
        #expect(isOpen(await client.exists(request)))
    }

    @Test func `half of the last twenty opens it, too`() async throws {
        let pattern = (0..<20).map { $0.isMultiple(of: 2) ? unreachable : FakeVendor.absent }
        let vendor = FakeVendor(exists: pattern.reversed() + [FakeVendor.absent], sends: [])
        let client = try await client(vendor, FakeTimekeeper())
        for _ in 0..<20 { #expect(!isOpen(await client.exists(request))) }
        #expect(isOpen(await client.exists(request)))
    }
}
