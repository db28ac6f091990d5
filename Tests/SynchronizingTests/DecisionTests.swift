import Accounts
import Samples
import Synchronizing
import Testing

/// What becomes of a link, whatever it is: every state with every event.
@Suite struct DecisionTests {
    private static let links = SyncState.allCases.filter { $0 != .notSynchronized && $0 != .blocked }
    private let moment = Samples.moment(7)

    private func link(_ state: SyncState, generation: Int = 1) -> Link {
        Link(
            account: Samples.direct.id,
            system: "Dropbox",
            generation: generation,
            state: state,
            attempt: "a",
            reason: .words("before"),
            changed: Samples.moment().wall,
            by: "ada"
        )
    }

    private static let refusal = Outcome.refused(status: 200, message: "no")
    private static let refused = Reason.refused(status: 200, message: "no")
    private static let outcomes: [(Outcome, Int, Bool, SyncState, ExternalID?, Link.Origin?, Reason?)] = [
        (.created("x"), 1, false, .synchronized, "x", .created, nil),
        (.created("x"), 2, true, .conflict, "x", nil, nil), (refusal, 1, false, .refused, nil, nil, refused),
        (refusal, 2, false, .inDoubt, nil, nil, refused),
        (.notSent(.throttled, triesAgain: true), 1, false, .waiting, nil, nil, .throttled),
        (.notSent(.throttled, triesAgain: true), 2, false, .waiting, nil, nil, .throttled),
        (.notSent(.throttled, triesAgain: false), 1, false, .notSent, nil, nil, .throttled),
        (.notSent(.throttled, triesAgain: false), 2, false, .inDoubt, nil, nil, .throttled),
        (.inDoubt(.status(502)), 1, false, .inDoubt, nil, nil, .inDoubt(.status(502))),
    ]

    @Test(arguments: outcomes)
    func `an outcome`(
        outcome: Outcome,
        generation: Int,
        isHeld: Bool,
        state: SyncState,
        id: ExternalID?,
        origin: Link.Origin?,
        reason: Reason?
    ) {
        var expected = link(state, generation: generation)
        (expected.externalID, expected.origin, expected.reason, expected.changed) = (id, origin, reason, moment.wall)
        expected.by = "s"
        #expect(link(.sending, generation: generation).ended(outcome, isHeld: isHeld, at: moment, by: "s") == expected)
    }

