import Accounts
import ArgumentParser
import Synchronization
import Synchronizing
import Telling
import Workspace

struct DriftCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift",
        abstract: "Shows where accounts differ from what was sent, or from what the vendor has; sends nothing.",
        discussion: """
            Without a code it lists what has drifted: changed after it was sent, another parent now, gone from the BSS, \
            one id twice. --ask also reads the list of customers of each vendor that has one, which finds what is unknown \
            here and what the vendor does not have, and asks the other vendors about each account, as fast as their rate \
            allows; Ctrl-C ends that, and what was found is listed. With a code it shows the BSS, what was sent and, with --ask, the vendor side by side. The exit code is \
            65 if anything has drifted.
            """
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: "The account's code; without it, all accounts.")
    var code: String?
    @OptionGroup var system: OnlySystemOption
    @Flag(help: "Ask the vendor, too.")
    var ask = false
    @Flag(help: "Also list differences that do not matter to the vendor, such as a phone number.")
    var all = false
    @Option(
        help: ArgumentHelp("The most to list, 1 to 1,000,000; 1,000 unless given.", valueName: "n"),
        transform: Numbers.limit
    )
    var limit: Int = 1_000
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let system = try await opened.system(system)
        if let code {
            let row = try await opened.account(code)
            return ViewsReport(
                account: row.account,
                views: try await opened.views(of: row.account.id, on: system?.name, asking: ask),
                held: ask ? try await opened.heldOptions(of: row.account.id) : nil,
                definitions: try await opened.comparison().definitions
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
        if ask { try await askVendors(opened, comparison, system, line, &report) }
        line.end()
        return report
    }

    private func askVendors(
        _ opened: Workspace,
        _ comparison: Comparison,
        _ only: ProvisioningSystem?,
        _ line: ProgressLine,
        _ report: inout DriftReport
    ) async throws {
        let stop = AskingStop()
        EndRequests.answer { _, isFirst in stop.answer(isFirst: isFirst) }
        let systems = comparison.systems.values.filter { !$0.isDisabled && (only == nil || $0.name == only?.name) }
        for system in systems.sorted(by: { $0.name < $1.name }) {
            guard !stop.isPressed else {
                report.remarks.append(DriftWords.notAllAsked(system.name, 0, nil))
                continue
            }
            if system.endpoints.customersList != nil {
                let reading = try await opened.synchronizer.compareList(of: system, with: opened.drift) { drifts in
                    report.take(drifts)
                    return !stop.isPressed
                }
                switch reading {
                case .whole: break
                case .perhapsNotWhole: report.remarks.append(DriftWords.perhapsNotWhole(system.name))
                case .stopped: report.remarks.append(DriftWords.listEnded(system.name))
                case .failed(let reason):
                    report.problems.append((system.name, reason, DriftWords.listUnread(system.name, reason)))
                }
                continue
            }
            var asked = 0
            let reading = try await opened.synchronizer.compareByExists(on: system, with: opened.drift) {
                drifts,
                count in
                report.take(drifts)
                asked = count
                line.show { _ in DriftWords.asking(system.name, count) }
                return !stop.isPressed
            }
            report.remarks.append(DriftWords.noList(system.name))
            switch reading {
            case .whole, .perhapsNotWhole: break
            case .stopped: report.remarks.append(DriftWords.notAllAsked(system.name, asked, nil))
            case .failed(let reason):
                report.problems.append((system.name, reason, DriftWords.notAllAsked(system.name, asked, reason)))
            }
        }
    }
}

/// A request to end asking: what was found so far is listed.
private final class AskingStop: Sendable {
    private let pressed = Mutex(false)

    var isPressed: Bool { pressed.withLock { $0 } }

    func answer(isFirst: Bool) -> EndReply {
        guard isFirst else { return .ends([]) }
        pressed.withLock { $0 = true }
        return .finishes([DriftWords.askingEnded])
    }
}
