import Accounts
import Samples
import Synchronizing
import Telling
import Testing
import Workspace

/// What people are told: every kind has a sentence, and a cure wherever something can be done.
@Suite struct NoticeTests {
    private static let link = Samples.link(Samples.customer, .inDoubt, as: "dbx-2")
    private static let form = SyncForm(Samples.situation(Samples.customer, parent: Samples.synchronizedReseller))
    private static let holder = AccountOnSystem(account: Samples.reseller, link: Samples.link(Samples.reseller))
    private static let unsent: [Unsent] =
        [
            .nameNotResolved(host: "h"), .connectionRefused(host: "h"), .connectionTimedOut(host: "h"),
            .gateClosed, .cancelled, .circuitOpen(for: .seconds(1)),
        ] + faults.map { .tlsFailed(host: "h", $0) } + ReasonKinds.proxyFaults.map { .proxyFailed($0) }
        + ReasonKinds.requestFaults.map { .invalidRequest($0) }
    private static let day = Samples.moment().wall
    private static let faults: [TLSFault] =
        [
            .expired(certificate: "\"n\"", on: day), .notYetValid(certificate: "\"n\"", from: day),
            .otherHost(names: []),
            .otherHost(names: ["\"n\""]), .caFileIsNoRoot(certificate: "\"n\"", issuer: "\"i\"", caFile: "c"),
            .untrusted,
            .noCommonProtocol, .notTLS, .noHandshake, .other("words"),
        ]
        + [nil, "ca.pem"]
        .flatMap { file in
            [
                .selfSigned(caFile: file), .unknownRoot("\"r\"", caFile: file),
                .missingIssuer("\"i\"", of: "\"n\"", caFile: file),
            ]
        }
    private static let doubts: [Doubt] =
        [
            .broken(.timedOut), .broken(.connectionLost), .broken(.unreadable), .status(500),
        ] + ReasonKinds.unreadable.map { .noAnswer($0) } + [.ownerDied, .unknownToBook]
    private static let failures: [StoreFailure] =
        [
            .missing(path: "/w"), .exists(path: "/w"), .foreign(path: "/w"),
            .exists(path: "postgresql://host/book"), .foreign(path: "service=book"),
            .newerSchema(path: "/w", found: 9, known: 1),
            .denied(path: "/w", writing: true), .denied(path: "/w", writing: false), .readOnly,
            .unsafe(path: "/w", .readable), .unsafe(path: "/w", .symbolicLink), .unsafe(path: "/w", .writableDirectory),
            .unsafe(path: "/w", .owner("anna")),
            .locked(path: "/w"), .full(path: "/w"), .damaged(path: "/w", .malformed), .damaged(path: "/w", .empty),
            .damaged(path: "/w", .io), .damaged(path: "/w", .unreadableRow), .damaged(path: "/w", .system("words")),
            .corrupted(path: "/w", at: .init(table: "links", column: "state", row: "account 2, system Dropbox")),
            .corrupted(path: "/w", at: .init(table: "workspace", column: "id", row: "")),
            .misused(reason: "a link without an account"), .away(path: "/w", []),
        ] + Home.Part.allCases.map { .away(path: "postgresql://host/book", [$0]) }
        + closings.map { .closed(path: "/w", $0) } + moveProblems.map { .unmovable(path: "/w", $0) }
        + serverFaults.map { .server(path: "postgresql://host/book", $0) }
    private static let closings: [Closing] =
        [.init(.moving, "/x", move: "m"), .init(.moved, "/x", move: "m", copy: "c")]
        + [.init(.arriving, "/x", move: "m", copy: "c")]
    private static let moveProblems: [MoveProblem] = {
        let place = StoreFailure.Place(table: "links", column: "state", row: "account 2, system Dropbox")
        let runs = [1, 2].map { MoveProblem.Run(RunID(rawValue: $0), on: "Dropbox") }
        return [
            .underWay(links: 1, runs: runs), .underWay(links: 2, runs: []), .underWay(links: 0, runs: [runs[0]]),
            .notEmpty,
            .samePlace, .begunElsewhere("/x"), .notBegun, .isOver("/x"), .cancelled, .copyMissing,
            .unstorable(place, .nul), .unstorable(place, .tooLong), .unstorable(place, .rule("23505 links_claim")),
            .different(place),
        ]
    }()
    private static let serverFaults: [ServerFault] = [
        .noLibrary, .notAName, .passwordInName, .passwordFileExposed("/h/.pgpass"), .unreachable("words"), .noPassword,
        .noService("words"), .unproved("words"), .otherName("words"), .noTLS("words"),
        .refused("words"), .noDatabase, .tooManyConnections, .notReady, .standby, .forbidden("words"), .noMember,
        .role(.viewer), .roleChanged(from: .approver, to: .viewer),
        .scope, .ownerAlone, .rule("edge"), .clock,
        .otherEngine("CockroachDB"), .pooler, .tooOld(version: "PostgreSQL 14.2", least: 15),
        .olderBook(found: 1, known: 2), .encoding("LATIN1"), .lost, .noAnswer, .held, .unknownOutcome, .tooLong,
        .code("22P02"),
    ]
    private static let verdicts: [ExistsVerdict] =
        [.absent, .present("dbx-2"), .refused(status: 403, message: "no"), .throttled(after: .seconds(5))]
        + unsent.map { .unreachable($0) } + doubts.map { .unclear($0) }
    private static let changes: [Change] = [
        .account, .accountGone, .parent, .system, .definitions, .link, .emailTaken(by: "Z-1"),
    ]
    private static let outcomes: [Outcome] = [
        .created("dbx-2"), .refused(status: 200, message: "no"),
        .notSent(.notSent(.cancelled), triesAgain: false), .inDoubt(.broken(.timedOut)),
    ]
    private static let refusals: [Conclusion.Refusal] = [200, 401, 403, 404, 405, 422]
        .flatMap { status in
            ["", "wrong email"].map { .init(status: status, message: $0, isBeforeSending: status == 404) }
        }
    private static let difference = ValueDifference(label: "Reseller ID", sent: "RS-88", asked: "RS-99")

