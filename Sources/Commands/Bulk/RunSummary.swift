import Accounts
import Foundation
import Synchronizing
import Telling
import Workspace

struct RunSummary: Encodable {
    var system: String
    var ending: String
    var message: String
    var cure: String?
    var counts: [String: Int]
    var generatedPasswords: Int
    var accounts: [ToldItem]
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
        let told = zip(run.standings, story.allTold).map { $1 == .ended(.leftOut) ? $1 : $0 }
        let notice = Notice(ending, of: told, system: plan.system)
        system = plan.system.rawValue
        self.ending = ending.name
        message = notice.headline
        cure = notice.cure
        // As the book keeps it: for whoever asks whether all are synchronized, what is left out waits.
        standings = told.map { $0 == .ended(.leftOut) ? .waiting : $0 }
        end = ending
        self.outcomesLeft = outcomesLeft
        stale = story.stale.map { Stale(accounts: $0.count, asOf: $0.asOf, sentence: $0.sentence) }
        counts = [:]
        for standing in told { counts[standing.name, default: 0] += 1 }
        generatedPasswords = story.entries.values.count(where: \.hasPassword)
        accounts = zip(plan.items, told).enumerated()
            .map { index, pair in
                let (item, standing) = pair
                let entry = story.entries[index]
                var told = ToldItem(item, standing, entry, on: plan.system)
                told.externalId = told.externalId ?? earlier[item.id]?.rawValue
                if let entry, entry.result == .unrecorded { told.message = entry.words }
                return told
            }
    }
}

extension RunSummary: Report {
    func print() {
        for item in accounts where !item.isSynchronized { item.printLine() }
        // The message of a complete run already contains the counts.
        if end != .complete {
            let parts = counts.sorted { $0.key < $1.key }
                .map { "\($0.value) \(SyncState(rawValue: $0.key)?.counted ?? $0.key)" }
            Output.line(parts.joined(separator: ", ") + ".")
        }
        if generatedPasswords > 0 { Output.message(Phrases.unkept(generatedPasswords)) }
        if let stale { Output.message(stale.sentence) }
        Output.line(message)
        if let cure, end != .complete { Output.line(cure) }
    }
}
