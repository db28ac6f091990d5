import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct DriftCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Shows where accounts differ from what was sent, or from what the vendor has; sends nothing.",
        discussion: """
            Without a code it lists what has drifted: changed after it was sent, another parent now, gone from the BSS, \
            one id twice. --ask also reads the list of customers of each vendor that has one, and finds what is unknown \
            here. With a code it shows the BSS, what was sent and, with --ask, the vendor side by side. The exit code is \
            65 if anything has drifted.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code; without it, all accounts.")
    var code: String?
    @Option(help: "Only on this provisioning system.")
    var system: String?
    @Flag(help: "Ask the vendor, too.")
    var ask = false
    @Flag(help: "Also list what the vendor makes no use of, such as a phone number.")
    var all = false
    @Option(help: "The most to list.", transform: Numbers.limit)
    var limit: Int = 1_000
    @Flag(help: "Print JSON.")
    var json = false

    func run(in opened: Workspace) async throws -> any Report {
        let system: ProvisioningSystem? = if let system { try await opened.system(system) } else { nil }
        if let code {
            let row = try await opened.account(code)
            return ViewsReport(
                account: row.account,
                views: try await opened.views(of: row.account.id, on: system?.name, asking: ask)
            )
        }
        var report = DriftReport(limit: limit, listsMinor: all)
        let comparison = try await opened.comparison()
        let line = ProgressLine()
        try await opened.drift.compare(by: comparison, on: system?.name) { portion in
            report.take(portion.drifts)
            report.compared = portion.compared
            line.show { _ in DriftWords.comparing(portion.compared) }
            return true
        }
        if ask { try await askVendors(opened, comparison, system, &report) }
        line.end()
        return report
    }

    private func askVendors(
        _ opened: Workspace,
        _ comparison: Comparison,
        _ only: ProvisioningSystem?,
        _ report: inout DriftReport
    ) async throws {
        let systems = comparison.systems.values.filter { !$0.isDisabled && (only == nil || $0.name == only?.name) }
        for system in systems.sorted(by: { $0.name < $1.name }) {
            guard system.endpoints.customersList != nil else {
                Output.message(DriftWords.noList(system.name))
                continue
            }
            let problem = try await opened.synchronizer.compareList(of: system, with: opened.drift) { drifts in
                report.take(drifts)
                return true
            }
            if let problem { report.problems.append((system.name, problem)) }
        }
    }
}

/// What has drifted, as far as it is listed, and how much there is.
private struct DriftReport: Report {
    let limit: Int
    let listsMinor: Bool
    var compared = 0
    var counts: [Drift.Kind: Int] = [:]
    /// How many differ only in what the vendor makes no use of.
    var minor = 0
    var drifts: [Drift] = []
    var problems: [(system: SystemName, reason: Reason)] = []

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
        for problem in problems { Output.message(DriftWords.listUnread(problem.system, problem.reason)) }
    }
}

/// One account from three sides, on each system.
private struct ViewsReport: Report {
    let account: Account
    let views: [AccountViews]

    var json: [ViewsJSON] { views.map { ViewsJSON($0) } }
    var exitCode: ExitCode { views.contains { !$0.drifts.isEmpty || $0.otherID != nil } ? .blocked : .success }

    func print() {
        Output.line(account.named)
        if views.isEmpty { Output.line(DriftWords.nothingLinked) }
        for views in views {
            Output.line()
            Output.line("\(views.linked.link.system): \(DriftWords.standing(views.linked.link))")
            var table = Table("", "BSS", "SENT", "VENDOR", "")
            for line in views.lines {
                func text(_ value: String?) -> String { value ?? DriftWords.unknown }
                let sign = !line.differs ? "" : line.matters ? "!" : "~"
                table.add(line.field.phrase, text(line.book), text(line.sent), text(line.vendor), sign)
            }
            table.print()
            Output.line("BSS: \(DriftWords.book(views.linked.account))")
            Output.line("SENT: \(DriftWords.sent(views.linked))")
            Output.line("VENDOR: \(views.vendorPhrase)")
            if let id = views.otherID { Output.line(DriftWords.otherID(id)) }
            for drift in views.drifts { Output.line("\(drift.matters ? "!" : "~") \(drift.phrase). \(drift.cure)") }
        }
    }
}