    private static func link(_ state: SyncState) -> Link { Samples.link(Samples.customer, state, as: "dbx-2") }

    /// What a synchronization can come to, and whether its notice has a cure of its own.
    private static var conclusions: [(Conclusion, hasCure: Bool)] {
        let good: [(Conclusion, hasCure: Bool)] = [
            (.created(link(.synchronized), message: "welcome", password: Secret("s3cret"), duplicate: nil), false),
            (.created(link(.synchronized), message: "", password: nil, duplicate: "dbx-9"), true),
            (.adopted(link(.synchronized)), false), (.alreadySynchronized(link(.synchronized)), false),
            (.claimed(link(.synchronized)), false),
            // Each finding says its own cure; the reason of what is unusable does, too.
            (.blocked(form.preflight(PreflightFacts(emailUses: [], allowsStorefront: false))), false),
            (.unusable(.secret(.noVariable("KEY"))), false),
        ]
        let other: [Conclusion] =
            [
                .atVendor(link(.atVendor)), .throttled(after: nil), .throttled(after: .seconds(5)),
                .throttledAndStopped(after: .seconds(5)),
                .conflict(link(.conflict), holder: holder), .changed(changes),
                .synchronizedOtherwise(link(.synchronized), [difference]),
                .paused(.refused(status: 401, message: "no")), .paused(.words("it was paused")), .disabled,
                .held(by: "a"),
            ] + changes.map { .changed([$0]) }
        let claims = SyncState.allCases.filter { $0 != .synchronized }
        return good + (other + claims.map { .claimed(link($0)) }).map { ($0, true) }
            + refusals.map { (.refused($0), true) } + unsent.map { (.notSent($0), true) }
            + doubts.map { (.inDoubt(link, $0), true) }
            + failures.map { (.storeFailed($0), true) } + verdicts.map { (.unanswered($0), true) }
            + outcomes.flatMap { outcome in failures.map { (.unrecorded("a", outcome, $0), true) } }
    }

