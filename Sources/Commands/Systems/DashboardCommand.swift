import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct DashboardCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "Shows how things stand on each system, in numbers.",
        discussion: "It asks nobody."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Option(
        help: ArgumentHelp(
            "How many resellers to show, those with the most customers first; 5 unless given.",
            valueName: "n"
        ),
        transform: Numbers.limit
    )
    var resellers: Int = 5
    @OptionGroup var output: JSONOption

    func run(in opened: Workspace) async throws -> any Report {
        let figures = try await opened.inbox.figures(resellers: resellers)
        return Shown(figures.map(SystemFiguresJSON.init)) {
            if figures.isEmpty { Output.message(Phrases.noSystem) }
            Output.apart(figures) { $0.print() }
        }
    }
}

extension SystemFigures {
    fileprivate func print() {
        Output.line("\(system.name)\(system.hindrance.map { "   \($0)" } ?? "")")
        var table = Table("STATE", "ACCOUNTS")
        for state in SyncState.allCases { if let count = counts[state] { table.add(state.rawValue, count.grouped) } }
        table.print()
        Output.line(DashboardWords.total(self))
        if !lastChange.isEmpty { Output.line(DashboardWords.lastChange(lastChange)) }
        guard !resellers.isEmpty else { return }
        var largest = Table(DashboardWords.largest, "")
        for reseller in resellers { largest.add("  \(reseller.account.named)", reseller.progress) }
        largest.print()
    }
}

struct SystemFiguresJSON: Encodable {
    struct Reseller: Encodable {
        var account: ToldAccount
        var customers, synchronized: Int
    }

    struct Change: Encodable {
        var at: Date
        var by: String
    }

    var system: String
    var total: Int
    var counts: [String: Int]
    /// How many need somebody, without the blocked ones.
    var needing: Int
    /// Why nothing can be sent to it.
    var hindrance: String?
    var lastChange: Change?
    var resellers: [Reseller]

    init(_ figures: SystemFigures) {
        system = figures.system.name.rawValue
        total = figures.total
        counts = Dictionary(uniqueKeysWithValues: figures.counts.map { ($0.key.rawValue, $0.value) })
        needing = figures.needing
        hindrance = figures.system.hindrance
        lastChange = figures.last.map { Change(at: $0.changed, by: $0.by) }
        resellers = figures.resellers.map { reseller in
            Reseller(
                account: ToldAccount(reseller.account),
                customers: reseller.customers,
                synchronized: reseller.synchronized
            )
        }
    }
}
