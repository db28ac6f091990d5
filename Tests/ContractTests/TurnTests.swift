import Accounts
import Samples
import Synchronizing
import Testing

/// The turn to ask about what is in doubt: of several processes one gets it.
@Suite struct TurnTests {
    private func doubt(_ engine: Engine) async throws -> (first: any Store, second: any Store, link: Link) {
        let open = try await engine.furnished()
        let store = try open()
        _ = try await store.commit(.sample())
        guard
            case .recorded(let link) = try await store.commit(
                .inDoubt(.broken(.connectionLost)),
                of: "a",
                at: Samples.moment(1)
            )
        else {
            throw StoreFailure.misused(reason: "not in doubt")
        }
        return (store, try open(), link)
    }

    @Test(arguments: Engine.all)
    func `of many that ask for it at once one gets it, and the next one after the gap`(engine: Engine) async throws {
        let (first, second, link) = try await doubt(engine)
        let stores = [first, second]
        for second in [100.0, 130.0] {
            let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await stores[number % 2]
                            .takeTurn(toAskAbout: link, at: Samples.moment(second), after: .seconds(30))
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(taken == 1)
        }
        #expect(try await !first.takeTurn(toAskAbout: link, at: Samples.moment(159), after: .seconds(30)))
    }

    @Test(arguments: Engine.all)
    func `an answer that was written down by whoever asked counts as well`(engine: Engine) async throws {
        let (first, second, link) = try await doubt(engine)
        try await first.record(Probe(.absent, at: Samples.moment(100)), of: link, by: "t")
        #expect(try await !second.takeTurn(toAskAbout: link, at: Samples.moment(129), after: .seconds(30)))
        #expect(try await second.takeTurn(toAskAbout: link, at: Samples.moment(130), after: .seconds(30)))
    }

    @Test(arguments: Engine.all)
    func `after a reboot the turn is free, and a link that has moved on has none`(engine: Engine) async throws {
        let (store, _, link) = try await doubt(engine)
        #expect(try await store.takeTurn(toAskAbout: link, at: Samples.moment(100), after: .seconds(30)))
        let rebooted = Samples.moment(101, boot: "next")
        #expect(try await store.takeTurn(toAskAbout: link, at: rebooted, after: .seconds(30)))
        _ = try await store.abandon(link, at: Samples.moment(200), by: "t")
        #expect(try await !store.takeTurn(toAskAbout: link, at: Samples.moment(300), after: .seconds(30)))
    }
}
