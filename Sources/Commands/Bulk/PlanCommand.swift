import AccountFiles
import Accounts
import ArgumentParser
import Foundation
import Synchronizing
import Telling
import Workspace

struct PlanCommand: ReadingCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Shows what synchronizing many accounts would send, and what forbids it; sends nothing.",
        discussion: "Print it with --json into a file, look at it, and apply it: account-sync synchronize --plan FILE."
    )

    @OptionGroup var workspace: WorkspaceOption
    @Argument(help: ArgumentHelp("The codes of accounts.", valueName: "code"))
    var codes: [String] = []
    @Option(
        name: .customLong("codes"),
        help: ArgumentHelp(
            "A file with codes, one a line or between commas, tabs or spaces; - reads standard input; instead of codes.",
            valueName: "file"
        ),
        completion: .file()
    )
    var codeFile: String?
    @Option(help: ArgumentHelp("Words that all must occur, as in the console; instead of codes.", valueName: "words"))
    var filter: String?
    @Option(
        help: ArgumentHelp(
            "A CSV file with the column code and any fields, by option ID or label; instead of codes.",
            valueName: "file"
        ),
        completion: .file(extensions: ["csv"])
    )
    var from: String?
    @Flag(help: "All accounts; instead of codes.")
    var all = false
    @OptionGroup var system: SystemOption
    @Option(help: ArgumentHelp("A field's value for all of them; may be repeated.", valueName: "field=value"))
    var set: [String] = []
    @Flag(help: "Link what is at the vendor already.")
    var adopt = false
    @Flag(help: "Send Storefront-managed accounts, too.")
    var storefrontToo = false
    @OptionGroup var output: JSONOption

    func validate() throws {
        let given = [
            (!codes.isEmpty, "Codes"), (codeFile != nil, "--codes"), (filter != nil, "--filter"),
            (from != nil, "--from"), (all, "--all"),
        ]
        .filter(\.0).map(\.1)
        guard let first = given.first else {
            throw ValidationError("Name accounts, or give one of --codes, --filter, --from and --all.")
        }
        guard given.count == 1 else { throw ValidationError("\(first) and \(given[1]) exclude each other.") }
        try Setting.check(set)
    }

    func run(in opened: Workspace) async throws -> any Report {
        let system = try await opened.system(system)
        let wish = PlanWish(
            rows: try await rows(in: opened, on: system),
            settings: try set.map { try Setting(assignment: $0).composed() },
            adopts: adopt,
            allowsStorefront: storefrontToo
        )
        if json {
            try await print(PlanAsJSON(), wish, in: opened, on: system)
        } else {
            try await print(PlanAsTable(), wish, in: opened, on: system)
        }
        return Printed()
    }

    /// Prints the plan while it is made.
    private func print<Printing: PlanPrinting>(
        _ printing: Printing,
        _ wish: PlanWish,
        in opened: Workspace,
        on system: ProvisioningSystem
    ) async throws {
        let pages = Pages(printing)
        let progress = ProgressLine(isShown: !Printing.printsAtOnce || !StandardOutput.isTerminal)
        defer { progress.end() }
        let tally: PlanTally
        do throws(PlanProblem) {
            tally = try await opened.synchronizer.plan(
                wish,
                on: system,
                progress: { done, total in progress.show { Phrases.planning(done, of: total, after: $0) } },
                eachPortion: { pages.print($0) }
            )
        } catch {
            throw CommandProblem.plan(error, system.name)
        }
        let limits = RunLimits(of: system)
        let forecast = try await opened.forecast(of: tally, limits: limits)
        let pulled = try await opened.bss.pullState().pulled
        var printing = try pages.end()
        progress.end()
        try printing.printEnd(tally, forecast, on: system, pulled: pulled)
    }

    private func rows(in opened: Workspace, on system: ProvisioningSystem) async throws -> [PlanWish.Row] {
        if let from { return try await rows(of: try await settings(from, in: opened, on: system), in: opened) }
        return try await accounts(in: opened, on: system).map { PlanWish.Row($0) }
    }

    private func accounts(in opened: Workspace, on system: ProvisioningSystem) async throws -> [AccountID] {
        if let codeFile {
            let bytes = try InputFile.read(codeFile)
            guard !bytes.contains(0) else { throw CommandProblem.notText(InputFile.name(codeFile)) }
            return try await opened.ids(named: CodeList(String(decoding: bytes, as: UTF8.self)))
        }
        if filter != nil || all {
            let query = try await opened.query(filteredBy: filter ?? "", on: system.name)
            return try await opened.accounts.ids(of: query)
        }
        return try await opened.ids(ofCodes: codes)
    }

    private func settings(
        _ path: String,
        in opened: Workspace,
        on system: ProvisioningSystem
    ) async throws -> SettingsCSV {
        let bytes = try InputFile.read(path)
        let definitions = try await opened.definitions(of: system)
        let file = try SettingsCSV(bytes) { name in
            definitions.field(named: name) != nil || Setting(name, "").isParent
        }
        for name in file.leftOut { Output.message(Phrases.leftOut(column: name, system.name)) }
        return file
    }

    private func rows(of file: SettingsCSV, in opened: Workspace) async throws -> [PlanWish.Row] {
        if let problem = file.problems.first { throw CommandProblem.settings(problem) }
        var rows: [PlanWish.Row] = []
        for row in file.rows {
            guard let found = try await opened.accounts.row(code: row.code) else {
                throw CommandProblem.unknownAccountInFile(
                    row.code,
                    line: row.line,
                    alike: try await opened.alike(row.code)
                )
            }
            let settings = row.values.map { Setting($0.key, $0.value) }
            rows.append(PlanWish.Row(found.account.id, settings: settings.sorted { $0.name < $1.name }))
        }
        return rows
    }
}