    private static let cases = [SyncState.atVendor, .conflict, .inDoubt, .abandoned]
        .map { OpenCase(relative: holder, link: link($0), isExistsProved: true, intent: nil, probes: []) }
    private static let resolutions: [Resolution] = [
        .ask(in: .zero), .ask(in: .seconds(30)), .sendAgain, .sendAgainUnproved,
    ]
    private static let resolved: [Resolved] =
        [.adopted(link), .conflict(link, holder: holder), .moved(nil), .moved(link)]
        + resolutions.map { .stillInDoubt(link, $0, .absent) }
    private static let decisions: [OutcomeVerdict] = [
        .recorded(link(.synchronized)), .recorded(link(.abandoned)), .conflict(link, holder: holder), .stale(nil),
        .stale(link),
    ]
    private static let settingProblems: [SyncForm.SettingProblem] = [
        .unknownField("x", known: ["Role"]), .readOnly(label: "Role"),
        .notAChoice("x", label: "Role", choices: ["User"]), .file(label: "Logo"),
        .ambiguousChoice("Berlin", label: "City", choices: ["Berlin (10)", "Berlin (11)"]),
    ]
    private static let definitionsFailures: [Synchronizer.DefinitionsFailure] =
        ReasonKinds.unusable.map { .unusable($0) }
        + unsent.map { .notSent($0) } + doubts.map { .unusableAnswer($0) }
        + [(200, "no"), (401, ""), (404, ""), (429, ""), (503, "down")]
        .map { .refused(status: $0.0, message: $0.1) }
    private static let formFailures: [Synchronizer.FormFailure] =
        [.unknown, .unkept(book: "postgresql://h/b", isChanged: false), .unkept(book: "b", isChanged: true)]
        + definitionsFailures.map { .definitions($0) } + failures.map { .store($0) }
    private static let waiting = StoredRun(
        id: RunID(rawValue: 3),
        system: "Dropbox",
        hash: "h",
        size: 1_200,
        limits: RunLimits(),
        by: "anna",
        begun: Samples.moment().wall,
        isDetached: true,
        retryOf: nil,
        approval: RunApproval(author: "anna", until: Samples.moment(60).wall, isLapsed: false)
    )
    private static let planProblems: [PlanProblem] =
        [
            .secret(label: "Password"), .unknownParent("R-9"), .otherWorkspace, .system("Dropbox"), .definitions,
            .worked(RunID(rawValue: 3)), .unapproved(waiting),
        ]
        + failures.map { .store($0) } + formFailures.map { .form($0) } + settingProblems.map { .setting($0) }
    private static let documentProblems: [PlanDocumentProblem] = [
        .notAPlan(.notAnObject), .unknownFormat(9), .edited,
    ]
    private static let endings: [BulkRun.Ending] = [
        .complete, .stopped, .doubts(3), .quarantined(.failures(4, of: 10)), .unreachable, .storeFailed,
    ]
    private static let ends: [(RunReport.Ended, BulkRun.Result)] =
        conclusions.map { (.concluded(form, $0.0), .notSent) } + resolved.map { (.resolved(cases[2], $0), .inDoubt) }
        + [
            (.otherwise(link(.synchronized), [difference]), .blocked), (.differs(ReasonKinds.differences), .blocked),
            (.untried, .skipped), (.untried, .storeFailed),
        ]

    private static let item = Plan.Item(
        id: Samples.customer.id,
        code: Samples.customer.code,
        name: Samples.customer.name,
        traits: [:],
        parent: nil,
        fields: [],
        adopts: false,
        allowsStorefront: false,
        verdict: .ready
    )

    private static var others: [Notice] {
        var notices = cases.map { Notice($0) } + resolved.map { Notice($0, of: cases[2]) }
        notices += decisions.map { Notice($0, of: link) } + settingProblems.map { Notice($0) }
        notices += Notice.recovered([link]) + Notice.recovered([link, link]) + failures.map { Notice($0) }
        notices += planProblems.map { Notice($0, system: "Dropbox") } + documentProblems.map { Notice($0) }
        notices += endings.map { Notice($0, of: [.ended(.synchronized), .waiting], system: "Dropbox") }
        notices += ApprovalRefusal.allCases.map { .approval($0, waiting) }
        return notices + ends.map { Notice($0.0, $0.1, of: item) }
    }

