import Accounts
import Samples
import Synchronizing
import Testing

/// What comes of an attempt, and what the operator decides about it.
@Suite struct OutcomeTests {
    /// A store in which the direct customer's attempt is in doubt.
    private func doubtful(_ engine: Engine) async throws -> (store: any Store, link: Link) {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample())
        _ = try await store.commit(.inDoubt(.broken(.connectionLost)), of: "a", at: Samples.moment(1))
        return (store, try #require(try await store.link()))
    }

    @Test(arguments: Engine.all)
    func `an outcome counts for its own attempt, once`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        _ = try await store.commit(.sample())
        #expect(try await store.isSending("a"))
        #expect(try await store.commit(.created("x"), of: "other", at: Samples.moment()) == .stale(nil))
        guard case .recorded(let link) = try await store.commit(.created("dbx-1"), of: "a", at: Samples.moment(1))
        else {
            Issue.record("not recorded")
            return
        }
        #expect(link.state == .synchronized && link.origin == .created && link.externalID == "dbx-1")
        #expect(try await !store.isSending("a"))
        #expect(
            try await store.commit(.refused(status: 200, message: "no"), of: "a", at: Samples.moment(2)) == .stale(link)
        )
        #expect(try await !store.isSending("a"))
        #expect(try await store.history(of: nil, limit: 9).map(\.event) == [.outcome, .intent])
    }

    @Test(arguments: Engine.all)
    func `refused attempts stay, the newest first, also when the account was sent again`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        for (attempt, words) in [("a", "no"), ("b", "still no")] as [(AttemptID, String)] {
            let generation = try await store.link()?.generation ?? 0
            _ = try await store.commit(.sample(Samples.direct, attempt, generation: generation))
            _ = try await store.commit(.refused(status: 200, message: words), of: attempt, at: Samples.moment(1))
        }
        let refusals = try await store.refusals(on: "Dropbox", limit: 9)
        #expect(refusals.map(\.intent.attempt) == ["b", "a"])
        #expect(refusals.map(\.reason) == ["still no", "no"].map { .refused(status: 200, message: $0) })
        #expect(refusals.allSatisfy { $0.intent.options == ["role": "1"] && $0.at == Samples.moment(1).wall })
        #expect(try await store.refusals(on: "Dropbox", limit: 1) == refusals.prefix(1).map(\.self))
        #expect(try await store.refusals(on: "Elsewhere", limit: 9).isEmpty)
    }

    @Test(arguments: Engine.all)
    func `an account that was found holds the email of its form, not the one of the BSS`(engine: Engine) async throws {
        let (store, _) = try await doubtful(engine)
        let request = SyncRequest(account: Samples.reseller, email: "Other@Form.example", options: [:])
        let moment = Samples.moment(3)
        guard
            case .recorded(let found) = try await store.recordFound(
                "dbx-9",
                request: request,
                on: "Dropbox",
                at: moment,
                by: "t"
            )
        else {
            Issue.record("not recorded")
            return
        }
        _ = try await store.adopt(Adoption(seen: found, externalID: "dbx-9"), at: moment, by: "t")
        let uses = try await store.emailUses("other@form.example", on: "Dropbox", except: Samples.customer.id)
        #expect(uses.map(\.account.id) == [Samples.reseller.id])
    }

    @Test(arguments: Engine.all)
    func `an id that another account holds is a conflict, however it comes`(engine: Engine) async throws {
        let (store, _) = try await doubtful(engine)
        _ = try await store.commit(.sample(Samples.reseller, "r"))
        _ = try await store.commit(.created("dbx-1"), of: "r", at: Samples.moment())
        let request = SyncRequest(account: Samples.customer, options: [:])
        for verdict in [
            try await store.commit(.created("dbx-1"), of: "a", at: Samples.moment(2)),
            try await store.recordFound("dbx-1", request: request, on: "Dropbox", at: Samples.moment(3), by: "t"),
            try await store.adopt(
                Adoption(seen: try #require(try await store.link()), externalID: "dbx-1"),
                at: Samples.moment(4),
                by: "t"
            ),
        ] {
            guard case .conflict(let link, let holder) = verdict else {
                Issue.record("linked twice: \(verdict)")
                return
            }
            #expect(link.state == .conflict && link.externalID == "dbx-1" && holder.account.id == "1")
        }
    }

    @Test(arguments: Engine.all, ["dbx-\u{E9} ", "\tdbx-\u{E9}", "dbx-e\u{301}", "\u{2003}dbx-e\u{301}\n"])
    func `two spellings of one id are a conflict, and each is kept as the vendor wrote it`(
        engine: Engine,
        spelling: String
    ) async throws {
        let (store, link) = try await doubtful(engine)
        _ = try await store.commit(.sample(Samples.reseller, "r"))
        _ = try await store.commit(.created("dbx-\u{E9}"), of: "r", at: Samples.moment())
        let id = ExternalID(spelling)
        let adoption = Adoption(seen: link, externalID: id, isUnconfirmed: true)
        let request = SyncRequest(account: Samples.customer, options: [:])
        for verdict in [
            try await store.adopt(adoption, at: Samples.moment(2), by: "t"),
            try await store.commit(.created(id), of: "a", at: Samples.moment(3)),
            try await store.recordFound(id, request: request, on: "Dropbox", at: Samples.moment(4), by: "t"),
        ] {
            guard case .conflict(_, let holder) = verdict else {
                Issue.record("linked twice: \(verdict)")
                return
            }
            #expect(holder.account.id == "1")
            #expect(holder.link?.externalID.map { Array($0.rawValue.utf8) } == Array("dbx-\u{E9}".utf8))
        }
        let kept = try #require(try await store.link()?.externalID)
        #expect(Array(kept.rawValue.utf8) == Array(spelling.utf8))
        #expect(try await store.openCase(of: "3", on: "Dropbox")?.holder?.account.id == "1")
    }

    @Test(arguments: Engine.all, [SyncState.conflict, .abandoned, .inDoubt])
    func `an adoption that is refused changes nothing, and the case names who has the id`(
        engine: Engine,
        state: SyncState
    ) async throws {
        let (store, doubtful) = try await doubtful(engine)
        _ = try await store.commit(.sample(Samples.reseller, "r"))
        _ = try await store.commit(.created("dbx-1"), of: "r", at: Samples.moment())
        if state == .conflict { _ = try await store.commit(.created("dbx-1"), of: "a", at: Samples.moment(2)) }
        if state == .abandoned { _ = try await store.abandon(doubtful, at: Samples.moment(2), by: "t") }
        let before = try #require(try await store.link())
        let history = try await store.history(of: nil, limit: 99)
        let verdict = try await store.adopt(
            Adoption(seen: before, externalID: "dbx-1", isUnconfirmed: state == .inDoubt),
            at: Samples.moment(9),
            by: "t"
        )
        guard case .conflict(before, let holder) = verdict else {
            Issue.record("not refused: \(verdict)")
            return
        }
        #expect(holder.account.id == Samples.reseller.id)
        #expect(try await store.link() == before)
        #expect(try await store.history(of: nil, limit: 99) == history)
        let open = try await store.openCase(of: before.account, on: "Dropbox")
        #expect(open?.holder?.account.id == (state == .conflict ? Samples.reseller.id : nil))
    }

    @Test(arguments: Engine.all)
    func `adopting, giving up and undoing go only where they may`(engine: Engine) async throws {
        let (store, doubt) = try await doubtful(engine)
        #expect(try await store.unlink(doubt, at: Samples.moment(), by: "t") == .stale(doubt))
        guard case .recorded(let given) = try await store.abandon(doubt, at: Samples.moment(2), by: "t") else {
            Issue.record("not given up")
            return
        }
        #expect(try await store.abandon(doubt, at: Samples.moment(), by: "t") == .stale(given))
        guard case .claimed = try await store.commit(.sample(Samples.direct, "b", generation: 1)) else {
            Issue.record("the claim is gone")
            return
        }
        let adoption = Adoption(seen: given, externalID: "dbx-5", isUnconfirmed: true)
        guard case .recorded(let adopted) = try await store.adopt(adoption, at: Samples.moment(3), by: "t") else {
            Issue.record("not adopted")
            return
        }
        #expect(adopted.state == .synchronized && adopted.origin == .adopted && adopted.isUnconfirmed)
        guard case .recorded(let unlinked) = try await store.unlink(adopted, at: Samples.moment(4), by: "t") else {
            Issue.record("not undone")
            return
        }
        #expect(unlinked.state == .inDoubt && unlinked.externalID == nil, "an attempt of ours came before")
    }

    @Test(arguments: Engine.all)
    func `an adoption before any attempt, undone, leaves nothing`(engine: Engine) async throws {
        let store = try await engine.furnished()()
        let request = SyncRequest(account: Samples.direct, options: ["email": "x"])
        _ = try await store.recordFound("dbx-1", request: request, on: "Dropbox", at: Samples.moment(), by: "t")
        let found = try #require(try await store.link())
        #expect(found.state == .atVendor && found.options == ["email": "x"])
        let adoption = Adoption(seen: found, externalID: "dbx-1")
        _ = try await store.adopt(adoption, at: Samples.moment(1), by: "t")
        let adopted = try #require(try await store.link())
        _ = try await store.unlink(adopted, at: Samples.moment(2), by: "t")
        #expect(try await store.link() == nil)
        guard case .committed = try await store.commit(.sample()) else {
            Issue.record("a claim was left")
            return
        }
    }

    @Test(arguments: Engine.all)
    func `probes are kept with the doubt that they are about`(engine: Engine) async throws {
        let (store, doubt) = try await doubtful(engine)
        try await store.record(Probe(.absent, at: Samples.moment(40)), of: doubt, by: "t")
        try await store.record(
            Probe(.unclear, at: Samples.moment(50), reason: .inDoubt(.status(500))),
            of: doubt,
            by: "t"
        )
        let open = try #require(try await store.openCases(on: "Dropbox").first)
        #expect(open.probes.map(\.finding) == [.absent, .unclear] && open.intent == .sample())
        #expect(try await store.openCase(of: "3", on: "Dropbox") == open)
        _ = try await store.commit(.sample(Samples.direct, "b", claim: .sendAgain, generation: 1))
        _ = try await store.commit(.inDoubt(.broken(.connectionLost)), of: "b", at: Samples.moment(60))
        try await store.record(Probe(.absent, at: Samples.moment(70)), of: doubt, by: "t")
        #expect(try await store.openCases(on: nil).first?.probes.isEmpty == true, "they were about the first send")
    }
}
