import Accounts
import ArgumentParser
import Synchronizing
import Telling

/// How a run ended, as text and as JSON.
struct RunSummary: Encodable {
    struct Item: Encodable {
        var code, name, state: String
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
    private let standings: [BulkRun.Standing]
    private let end: BulkRun.Ending

    private enum CodingKeys: String, CodingKey {
        case system, ending, message, cure, counts, generatedPasswords, accounts
    }

    /// `earlier`: the vendor's ids of what was synchronized before.
    init(
        _ plan: Plan,
        _ run: BulkRun,
        _ ending: BulkRun.Ending,
        ledger: [Int: RunLedger.Entry],
        earlier: [AccountID: ExternalID]
    ) {
        let notice = Notice(ending, of: run.standings, system: plan.system)
        system = plan.system.rawValue
        self.ending = ending.name
        message = notice.headline
        cure = notice.cure
        standings = run.standings
        end = ending
        counts = [:]
        for standing in run.standings { counts[standing.name, default: 0] += 1 }
        generatedPasswords = ledger.values.count(where: \.hasPassword)
        accounts = zip(plan.items, run.standings).enumerated()
            .map { index, pair in
                let (item, standing) = pair
                let entry = ledger[index]
                return Item(
                    code: item.code.rawValue,
                    name: item.name,
                    state: standing.name,
                    externalId: (entry?.externalID ?? earlier[item.id])?.rawValue,
                    message: entry.map { $0.result == .unrecorded ? $0.words : $0.notice.headline }
                        ?? item.verdict.explanation,
                    details: entry?.notice.details,
                    cure: entry?.notice.cure
                )
            }
    }

    /// 0 when all are synchronized, else the first that applies.
    var exitCode: ExitCode {
        func any(_ results: BulkRun.Result...) -> Bool {
            standings.contains { if case .ended(let result) = $0 { results.contains(result) } else { false } }
        }
        if any(.storeFailed, .unrecorded) || end == .storeFailed { return .workspace }
        if any(.notSent) || end == .unreachable { return .unavailable }
        if any(.inDoubt) || standings.contains(where: { $0 == .waiting || $0 == .underWay }) { return .tryLater }
        if any(.refused, .atVendor, .conflict) { return .refused }
        if any(.blocked, .skipped) { return .blocked }
        return .success
    }

    func print() {
        for item in accounts where item.state != BulkRun.Result.synchronized.name {
            Output.line("\(item.code) \(item.name): \(item.state)\(item.message.map { ": \($0)" } ?? "")")
        }
        // A complete run's message has the counts itself.
        if end != .complete {
            let parts = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            Output.line(parts.joined(separator: ", ") + ".")
        }
        if generatedPasswords > 0 {
            Output.message("\(generatedPasswords) passwords were generated and not kept; reset them at the vendor.")
        }
        Output.line(message)
        if let cure, end != .complete { Output.line(cure) }
    }
}

extension BulkRun.Result {
    /// Those that a bar tells, in this order.
    static let told: [BulkRun.Result] = [
        .synchronized, .atVendor, .refused, .notSent, .inDoubt, .unrecorded, .conflict, .blocked, .skipped,
    ]

    /// The name in the one vocabulary of states.
    var name: String {
        switch self {
        case .synchronized: SyncState.synchronized.rawValue
        case .atVendor: SyncState.atVendor.rawValue
        case .refused: SyncState.refused.rawValue
        case .notSent, .storeFailed: SyncState.notSent.rawValue
        case .inDoubt: SyncState.inDoubt.rawValue
        case .unrecorded: SyncState.sending.rawValue
        case .conflict: SyncState.conflict.rawValue
        case .blocked: SyncState.blocked.rawValue
        case .skipped: "skipped"
        }
    }
}

extension BulkRun.Standing {
    /// The name in the one vocabulary of states.
    var name: String {
        switch self {
        case .waiting: SyncState.waiting.rawValue
        case .underWay: SyncState.sending.rawValue
        case .ended(let result): result.name
        }
    }
}

extension BulkRun.Ending {
    fileprivate var name: String {
        switch self {
        case .complete: "complete"
        case .stopped: "stopped"
        case .doubts: "too many in doubt"
        case .quarantined: "quarantined"
        case .unreachable: "unreachable"
        case .storeFailed: "workspace not writable"
        }
    }
}
