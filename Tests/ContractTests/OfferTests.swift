import Accounts
import Foundation
import Samples
import Synchronizing
import Testing

/// Sends that a store has lost and that are offered to it.
@Suite struct OfferTests {
    private func admit(
        _ intent: Intent,
        to store: any Store,
        by: String,
        vendor: String = Samples.system().claimKey
    ) async throws -> Admission {
        try await store.admit(KeptSend(intent: intent, vendor: vendor), at: now, by: by)
    }

    @Test(arguments: Engine.all)
    func `what was sent to another vendor, under the same name of a system, is not taken in`(
        engine: Engine
    ) async throws {
        let store = try await engine.furnished()()
        #expect(try await admit(.sample(), to: store, by: by, vendor: "dropbox elsewhere") == .misplaced)
        #expect(try await store.history(of: nil, limit: 9).isEmpty)
    }

    /// A server takes times that are about now, in the name of the login.
    private var now: Moment {
        Moment(wall: Date(), uptime: Samples.moment(90).uptime, boot: Samples.moment().boot)
    }

    private let by = "postgres"

    @Test(arguments: Engine.all)
    func `an unknown send becomes sending, then in doubt, and is known from then on`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let intent = Intent.sample()
        #expect(try await store.gaps(among: ["a"]) == JournalGaps(unknown: ["a"], inDoubt: []))
        guard case .admitted(let link) = try await admit(intent, to: store, by: by) else {
            Issue.record("not admitted")
            return
        }
        #expect(link.state == .sending && link.attempt == "a" && link.generation == 1 && link.by == by)
        _ = try await store.commit(.inDoubt(.unknownToBook), of: "a", at: now)
        #expect(try await store.link()?.state == .inDoubt)
        #expect(try await store.link()?.reason == .inDoubt(.unknownToBook))
        #expect(try await store.gaps(among: ["a", "b"]) == JournalGaps(unknown: ["b"], inDoubt: ["a"]))
        #expect(try await admit(intent, to: store, by: by) == .known)
        #expect(try await store.history(of: nil, limit: 9).map(\.event) == [.outcome, .intent])
        // The deadline is the one of the send, from which the wait counts.
        #expect(try await store.intent(of: "a")?.deadline == intent.deadline)
        #expect(try await store.intent(of: "a")?.options == intent.options)
    }

    @Test(arguments: Engine.all)
    func `a later send than the one in doubt is taken in as the next generation`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await admit(.sample(), to: store, by: by)
        _ = try await store.commit(.inDoubt(.ownerDied), of: "a", at: now)
        guard case .admittedBesides(let link) = try await admit(.sample(Samples.direct, "b"), to: store, by: by) else {
            Issue.record("not admitted")
            return
        }
        #expect(link.generation == 2)
        _ = try await store.commit(.created("dbx-1"), of: "b", at: now)
        #expect(try await store.link()?.state == .synchronized)
    }

    @Test(arguments: Engine.all)
    func `a send that dies while it is taken in is in doubt, never ready`(engine: Engine) async throws {
        let open = try await engine.furnished()
        var dying: (any Store)? = try open()
        guard
            case .admitted? = try await dying?
                .admit(KeptSend(intent: .sample(), vendor: Samples.system().claimKey), at: now, by: by)
        else {
            Issue.record("not admitted")
            return
        }
        dying = nil
        let store = try open()
        _ = try await store.takeOver(at: now, by: by)
        #expect(try await store.link()?.state == .inDoubt)
    }

    @Test(arguments: Engine.all)
    func `what is synchronized, being sent or gone stays as it is`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await admit(.sample(), to: store, by: by)
        let second = Intent.sample(Samples.direct, "b")
        guard case .busy(let sending) = try await admit(second, to: store, by: by) else {
            Issue.record("not busy")
            return
        }
        #expect(sending.attempt == "a")
        _ = try await store.commit(.created("dbx-1"), of: "a", at: now)
        guard case .held(let link) = try await admit(second, to: store, by: by) else {
            Issue.record("not held")
            return
        }
        #expect(link.state == .synchronized && link.attempt == "a")
        var lost = second
        lost.account = "nobody"
        #expect(try await admit(lost, to: store, by: by) == .misplaced)
        lost = second
        lost.system = "Nowhere"
        #expect(try await admit(lost, to: store, by: by) == .misplaced)
        #expect(try await store.gaps(among: ["b"]).unknown == ["b"])
    }
}
