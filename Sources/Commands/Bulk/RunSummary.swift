import Accounts
import Foundation
import Synchronizing
import Telling
import Workspace

struct RunSummary: Encodable {
    struct Item: Encodable {
        var account: ToldAccount
        var state: String
        var externalId: String?
        var message: String?
        var details: [String]?
        var cure: String?
    }

    var system: String
    var ending: String
    var message: String
    var cure: String?
    var counts: [String: Int]
    var generatedPasswords: Int
    var accounts: [Item]
    /// What it was to cost at most.
    var forecast: PlanDocument.Forecasted?
    /// The accounts that were sent although the BSS could not be read.
    var stale: Stale?
    let standings: [BulkRun.Standing]
    let end: BulkRun.Ending
    /// How many outcomes could not be written down, even after the run.
    let outcomesLeft: Int
    /// What is said of files that could not be written.
    var lostFiles: [Notice] = []

    private enum CodingKeys: String, CodingKey {
        case system, ending, message, cure, counts, generatedPasswords, accounts, forecast, stale
    }

    struct Stale: Encodable {
        var accounts: Int
        var asOf: Date?
        let sentence: String

        private enum CodingKeys: String, CodingKey { case accounts, asOf }
    }

    /// `earlier` holds the vendor's ids of the accounts that were synchronized before.
    init(
        _ run: BulkRun,
        _ ending: BulkRun.Ending,
        _ story: RunStory,
        earlier: [AccountID: ExternalID],
        outcomesLeft: Int = 0
    ) {
        let plan = story.plan
        let notice = Notice(ending, of: run.standings, system: plan.system)
        system = plan.system.rawValue
        self.ending = ending.name
        message = notice.headline
        cure = notice.cure
        standings = run.standings
        end = ending
        self.outcomesLeft = outcomesLeft
        stale = story.stale.map { Stale(accounts: $0.count, asOf: $0.asOf, sentence: $0.sentence) }
        counts = [:]
        for standing in run.standings { counts[standing.name, default: 0] += 1 }
        generatedPasswords = story.entries.values.count(where: \.hasPassword)
        accounts = zip(plan.items, run.standings).enumerated()
            .map { index, pair in
                let (item, standing) = pair
                let entry = story.entries[index]
                return Item(
                    account: ToldAccount(item),
                    state: standing.name,
                    externalId: (entry?.externalID ?? earlier[item.id])?.rawValue,
                    message: entry.map { $0.result == .unrecorded ? $0.words : $0.notice.headline }
                        ?? item.verdict.explanation,
                    details: entry?.notice.details,
                    cure: entry?.notice.cure
                )
            }
    }
}

extension RunSummary: Report {
    func print() {
        for item in accounts where !item.isSynchronized { item.printLine() }
        // The message of a complete run already contains the counts.
        if end != .complete {
            let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            Output.line(parts.joined(separator: ", ") + ".")
        }
        if generatedPasswords > 0 { Output.message(Phrases.unkept(generatedPasswords)) }
        if let stale { Output.message(stale.sentence) }
        Output.line(message)
        if let cure, end != .complete { Output.line(cure) }
    }
}
