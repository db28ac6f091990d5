import Accounts
import Foundation
import InMemory
import Samples
import Synchronization
import Synchronizing
import Testing

/// What a book did not have a place for when it was offered.
@Suite struct OfferingTests {
    /// A direct customer that the book got after the sends were lost.
    private static let late: Account = {
        var account = Samples.direct
        (account.id, account.code, account.email) = ("late", "LATE-1", "late@late.example")
        return account
    }()

    private let sends = KeptSends()
    private let clock = SteppingClock()

    private func reading(_ store: any Store) async throws -> HomeReading { try await store.home() }

    @Test(arguments: Engine.all)
    func `an account that comes later is offered its sends then, by the same process or by the next one`(
        engine: Engine
    ) async throws {
        let store = try await engine.furnished()()
        sends.kept = [
            KeptSend(intent: .sample(Self.late, "a"), vendor: Samples.system().claimKey, outcome: .created("dbx-9"))
        ]
        let offering = Offering(sends, to: store, timekeeper: clock, by: "postgres")
        let first = try await offering.offer(at: try await reading(store))
        #expect(first?.misplaced == 1 && first?.offered == 0 && first?.left == 0)
        #expect(sends.settled == nil)
        clock.step()
        #expect(try await offering.offer(at: try await reading(store)) == nil)
        try await store.write([Self.late])
        clock.step()
        let second = try await offering.offer(at: try await reading(store))
        #expect(second?.misplaced == 0 && second?.synchronized == 1)
        #expect(sends.settled != nil)
        #expect(try await store.link(Self.late)?.externalID == "dbx-9")
    }

    @Test(arguments: Engine.all)
    func `what could be offered to nobody is left to the next process, until another vendor's is all that there is`(
        engine: Engine
    ) async throws {
        let store = try await engine.furnished()()
        sends.kept = [
            KeptSend(intent: .sample(Self.late, "a"), vendor: Samples.system().claimKey),
            KeptSend(intent: .sample(Samples.direct, "b"), vendor: "dropbox elsewhere", outcome: .created("dbx-8")),
        ]
        // More than are looked at when everything was offered before.
        sends.kept += (1...30)
            .map { number in
                let intent = Intent.sample(Samples.direct, AttemptID("r\(number)"))
                let outcome = Outcome.notSent(.notSentAfterAll, triesAgain: false)
                return KeptSend(intent: intent, vendor: Samples.system().claimKey, outcome: outcome)
            }
        _ = try await Offering(sends, to: store, timekeeper: clock, by: "postgres").offer(at: try await reading(store))
        try await store.write([Self.late])
        let next = try await Offering(sends, to: store, timekeeper: clock, by: "postgres")
            .offer(at: try await reading(store))
        #expect(next?.inDoubt == 1 && next?.misplaced == 0 && next?.offered == 1)
        #expect(try await store.link(Self.late)?.state == .inDoubt)
        #expect(try await store.link(Samples.direct) == nil)
        #expect(sends.settled != nil)
    }
}

/// The time now, and two seconds more with each step.
private final class SteppingClock: Timekeeper {
    private let ahead = Mutex(0.0)
    func now() -> Moment {
        let ahead = ahead.withLock { $0 }
        return Moment(wall: Date() + ahead, uptime: Samples.moment(90 + ahead).uptime, boot: Samples.moment().boot)
    }
    func sleep(for duration: Duration) async throws {}
    func step() { ahead.withLock { $0 += 2 } }
}
