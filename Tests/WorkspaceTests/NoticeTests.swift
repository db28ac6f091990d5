import Accounts
import Samples
import Synchronizing
import Testing
import Workspace

/// What people are told: every kind has a sentence, and a cure wherever something can be done.
@Suite struct NoticeTests {
    private static let link = Samples.link(Samples.customer, .inDoubt, as: "dbx-2")
    private static let form = SyncForm(Samples.situation(Samples.customer, parent: Samples.synchronizedReseller))
    private static let holder = Relative(account: Samples.reseller, link: Samples.link(Samples.reseller))
    private static let unsent: [Unsent] =
        [
            .nameNotResolved(host: "h"), .connectionRefused(host: "h"), .connectionTimedOut(host: "h"),
            .proxyFailed("the proxy p:1 cannot be reached"),
            .invalidRequest("the registered URL is not a URL"), .gateClosed, .cancelled, .circuitOpen(for: .seconds(1)),
        ] + faults.map { .tlsFailed(host: "h", $0) }
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
    private static let doubts: [Doubt] = [
        .broken(.timedOut), .broken(.connectionLost), .broken(.other("the answer could not be read")), .status(500),
        .noAnswer("it is empty"), .ownerDied,
    ]
    private static let failures: [StoreFailure] = [
        .missing(path: "/w"), .exists(path: "/w"), .foreign(path: "/w"), .newerSchema(path: "/w", found: 9, known: 1),
        .denied(path: "/w", writing: true), .denied(path: "/w", writing: false),
        .unsafe(path: "/w", reason: "others may read it"),
        .locked(path: "/w"), .full(path: "/w"), .damaged(path: "/w", reason: "it is damaged"),
        .misused(reason: "a link without an account"),
    ]
    private static let verdicts: [ExistsVerdict] =
        [.absent, .present("dbx-2"), .refused(status: 403, message: "no"), .throttled(after: .seconds(5))]
        + unsent.map { .unreachable($0) } + doubts.map { .unclear($0) }

    private static func link(_ state: SyncState) -> Link { Samples.link(Samples.customer, state, as: "dbx-2") }

    /// What a synchronization can come to, and whether something can be done about it.
    private static var conclusions: [(Conclusion, hasCure: Bool)] {
        let good: [(Conclusion, hasCure: Bool)] = [
            (.created(link(.synchronized), message: "welcome", password: Secret("s3cret"), duplicate: nil), false),
            (.created(link(.synchronized), message: "", password: nil, duplicate: "dbx-9"), true),
            (.adopted(link(.synchronized)), false), (.alreadySynchronized(link(.synchronized)), false),
            (.claimed(link(.synchronized)), false),
        ]
        let other: [Conclusion] = [
            .atVendor(link(.atVendor)), .throttled(after: nil), .throttled(after: .seconds(5)),
            .conflict(link(.conflict), holder: holder), .changed([.account, .parent]),
            .paused("the vendor answered 401"), .disabled,
            .claimed(link(.inDoubt)), .claimed(link(.conflict)), .claimed(link(.abandoned)), .claimed(link(.sending)),
            .unrecorded("a", .created("dbx-2"), .full(path: "/w")),
            .unrecorded("a", .inDoubt("no answer in time"), .locked(path: "/w")),
        ]
        return good + other.map { ($0, true) } + unsent.map { (.notSent($0), true) }
            + doubts.map { (.inDoubt(link, $0), true) }
            + failures.map { (.storeFailed($0), true) } + verdicts.map { (.unanswered($0), true) }
    }

    private static var others: [Notice] {
        let states: [SyncState] = [.atVendor, .conflict, .inDoubt, .abandoned]
        let cases = states.map {
            OpenCase(relative: holder, link: link($0), isExistsProved: true, intent: nil, probes: [])
        }
        let resolutions: [Resolution] = [.ask(in: .zero), .ask(in: .seconds(30)), .sendAgain, .sendAgainUnproved]
        let resolved: [Resolved] =
            [.adopted(link), .conflict(link, holder: holder), .moved(nil), .moved(link)]
            + resolutions.map { .stillInDoubt(link, $0, .absent) }
        let verdicts: [OutcomeVerdict] = [
            .recorded(link(.synchronized)), .recorded(link(.abandoned)), .conflict(link, holder: holder), .stale(nil),
            .stale(link),
        ]
        let problems: [SyncForm.SettingProblem] = [
            .unknownField("x", known: ["Role"]), .readOnly(label: "Role"),
            .notAChoice("x", label: "Role", choices: ["User"]),
            .file(label: "Logo"),
        ]
        return cases.map { Notice($0) } + resolved.map { Notice($0, of: cases[2]) }
            + verdicts.map { Notice($0, of: link) }
            + problems.map { Notice($0) } + Notice.recovered([link]) + Notice.recovered([link, link])
            + failures.map { Notice($0) }
    }

    private func check(_ notice: Notice, _ what: String) {
        for line in notice.lines {
            let isName = ["d ", "dbx-", "account-sync"].contains { line.hasPrefix($0) }
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

    @Test func `every other notice is told in sentences`() {
        for notice in Self.others { check(notice, notice.headline) }
    }

    @Test func `every reason why there is no form is told with its cure`() {
        var failures: [Synchronizer.FormFailure] = [
            .unknown, .definitions(.unusable("the variable KEY is not set: set it")),
        ]
        failures +=
            Self.unsent.map { .definitions(.notSent($0)) } + Self.doubts.map { .definitions(.unusableAnswer($0)) }
        failures += [(200, "no"), (401, ""), (404, "")].map { .definitions(.refused(status: $0.0, message: $0.1)) }
        failures += Self.failures.map { .store($0) }
        for failure in failures { check(Notice(failure, system: "Dropbox"), "\(failure)") }
    }
}
