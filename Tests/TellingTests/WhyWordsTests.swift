import Accounts
import Samples
import Telling
import Testing

@testable import Synchronizing

/// What an explanation says: every kind of fact and of change has words that fit the sentence around them.
@Suite struct WhyWordsTests {
    private static let link = Samples.link(Samples.customer, .refused)
    private static let refusal = Reason.refused(status: 401, message: "wrong key")
    private static let holder = AccountOnSystem(account: Samples.reseller, link: Samples.link(Samples.reseller))
    private static let form = SyncForm(Samples.situation(Samples.customer, parent: Samples.synchronizedReseller))
    private static var findings: [Finding] {
        SyncForm(Samples.situation(Samples.customer)).preflight(PreflightFacts(emailUses: []))
    }

    private static func entry(_ event: LogEntry.Event, _ reason: Reason? = nil) -> LogEntry {
        LogEntry(
            number: 1,
            event: event,
            attempt: "a-1",
            account: "2",
            system: "Dropbox",
            generation: 1,
            state: .refused,
            externalID: nil,
            reason: reason,
            at: Samples.moment(),
            by: "tester"
        )
    }

    private static var facts: [Fact.What] {
        [
            .neverSent, .run(RunID(rawValue: 3), .underWay), .run(RunID(rawValue: 3), .left),
            .taken(RunID(rawValue: 3)),
            .link(link), .link(holder.link ?? link), .earlier(1), .earlier(3),
            .sent([Setting("Role", "User")]), .unsent([Setting("Role", "User")]),
            .disabled, .paused(refusal), .refusedRequest(Samples.direct, refusal), .claimed(link), .holder(holder),
            .parent(holder), .parent(AccountOnSystem(account: Samples.reseller, link: nil)), .imported, .changed,
            .fieldsUnknown, .definition(Samples.fields[0]), .provenance(.none), .provenance(.account),
        ] + findings.map { .finding($0) }
            + LogEntry.Event.allCases.flatMap { event in
                [nil, refusal, .absent].map { .entry(entry(event, $0)) }
            }
    }

    private static var changes: [SmallestChange] {
        [
            .send(after: nil), .send(after: .notSent(.cancelled)), .correct(refusal),
            .correct(.refused(status: 404, message: "")), .enable, .liftPause(refusal), .otherSystem("My Dropbox"),
            .askForFields, .waitForEnd, .waitForRetry(nil), .waitForRetry(Samples.moment().wall),
            .waitForRun(RunID(rawValue: 3), .underWay), .resolve(.ask(in: .zero)), .resolve(.ask(in: .seconds(5))),
            .resolve(.sendAgain), .resolve(.sendAgainUnproved), .adopt("dbx-1"), .compare(holder: nil), .adoptAfterAll,
            .unlink, .portal, .column(.email, label: "Email"), .enter(label: "Reseller ID"), .chooseParent, .vendor,
        ] + findings.map { .mend($0) }
    }

    @Test func `every fact is told in words that stand after a time`() {
        for what in Self.facts {
            let phrase = Fact(what).phrase(on: "Dropbox")
            #expect(!phrase.isEmpty && !phrase.hasSuffix(".") && !phrase.contains("  "), "\(phrase)")
            #expect(!phrase.contains("Optional("), "\(phrase)")
        }
        #expect(Fact(.paused(Self.refusal)).vendorsWords == "wrong key")
        #expect(Fact(.entry(Self.entry(.outcome, Self.refusal))).phrase(on: "D").hasSuffix(#"(HTTP 401): "wrong key""#))
    }

    @Test func `every change is told, with a command of this account wherever one does it`() {
        for change in Self.changes {
            let told = Explanation(
                account: Samples.customer,
                system: "My Dropbox",
                subject: .state(.refused),
                facts: [],
                change: change
            )
            for inForm in [true, false] {
                let alteration = told.alteration(inForm: inForm)
                #expect(
                    alteration.first?.isUppercase == true && alteration.hasSuffix(".")
                        && !alteration.contains(".."),
                    "\(alteration)"
                )
            }
            guard let command = told.command else { continue }
            #expect(command.hasPrefix("account-sync "), "\(command)")
            #expect(command.contains("'My Dropbox'"), "\(command)")
        }
    }

    @Test func `what waits in a bulk run is told so, and what the run needs`() {
        func told(_ standing: StoredRun.Standing) -> [String] {
            let told = Explanation(
                account: Samples.customer,
                system: "Dropbox",
                subject: .state(.notSynchronized),
                facts: [],
                change: .waitForRun(RunID(rawValue: 3), standing)
            )
            return [told.alteration(inForm: false), told.command].compactMap(\.self)
        }
        #expect(told(.underWay) == ["Nothing is needed: it waits for its turn in bulk run 3."])
        #expect(told(.holding) == ["Nothing is needed: it waits in bulk run 3 until the vendor can be reached."])
        #expect(
            told(.left)
                == ["It waits in bulk run 3, on which nobody works: go on with it.", "account-sync work --once"]
        )
        #expect(
            told(.unapproved)
                == ["It waits in bulk run 3, which somebody else must approve.", "account-sync runs approve 3"]
        )
    }

    @Test func `what is explained is named`() {
        func headline(_ subject: Explanation.Subject) -> String {
            Explanation(
                account: Samples.customer,
                system: "Dropbox",
                subject: subject,
                facts: [],
                change: .vendor
            )
            .headline
        }
        let name = "Bäckerei Sonne GmbH (C-1)"
        #expect(headline(.state(.inDoubt)) == "\(name) is in doubt at Dropbox.")
        let states = SyncState.allCases.map { String(headline(.state($0)).dropFirst(name.count + 1)) }
        #expect(
            states == [
                "is not synchronized at Dropbox.", "is blocked at Dropbox.", "is waiting to be sent to Dropbox.",
                "is being sent to Dropbox.", "is synchronized at Dropbox.", "is already at Dropbox.",
                "is refused at Dropbox.", "was not sent to Dropbox.", "is in doubt at Dropbox.",
                "is in conflict at Dropbox.", "is abandoned at Dropbox.",
            ]
        )
        let conflict = AccountOnSystem(
            account: Samples.reseller,
            link: Samples.link(Samples.reseller, .conflict, as: "dbx-9")
        )
        #expect(
            Fact(.parent(conflict)).phrase(on: "Dropbox")
                == "its reseller Northwind Cloud (R-1) is in conflict over dbx-9"
        )
        #expect(headline(.parent(nil)) == "The Parent Account of \(name) at Dropbox is blank.")
        #expect(headline(.field(Self.form.fields[2])) == "Reseller ID of \(name) at Dropbox is \"RS-77\".")
    }
}