    private func check(_ notice: Notice, _ what: String) {
        for line in Set(notice.lines + notice.lines(naming: { "‹\($0)›" })) {
            let isName = ["dbx-", "account-sync"].contains { line.hasPrefix($0) }
            #expect(line.first?.isLowercase == false || isName, "\(what): \(line)")
            #expect([".", "\"", "?", "!"].contains(line.suffix(1)), "\(what): \(line)")
            #expect(!line.contains("..") && !line.contains("Optional(") && !line.contains("s3cret"), "\(what): \(line)")
            #expect(!line.contains("  ") && line.trimmed == line, "\(what): \(line)")
        }
        #expect(!notice.headline.isEmpty)
    }

    @Test func `every end of a synchronization is told in sentences, with a cure wherever something can be done`() {
        for (conclusion, hasCure) in Self.conclusions {
            let notice = Notice(conclusion, of: Self.form)
            check(notice, "\(conclusion)")
            #expect((notice.cure != nil) == hasCure, "\(conclusion): \(notice.lines)")
        }
    }

    private static var all: [Notice] {
        let endings: [BulkRun.Ending] = [
            .complete, .stopped, .doubts(1), .doubts(3), .quarantined(.failures(4, of: 10)), .unreachable, .storeFailed,
        ]
        return conclusions.map { Notice($0.0, of: form) } + others
            + endings.map { Notice($0, of: [.ended(.synchronized), .waiting], system: "Dropbox") }
            + [401, 500]
            .map {
                Notice(.refused(.init(status: $0, message: "no", isBeforeSending: false)), of: form)
            } + [Notice(Synchronizer.FormFailure.unknown, system: "Dropbox")]
    }

    @Test func `a command is told no key, and the console no command that a key does`() {
        let keys =
            /(^|[ ,;:.(])(d lists|Press d|r in |r tries|R goes|e asks|a adopts|A adopts|X abandons|F5 |B shows|↵)/
        let commands = /account-sync (resolve|systems check)|--send-again|`systems check`/
        #expect(
            "See it: d lists what needs you.".contains(keys) && "Run `account-sync resolve R-1`.".contains(commands)
        )
        for notice in Self.all {
            for line in notice.lines { #expect(line.firstMatch(of: keys) == nil, "\(line)") }
            for line in notice.lines(naming: { "‹\($0)›" }) { #expect(line.firstMatch(of: commands) == nil, "\(line)") }
        }
    }

    @Test func `a run that came to its end says how many came to what, and is good only if nothing is left`() {
        func said(_ standings: BulkRun.Standing...) -> Notice { Notice(.complete, of: standings, system: "Dropbox") }
        let done = BulkRun.Standing.ended(.synchronized)
        #expect(said(done, done) == Notice(.good, "Finished: 2 synchronized."))
        #expect(
            said(.ended(.blocked), done, .ended(.inDoubt), .ended(.blocked), done)
                == Notice(.doubt, "Finished: 2 synchronized, 1 in doubt, 2 blocked.")
        )
        #expect(
            said(.ended(.refused), .ended(.skipped), .ended(.conflict), .waiting)
                == Notice(
                    .warning,
                    "Finished: 1 refused, 1 in conflict, 1 skipped because the parent failed, 1 still waiting."
                )
        )
        #expect(said() == Notice(.good, "Finished: there was nothing to do."))
    }

    @Test func `of a run that was stopped with nothing left nobody is told how to send the rest`() {
        let over: [BulkRun.Standing] = [.ended(.synchronized), .ended(.blocked)]
        let stopped = Notice(.stopped, of: over, system: "Dropbox")
        #expect(stopped == .plain("The run was stopped; nothing of it was left to begin."))
        let doubts = Notice(.doubts(1), of: [.ended(.synchronized), .ended(.inDoubt)], system: "Dropbox")
        let told = doubts.cure(naming: { _ in "r" })
        #expect(told == "Find out why Dropbox does not answer; then r asks about them.")
    }

