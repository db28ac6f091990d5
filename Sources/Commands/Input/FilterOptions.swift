import Accounts
import ArgumentParser
import Synchronizing
import Telling
import Workspace

struct FilterOptions: ParsableArguments {
    @Option(help: "Words that all must occur; ! negates; status:, role:, parent: and others as in the console.")
    var filter: String = ""
    @Option(help: "The system that status: is about.")
    var system: String?

    func rows(in workspace: Workspace) async throws -> [AccountRow] {
        let name: SystemName? = if let system { try await workspace.system(system).name } else { nil }
        return try await workspace.rows(filteredBy: filter, on: name)
    }
}

extension Workspace {
    func rows(filteredBy words: String, on system: SystemName?) async throws -> [AccountRow] {
        let filter = AccountFilter(words)
        guard words.isEmpty || !filter.isEmpty else { throw CommandProblem.emptyFilter(words) }
        let known = try await systems.systems().map(\.name)
        if let unknown = filter.unknownTerms(systems: known).first { throw CommandProblem.unknownFilterTerm(unknown) }
        let listing = try await accounts.list(AccountQuery(filter: filter, order: .code, system: system))
        return try await accounts.rows(listing.entries.map(\.key))
    }
}