    @Test func `what a dead process held is in doubt, unless it waited and had never been sent`() {
        for state in [SyncState.sending, .waiting] {
            for generation in 1...2 {
                let taken = link(state, generation: generation).takenOver(at: moment, by: "t")
                let expected: SyncState = state == .waiting && generation == 1 ? .notSent : .inDoubt
                #expect(
                    taken.state == expected && taken.by == "t" && taken.attempt == "a"
                        && taken.reason != link(state).reason
                )
            }
        }
    }

    @Test(arguments: links)
    func `an id that is free is adopted; one that is held is refused where nothing is new`(state: SyncState) throws {
        var seen = link(state)
        (seen.options, seen.parent) = (["a": "b"], "1")
        #expect(seen.mayBeAdopted == [.atVendor, .inDoubt, .conflict, .abandoned].contains(state))
        for isUnconfirmed in [false, true] {
            let adoption = Adoption(seen: seen, externalID: "x", isUnconfirmed: isUnconfirmed)
            var expected = link(.synchronized)
            (expected.externalID, expected.origin, expected.isUnconfirmed) = ("x", .adopted, isUnconfirmed)
            (expected.options, expected.parent, expected.reason) = (["a": "b"], "1", nil)
            (expected.changed, expected.by) = (moment.wall, "t")
            #expect(seen.adopted(adoption, isHeld: false, at: moment, by: "t") == expected)
            (expected.state, expected.origin) = (.conflict, nil)
            let isNew = !isUnconfirmed && state != .conflict && state != .abandoned
            #expect(seen.adopted(adoption, isHeld: true, at: moment, by: "t") == (isNew ? expected : nil))
        }
    }

    @Test(arguments: links)
    func `only a doubt or a conflict is given up, only an adoption undone`(state: SyncState) {
        let given = link(state).abandoned(at: moment, by: "t")
        #expect(given?.state == (state == .inDoubt || state == .conflict ? .abandoned : nil))
        for origin in [nil, Link.Origin.created, .adopted] {
            for attempt in [nil, AttemptID("a")] {
                var link = link(state)
                (link.origin, link.attempt, link.externalID) = (origin, attempt, "x")
                let undone = link.unlinked(at: moment, by: "t")
                let isUndone = state == .synchronized && origin == .adopted
                #expect(undone?.state == (isUndone ? attempt == nil ? .notSynchronized : .inDoubt : nil))
                #expect(undone == nil || undone?.externalID == nil && undone?.origin == nil)
            }
        }
    }

    @Test(arguments: links)
    func `a claim that is held is free only for its own waiting, and for a second send`(state: SyncState) {
        for (claim, isOurs) in [(Intent.Claim.first, true), (.held, true), (.held, false), (.sendAgain, true)] {
            var intent = Intent.sample
            intent.claim = claim
            let expected =
                switch claim {
                case .first: false
                case .held: state == .waiting && isOurs
                case .sendAgain: state == .inDoubt
                }
            #expect(intent.maySupersede(link(state), isOurs: isOurs) == expected)
            intent.system = "Twin"
            #expect(intent.maySupersede(link(state), isOurs: isOurs) == (claim == .held && expected))
        }
    }

    @Test func `a second send opens the next generation, and nothing else does`() {
        var intent = Intent.sample
        #expect(Link(intent, after: nil).generation == 1)
        #expect(Link(intent, after: link(.notSent, generation: 3)).generation == 3)
        intent.claim = .sendAgain
        #expect(Link(intent, after: link(.inDoubt, generation: 3)).generation == 4)
    }

    @Test func `each thing that changed since is named, and only that`() {
        let intent = Intent.sample
        let facts = Intent.Facts(
            account: 1,
            parent: Samples.link(Samples.reseller),
            system: Samples.system(),
            definitions: 1,
            link: nil,
            emailHolder: nil
        )
        var system = facts.system
        system.revision = intent.basis.system
        func changes(_ change: (inout Intent.Facts) -> Void) -> [Change] {
            var facts = facts
            facts.system = system
            change(&facts)
            return intent.changes(in: facts)
        }
        #expect(changes { _ in } == [])
        #expect(changes { $0.account = nil } == [.accountGone])
        #expect(changes { $0.account = 2 } == [.account])
        #expect(changes { $0.parent = nil } == [.parent])
        #expect(changes { $0.parent?.state = .inDoubt } == [.parent])
        #expect(changes { $0.parent?.externalID = "other" } == [.parent])
        #expect(changes { $0.system.revision += 1 } == [.system])
        #expect(changes { $0.system.isDisabled = true } == [.system])
        #expect(changes { $0.system.pause = .throttled } == [.system])
        #expect(changes { $0.definitions = nil } == [.definitions])
        #expect(changes { $0.link = link(.notSent) } == [.link])
        #expect(changes { $0.emailHolder = "C-1" } == [.emailTaken(by: "C-1")])
    }
}

extension Intent {
    /// An intent for the direct customer, with a parent so that this is looked at, too.
    fileprivate static let sample = Intent(
        attempt: "a",
        account: Samples.direct.id,
        system: "Dropbox",
        claim: .first,
        basis: .init(account: 1, system: 1, definitions: 1, generation: 0),
        parent: .init(id: Samples.reseller.id, externalID: Samples.link(Samples.reseller).externalID ?? ""),
        email: "",
        options: [:],
        begun: Samples.moment(),
        deadline: Samples.moment(30),
        by: "ada"
    )
}