    @Test func `a vendor that asks for a pause when it is asked whether an account exists is asked again later`() {
        let name = Self.form.account.name
        func lines(_ after: Duration?) -> [String] {
            Notice(.unanswered(.throttled(after: after)), of: Self.form).lines(naming: { "‹\($0)›" })
        }
        #expect(
            lines(.seconds(5)) == [
                "Dropbox asks us to try again later, and did not say whether \(name) exists.", "Nothing was sent.",
                "Try again in 5 seconds.",
            ]
        )
        #expect(lines(nil).last == "Try again in a few minutes.")
    }

    @Test func `where a run that stopped has tried everything, the key is named that tries again what failed`() {
        func told(_ ending: BulkRun.Ending, _ last: BulkRun.Standing) -> String? {
            let standings: [BulkRun.Standing] = [.ended(.synchronized), .ended(.refused), last]
            let notice = Notice(ending, of: standings, system: "Dropbox")
            return notice.cure(naming: { $0 == .retryFailed ? "r" : "‹\($0)›" })
        }
        let failures = BulkRun.Ending.quarantined(.failures(4, of: 10))
        #expect(told(failures, .ended(.blocked))?.hasSuffix(" Then r tries again what failed.") == true)
        #expect(told(.unreachable, .ended(.notSent)) == "When it is up, r tries again what failed.")
        // What waits, or was skipped with its parent, is sent only by another run of the plan.
        for last in [BulkRun.Standing.waiting, .ended(.skipped)] {
            #expect(told(failures, last)?.hasSuffix(" Then ‹goOn› sends the rest.") == true)
        }
    }

    @Test func `a name that ends with a full stop brings the only one of its sentence`() {
        let notice = Notice.good("The filter is saved as Andes Nube S.A..")
            .details(["It replaces Andes Nube S.A..", "Asking ..."]).cure("Ask Andes Nube S.A..")
        #expect(
            notice.lines == [
                "The filter is saved as Andes Nube S.A.", "It replaces Andes Nube S.A.", "Asking ...",
                "Ask Andes Nube S.A.",
            ]
        )
    }

    @Test func `a URL that a vendor calls its own is told in one sentence`() {
        #expect(
            Phrases.otherURL("Exists", "https://v.example/e")
                == "Its own URL for Exists is https://v.example/e, which is not the one that is registered."
        )
    }

    @Test func `every other notice is told in sentences`() {
        for notice in Self.others { check(notice, notice.headline) }
    }

    @Test func `every reason why there is no form is told with its cure`() {
        for failure in Self.formFailures { check(Notice(failure, system: "Dropbox"), "\(failure)") }
    }

    @Test func `the tables have every kind of what they tell`() {
        #expect(Self.conclusions.map(\.0).missingKinds.isEmpty)
        #expect(Self.unsent.missingKinds.isEmpty && Self.doubts.missingKinds.isEmpty)
        #expect(Self.faults.missingKinds.isEmpty)
        #expect(Self.failures.missingKinds.isEmpty && Self.verdicts.missingKinds.isEmpty)
        #expect(Self.changes.missingKinds.isEmpty && Self.outcomes.missingKinds.isEmpty)
        #expect(Self.resolutions.missingKinds.isEmpty && Self.resolved.missingKinds.isEmpty)
        #expect(Self.decisions.missingKinds.isEmpty && Self.settingProblems.missingKinds.isEmpty)
        #expect(Self.formFailures.missingKinds.isEmpty && Self.definitionsFailures.missingKinds.isEmpty)
        #expect(Self.planProblems.missingKinds.isEmpty && Self.documentProblems.missingKinds.isEmpty)
        #expect(Self.endings.missingKinds.isEmpty && Self.ends.map(\.0).missingKinds.isEmpty)
        let needy = SyncState.allCases.filter { $0.needsOperator || $0 == .abandoned }
        #expect(Set(Self.cases.map(\.link.state)) == Set(needy))
    }

    @Test func `a table that lacks a kind is noticed`() {
        #expect(Self.doubts.dropLast().missingKinds == [.unknownToBook])
    }
}
