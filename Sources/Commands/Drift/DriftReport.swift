import Accounts
import ArgumentParser
import Synchronizing
import Telling

/// What has drifted, as far as it is listed, and how much there is.
struct DriftReport: Report {
    let limit: Int
    let listsMinor: Bool
    var compared = 0
    var counts: [Drift.Kind: Int] = [:]
    /// How many differ only in what the vendor makes no use of.
    var minor = 0
    var drifts: [Drift] = []
    var problems: [(system: SystemName, reason: Reason, told: String)] = []
    /// What was not asked, or not looked for.
    var remarks: [String] = []

    init(limit: Int, listsMinor: Bool) { (self.limit, self.listsMinor) = (limit, listsMinor) }

    mutating func take(_ found: [Drift]) {
        for drift in found {
            if drift.matters { counts[drift.kind, default: 0] += 1 } else { minor += 1 }
            if drift.matters || listsMinor, drifts.count < limit { drifts.append(drift) }
        }
    }

    private var count: Int { counts.values.reduce(0, +) + (listsMinor ? minor : 0) }

    var json: DriftsJSON {
        DriftsJSON(
            compared: compared,
            counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
            drifts: drifts.map { DriftJSON($0) },
            remarks: remarks,
            problems: problems.map { .init(system: $0.system.rawValue, message: $0.reason.phrase) }
        )
    }

    var exitCode: ExitCode { count > 0 ? .blocked : problems.isEmpty ? .success : .unavailable }

    func print() {
        var table = Table("CODE", "NAME", "SYSTEM", "EXTERNAL ID", "WHAT", "WHAT TO DO")
        for drift in drifts {
            table.add(
                drift.account?.code.rawValue ?? "",
                drift.account?.name ?? drift.customer?.name ?? "",
                drift.system.rawValue,
                drift.externalID?.rawValue ?? "",
                drift.phrase,
                drift.cure
            )
        }
        if table.isEmpty { Output.line(DriftWords.none) } else { table.print() }
        if drifts.count < count { Output.message(DriftWords.unlisted(drifts.count, of: count)) }
        if minor > 0, !listsMinor { Output.message(DriftWords.minorNotListed(minor)) }
        for remark in remarks { Output.message(remark) }
        for problem in problems { Output.message(problem.told) }
    }
}
