import AccountFiles
import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

/// What a list selects.
struct FilterOptions: ParsableArguments {
    @Option(help: "Words that all must occur; ! negates; status:, role:, parent: and others as in the console.")
    var filter: String = ""
    @Option(help: "The system that status: is about.")
    var system: String?

    /// The rows that are selected, by code.
    func rows(in workspace: Workspace) async throws -> [AccountRow] {
        let words = filter
        let filter = AccountFilter(words)
        guard words.isEmpty || !filter.isEmpty else {
            throw Failure(ExitCode(64), "The filter \(words) asks for nothing.", cure: "Write a word, or leave it out.")
        }
        let systems = try await workspace.systems.systems().map(\.name)
        if let unknown = filter.unknownTerms(systems: systems).first {
            throw Failure(ExitCode(64), "\(unknown.message).", cure: unknown.cure.sentence)
        }
        let name: SystemName? = if let system { try await workspace.system(system).name } else { nil }
        let listing = try await workspace.accounts.list(AccountQuery(filter: filter, order: .code, system: name))
        return try await workspace.accounts.rows(listing.entries.map(\.key))
    }
}

extension AccountRow {
    /// The Provisioning Sync Status on a system; where the account's own data blocks it, with the reason.
    func stateAndReason(on system: SystemName) -> String {
        let state = state(on: system)
        guard state == .blocked, let fault = AccountFault(account) else { return state.rawValue }
        return "\(state.rawValue) (\(fault.rawValue))"
    }
}

/// Lists accounts.
struct ListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists accounts with their Provisioning Sync Status."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var selection: FilterOptions
    @Flag(help: "Print JSON.")
    var json = false
    @Flag(help: "Print CSV, as an import reads it.")
    var csv = false

    func run() throws {
        try Blocking.run(ended: Blocking.nothingChanged) { [workspace, selection, json, csv] in
            let opened = try await workspace.open()
            let rows = try await selection.rows(in: opened)
            let systems = try await opened.systems.systems().filter { !$0.isDisabled }
            if json { return try Output.json(rows.map { AccountRowJSON($0, systems: systems) }) }
            if csv { return Output.raw(CSV.text(rows)) }
            var table = Table("CODE", "NAME", "TYPE", "PARENT", "CC", "EMAIL", "PROVISIONING SYNC STATUS")
            for row in rows {
                let status = systems.map { system in
                    let id = row.links[system.name]?.externalID.map { " as \($0)" } ?? ""
                    return "\(system.name): \(row.stateAndReason(on: system.name))\(id)"
                }
                let account = row.account
                table.add(
                    account.code.rawValue,
                    account.name,
                    account.kind.rawValue,
                    row.parentCode?.rawValue ?? "",
                    account.country,
                    account.email,
                    status.joined(separator: ", ")
                )
            }
            table.print()
        }
    }
}

/// Writes all accounts out.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Exports accounts as CSV (or JSON), as an import reads them."
    )

    @OptionGroup var workspace: WorkspaceOption
    @OptionGroup var selection: FilterOptions
    @Flag(help: "Print JSON.")
    var json = false
    @Flag(help: "Print CSV (what happens without a flag).")
    var csv = false
    @Flag(
        help:
            "For machines: write formulas as they are, without the apostrophe that keeps a spreadsheet from running them."
    )
    var unguarded = false

    func run() throws {
        try Blocking.run(ended: Blocking.nothingChanged) { [workspace, selection, json, unguarded] in
            let rows = try await selection.rows(in: try await workspace.open())
            if json { return try Output.json(rows.map { AccountRowJSON($0) }) }
            Output.raw(CSV.text(rows, isGuarded: !unguarded))
        }
    }
}

enum CSV {
    static func text(_ rows: [AccountRow], isGuarded: Bool = true) -> String {
        var codes: [AccountID: AccountCode] = [:]
        for row in rows {
            if let parent = row.account.parent { codes[parent] = row.parentCode }
        }
        return AccountCSV.write(rows.map(\.account), parentCode: { codes[$0] }, isGuarded: isGuarded)
    }
}
