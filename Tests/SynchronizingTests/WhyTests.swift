import AccountStore
import Accounts
import Samples
import StoredForms
import Testing

@testable import Synchronizing

/// Why an account is as it is: the facts, the one that decides first, and the smallest change.
@Suite struct WhyTests {
    private typealias World = SynchronizerTests.World

    private func explanation(_ world: World, of account: Account = Samples.direct) async throws -> Explanation {
        let row = try #require(try await world.store.row(id: account.id))
        let system = try #require(try await world.store.system(named: "Dropbox"))
        return try await world.synchronizer.explanation(of: row, on: system)
    }

    private func refused(_ words: String, status: Int = 200) -> Exchange<AccountAnswer> {
        status == 200
            ? FakeVendor.answered(AccountAnswer(code: -5, message: words))
            : .answered(Response(status: status, body: .object(message: words, .noCode)))
    }

    @Test func `nothing is sent and nobody is asked for an explanation`() async throws {
        let vendor = FakeVendor(sends: [FakeVendor.created("dbx-1")])
        let world = try await World(vendor)
        let told = try await explanation(world)
        #expect(told.subject == .state(.notSynchronized) && told.facts.first?.what == .neverSent)
        #expect(vendor.asked == 0 && vendor.sent.isEmpty)
        // The form has no Reseller ID yet.
        guard case .mend(let finding) = told.change else { return #expect(Bool(false), "\(told.change)") }
        #expect(finding.rule == .fieldEmpty)
    }

    @Test func `a refusal is told with the vendor's words whole, the attempt, what was sent, and the operator`()
        async throws
    {
        let words = String(repeating: "The reseller is not known. ", count: 40) + "End"
        let world = try await World(FakeVendor(sends: [refused(words)]))
        _ = await world.synchronizer.synchronize(try await world.form())
        let told = try await explanation(world)
        #expect(told.subject == .state(.refused))
        let entries = told.facts.compactMap { if case .entry(let entry) = $0.what { entry } else { nil } }
        #expect(entries.map(\.event) == [.outcome, .intent])
        #expect(entries.first?.reason == .refused(status: 200, message: words))
        #expect(
            told.facts.contains {
                if case .sent(let values) = $0.what { values.contains(Setting("Reseller ID", "RS-77")) } else { false }
            }
        )
        #expect(told.facts.first { $0.what == .entry(entries[0]) }?.by == "tester")
    }

