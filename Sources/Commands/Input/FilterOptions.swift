import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct FilterOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Words that all must occur; ! negates; status:, role:, parent: and others as in the console.",
            valueName: "words"
        )
    )
    var filter: String = ""
    @Option(
        help: ArgumentHelp(
            "A filter that was saved under a name in the console; with --filter, both count.",
            valueName: "name"
        )
    )
    var saved: String?
    @Option(help: "The system that status: is about.")
    var system: String?

    /// Prints the accounts while they are read; ends early if nobody reads what is printed.
    func print<Printing: AccountPrinting>(
        _ printing: Printing,
        in workspace: Workspace,
        sortedBy sort: SortOption = .code
    ) async throws {
        let name: SystemName? = if let system { try await workspace.system(system).name } else { nil }
        let words = try [saved.map(workspace.savedFilter(named:)), filter].compactMap(\.self).filter { !$0.isEmpty }
        var query = try await workspace.query(filteredBy: words.joined(separator: " "), on: name)
        (query.order, query.isDescending) = (sort.order, sort.isDescending)
        if sort.order == .status, name == nil { query.system = try await workspace.onlySystem() }
        StandardOutput.write(printing.head())
        let pages = Pages(printing)
        try await Printing.eachPortion(of: query, in: workspace.accounts) { pages.print($0) }
        let printed = try pages.end()
        StandardOutput.write(printed.foot())
        if printed.isEmpty { Output.message(Phrases.noAccounts) }
    }
}

extension Workspace {
    /// The one system whose states can be meant where none is named.
    fileprivate func onlySystem() async throws -> SystemName {
        let names = try await systems.enabledSystems().map(\.name)
        guard names.count == 1 else { throw CommandProblem.sortedByStatus(names) }
        return names[0]
    }

    func savedFilter(named name: String) throws(CommandProblem) -> String {
        let saved: SavedFilters
        do throws(KeptFile.Problem) {
            saved = try savedFilters()
        } catch {
            throw .filters(error)
        }
        guard let found = saved[name] else { throw .unknownFilter(name, known: saved.names) }
        return found.filter
    }

    /// The query for the accounts that match a filter, ordered by code.
    func query(filteredBy words: String, on system: SystemName?) async throws -> AccountQuery {
        let filter = AccountFilter(words)
        guard words.isEmpty || !filter.isEmpty else { throw CommandProblem.emptyFilter(words) }
        let known = try await systems.systems().map(\.name)
        if let unknown = filter.unknownTerms(systems: known).first { throw CommandProblem.unknownFilterTerm(unknown) }
        return AccountQuery(filter: filter, order: .code, system: system)
    }
}
