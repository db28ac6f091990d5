import Accounts
import ArgumentParser
import Foundation
import Samples
import Synchronizing
import Telling
import Testing

@testable import Commands

/// What a bulk run tells at its end, of runs that no vendor could bring about.
@Suite(.timeLimit(.minutes(20))) struct SummaryTests {
    private static let accounts = [Samples.direct, Samples.reseller]

    private func item(_ account: Account) -> Plan.Item {
        Plan.Item(
            id: account.id,
            code: account.code,
            name: account.name,
            traits: [:],
            parent: nil,
            fields: [],
            adopts: false,
            allowsStorefront: false,
            verdict: .ready
        )
    }

    /// The summary of a run over two accounts that ended so.
    private func summary(_ ends: [(BulkRun.Result, RunReport.Ended)]) throws -> (RunSummary, [[String: Any]]) {
        let plan = Plan(
            workspace: "w",
            system: "Dropbox",
            definitions: "d",
            items: Self.accounts.map(item)
        )
        var story = RunStory(plan, at: .distantPast)
        var run = BulkRun(plan, states: [:], limits: RunLimits())
        _ = run.apply(.started)
        for (index, end) in ends.enumerated() {
            story.take(.ended(index, end.0, end.1), at: .distantPast)
            _ = run.apply(.ended(index, end.0))
        }
        let summary = RunSummary(run, .storeFailed, story, earlier: [:])
        let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(summary)) as? [String: Any]
        return (summary, try #require(json?["accounts"] as? [[String: Any]]))
    }

    private func form(_ account: Account) -> SyncForm { SyncForm(Samples.situation(account)) }

    @Test func `an account that is held by another one's outcome was not sent, and is told no id`() throws {
        let unrecorded = Conclusion.unrecorded("attempt-1", .created("dbx-1"), .full(path: "/w"))
        let (summary, accounts) = try summary([
            (.unrecorded, .concluded(form(Samples.direct), unrecorded)),
            (.storeFailed, .concluded(form(Samples.reseller), .held(by: "attempt-1"))),
        ])
        #expect("\(summary.exitCode)".contains("74"))
        #expect(accounts[0]["externalId"] as? String == "dbx-1" && accounts[0]["state"] as? String == "sending")
        #expect(accounts[1]["externalId"] == nil && accounts[1]["state"] as? String == "not sent")
        let text = "\(accounts[1])"
        #expect(text.contains("held by attempt attempt-1") && !text.contains("dbx-1"))
    }

    @Test func `an account of a run is told with the reason and what to do, and nothing twice`() throws {
        let refusal = Conclusion.Refusal(status: 200, message: "no such country", isBeforeSending: false)
        let refused = Conclusion.refused(refusal)
        let unrecorded = Conclusion.unrecorded("attempt-1", .created("dbx-1"), .full(path: "/w"))
        let (summary, _) = try summary([
            (.refused, .concluded(form(Samples.direct), refused)),
            (.unrecorded, .concluded(form(Samples.reseller), unrecorded)),
        ])
        let words = summary.accounts[0].words
        #expect(words.hasPrefix("It says: \"no such country\"") && words.hasSuffix(summary.accounts[0].cure ?? "-"))
        let whole = summary.accounts[1].words
        #expect(whole.ranges(of: "Write this down").count == 1, "\(whole)")
    }

    @Test func `a run that was stopped can be tried again later, whatever it did not send`() {
        func code(_ results: [BulkRun.Result], _ ending: BulkRun.Ending) -> Int32 {
            ExitCode(of: results.map { .ended($0) }, ending).rawValue
        }
        #expect(code([.synchronized, .notSent], .stopped) == 75)
        #expect(code([.notSent, .refused], .stopped) == 75)
        #expect(code([.synchronized, .notSent], .complete) == 69)
        #expect(code([.notSent], .unreachable) == 69)
        #expect(code([.notSent, .unrecorded], .stopped) == 74)
        #expect(code([.synchronized, .refused], .stopped) == 77)
        #expect(code([.synchronized], .stopped) == 0)
        let standings: [BulkRun.Standing] = [.waiting, .ended(.notSent)]
        #expect(ExitCode(of: standings, .stopped).rawValue == 75)
    }

    @Test func `a stopped run that leaves an outcome unwritten says that the workspace cannot be written`() throws {
        let plan = Plan(workspace: "w", system: "Dropbox", definitions: "d", items: Self.accounts.map(item))
        let story = RunStory(plan, at: .distantPast)
        let run = BulkRun(plan, states: [:], limits: RunLimits())
        let codes = [0, 1].map { RunSummary(run, .stopped, story, earlier: [:], outcomesLeft: $0).exitCode }
        #expect(codes == [.tryLater, .workspace])
    }

    @Test func `a conclusion that is held has neither an id nor an attempt of its own`() throws {
        let form = form(Samples.reseller)
        let conclusion = Conclusion.held(by: "attempt-1")
        let json = ConclusionJSON(form, conclusion, [], Notice(conclusion, of: form))
        #expect(json.externalId == nil && json.attempt == nil && json.state == "not synchronized")
        #expect("\(conclusion.exitCode)".contains("74"))
    }

    @Test func `what is synchronized with other values is no success`() throws {
        let link = Samples.link(Samples.direct)
        let difference = ValueDifference(label: "Reseller ID", sent: "RS-88", asked: "RS-99")
        let conclusion = Conclusion.synchronizedOtherwise(link, [difference])
        #expect("\(conclusion.exitCode)".contains("65"))
        let (_, accounts) = try summary([
            (.blocked, .otherwise(link, [difference])), (.blocked, .concluded(form(Samples.reseller), conclusion)),
        ])
        for account in accounts {
            #expect(account["externalId"] as? String == "dbx-1" && account["state"] as? String == "blocked")
            #expect(account["details"] as? [String] == [#"Reseller ID: sent "RS-88", asked for "RS-99""#])
        }
    }
}