    @Test func `what a request had is not told as empty, and is in the command that sends it again`() async throws {
        let world = try await World(FakeVendor(sends: [refused("no such country")]))
        var form = try await world.form(Samples.reseller)
        form.enter("RS-88", in: "reseller-id")
        _ = await world.synchronizer.synchronize(form)
        let told = try await explanation(world, of: Samples.reseller)
        #expect(told.change == .correct(.refused(status: 200, message: "no such country")))
        #expect(told.repeated == [Setting("Reseller ID", "RS-88")])
        #expect(
            !told.facts.contains {
                if case .finding(let finding) = $0.what { finding.rule == .fieldEmpty } else { false }
            }
        )
    }

    @Test func `a paused system is told with the request that paused it, and is the first thing to change`()
        async throws
    {
        let world = try await World(FakeVendor(sends: [refused("wrong key", status: 401)]))
        _ = await world.synchronizer.synchronize(try await world.form())
        let told = try await explanation(world, of: Samples.reseller)
        #expect(told.change == .liftPause(.refused(status: 401, message: "wrong key")))
        #expect(
            told.facts.contains {
                if case .refusedRequest(let account, _) = $0.what {
                    account.code == "Z-1" && $0.at != nil
                } else {
                    false
                }
            }
        )
    }

    @Test func `an account in doubt is told with what was asked since, of which the last five`() async throws {
        let vendor = FakeVendor(sends: [FakeVendor.status(502)])
        let world = try await World(vendor)
        _ = await world.synchronizer.synchronize(try await world.form())
        let link = try #require(try await world.link())
        for number in 0..<7 {
            let probe = Probe(.absent, at: Samples.moment(Double(number)), reason: .absent)
            try await world.store.record(probe, of: link, by: "tester")
        }
        let told = try await explanation(world)
        #expect(told.subject == .state(.inDoubt))
        guard case .resolve = told.change else { return #expect(Bool(false), "\(told.change)") }
        let events = told.facts.compactMap { if case .entry(let entry) = $0.what { entry.event } else { nil } }
        #expect(events == Array(repeating: .probe, count: 5) + [.outcome, .intent])
        #expect(told.facts.contains { $0.what == .earlier(2) })
    }

    @Test func `what is synchronized needs nothing; a customer below is told its reseller's state`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        let before = try await explanation(world, of: Samples.customer)
        guard case .mend(let finding) = before.change else { return #expect(Bool(false), "\(before.change)") }
        #expect(finding.rule == .parentNotSynchronized("R-1", name: "Northwind Cloud", state: .notSynchronized))
        _ = await world.synchronizer.synchronize(try await world.form(Samples.reseller))
        #expect(try await explanation(world, of: Samples.reseller).change == .portal)
        let after = try await explanation(world, of: Samples.customer)
        #expect(after.change == .send(after: nil))
        let row = try #require(try await world.store.row(id: Samples.customer.id))
        let field = try await world.synchronizer.explanation(
            ofField: "Reseller ID",
            in: try await world.form(Samples.customer),
            of: row
        )
        #expect(field.change == .enter(label: "Reseller ID"))
        let events = field.facts.compactMap { if case .entry(let entry) = $0.what { entry.event } else { nil } }
        #expect(events == [.outcome, .intent], "of the reseller, whose value it is")
        await #expect(throws: SyncForm.SettingProblem.self) {
            try await world.synchronizer.explanation(ofField: "colour", in: try await world.form(), of: row)
        }
    }

    // MARK: Without a store

    private func evidence(_ account: Account, _ state: SyncState?, origin: Link.Origin? = nil) -> Evidence {
        var link = state.map { Samples.link(account, $0) }
        link?.origin = origin
        let row = AccountRow(
            key: AccountKey(1),
            account: account,
            links: ["Dropbox": link].compactMapValues(\.self),
            parentCode: nil
        )
        var evidence = Evidence(row, on: Samples.system())
        evidence.form = SyncForm(Samples.situation(account, link: link))
        return evidence
    }

    @Test(arguments: SyncState.allCases)
    func `each state has its smallest change`(state: SyncState) {
        let isLink = state != .notSynchronized && state != .blocked
        let change = Explanation(evidence(Samples.direct, isLink ? state : nil)).change
        let expected: SmallestChange =
            switch state {
            case .notSynchronized, .blocked, .notSent, .refused: .send(after: nil)
            case .sending: .waitForEnd
            case .waiting: .waitForRetry(nil)
            case .synchronized: .portal
            case .atVendor: .adopt("dbx-1")
            case .inDoubt: .resolve(.ask(in: .zero))
            case .conflict: .compare(holder: nil)
            case .abandoned: .adoptAfterAll
            }
        #expect(change == expected)
    }

    @Test func `a run in which an account waits comes before what a form would need`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        let run = NewRun(
            system: "Dropbox",
            hash: "h",
            plan: "{}",
            accounts: [Samples.reseller.id, Samples.customer.id],
            limits: RunLimits(),
            by: "anna"
        )
        let id = try await world.store.begin(run, at: Samples.moment())
        let told = try await explanation(world, of: Samples.customer)
        #expect(told.facts.first?.what == .run(id, .left) && told.facts.first?.by == "anna")
        #expect(told.change == .waitForRun(id, .left))
        guard case .mend = try await explanation(world).change else { return #expect(Bool(false), "not in the run") }
        try await world.store.stop(id, by: "anna", at: Samples.moment())
        guard case .mend = try await explanation(world, of: Samples.customer).change else {
            return #expect(Bool(false), "the run is over")
        }
    }

    @Test func `a run in which a process has taken an account is named as well, and first`() async throws {
        let world = try await World(FakeVendor(sends: [FakeVendor.created("dbx-1")]))
        func begin(_ accounts: [AccountID]) async throws -> RunID {
            let run = NewRun(
                system: "Dropbox",
                hash: "h",
                plan: "{}",
                accounts: accounts,
                limits: RunLimits(),
                by: "anna"
            )
            return try await world.store.begin(run, at: Samples.moment())
        }
        _ = try await begin([Samples.customer.id])
        let id = try await begin([Samples.reseller.id, Samples.customer.id])
        #expect(
            try await world.store.take([1], of: id, within: RunLimits(), at: Samples.moment()) == .taken([1])
        )
        let told = try await explanation(world, of: Samples.customer)
        #expect(told.facts.first?.what == .taken(id))
        #expect(told.change == .waitForRun(id, .underWay))
        #expect(try await explanation(world, of: Samples.reseller).facts.first?.what == .run(id, .underWay))
        try await world.store.end([1: RunRecord(.refused, at: Samples.moment().wall, by: "anna")], of: id)
        let ended = try await explanation(world, of: Samples.customer).facts.map(\.what)
        #expect(!ended.contains(.taken(id)) && !ended.contains(.run(id, .underWay)))
    }

    @Test func `the first obstacle is the one to change: the system, its pause, the other registration, the form`() {
        var known = evidence(Samples.direct, nil)
        known.form = nil
        #expect(Explanation(known).change == .askForFields)
        var claim = Samples.link(Samples.direct)
        claim.system = "Other"
        known.claim = claim
        #expect(Explanation(known).change == .otherSystem("Other"))
        known.system.pause = .words("why not")
        #expect(Explanation(known).change == .liftPause(.words("why not")))
        known.system.isDisabled = true
        #expect(Explanation(known).change == .enable)
        #expect(Explanation(evidence(Samples.direct, .synchronized, origin: .adopted)).change == .unlink)
    }

    @Test func `a pause is no fact about what is synchronized, since that is not sent again`() {
        let pause = Reason.words("why not")
        var (done, new) = (evidence(Samples.direct, .synchronized), evidence(Samples.direct, nil))
        (done.system.pause, new.system.pause) = (pause, pause)
        (done.system.isDisabled, new.system.isDisabled) = (true, true)
        let told = [done, new].map { Explanation($0).facts.map(\.what) }
        #expect(!told[0].contains(.paused(pause)) && !told[0].contains(.disabled))
        #expect(told[1].contains(.paused(pause)) && told[1].contains(.disabled))
    }

    @Test func `of what blocks, the fault for which the account is shown as blocked comes first`() {
        var customer = Samples.customer
        customer.country = ""
        var known = evidence(customer, nil)
        let parent = AccountOnSystem(account: Samples.reseller, link: nil)
        known.form = SyncForm(Samples.situation(customer, parent: parent))
        known.findings = known.form?.preflight(PreflightFacts(emailUses: [])) ?? []
        #expect(known.findings.first?.subject == .parent)
        guard case .mend(let finding) = Explanation(known).change else { return #expect(Bool(false)) }
        #expect(finding.rule == .countryMissing)
    }
}
