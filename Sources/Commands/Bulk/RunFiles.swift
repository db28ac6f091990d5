import AccountFiles
import Accounts
import Synchronizing
import Telling
import Workspace

/// The files that a bulk run leaves: its rejects, which `plan --from` reads, and the accounts that are synchronized.
struct RunFiles: Sendable {
    private let rejects: OutputFile?
    private let successes: OutputFile?

    /// Finds out whether the files can be written; `plan` is the file that the plan is read from.
    init(rejects: String?, successes: String?, plan: String) throws(CommandProblem) {
        try OutputFile.check(apart: [plan, rejects, successes].compactMap(\.self))
        self.rejects = try rejects.map { path throws(CommandProblem) in try OutputFile(path) }
        self.successes = try successes.map { path throws(CommandProblem) in try OutputFile(path) }
    }

    var needsIDs: Bool { successes != nil }

    /// Writes the files; returns what could not be written.
    func write(_ summary: RunSummary, of plan: Plan, in opened: Workspace) async -> [Notice] {
        var notices: [Notice?] = []
        if let rejects {
            do throws(StoreFailure) {
                notices.append(rejects.writing(try await text(ofRejects: summary, plan, opened).utf8))
            } catch {
                notices.append(Notice(error))
            }
        }
        if let successes {
            let rows = zip(plan.items, summary.accounts).filter { $1.isSynchronized }
            let text = SettingsCSV.successes(rows.map { ($0.code, $0.name, $1.externalId.map { ExternalID($0) }) })
            notices.append(successes.writing(text.utf8))
        }
        return notices.compactMap(\.self)
    }

    private func text(
        ofRejects summary: RunSummary,
        _ plan: Plan,
        _ opened: Workspace
    ) async throws(StoreFailure) -> String {
        let rows = zip(plan.items, summary.accounts).filter { !$1.isSynchronized }
        let given = try await opened.synchronizer.givenValues(of: rows.map(\.0), on: plan.system)
        // The run has compared them with the plan's, so they are there.
        let definitions = try await opened.systems.definitions(of: plan.system) ?? SyncOptionDefinitions(fields: [])
        let rejects = rows.map { item, end in
            SettingsCSV.Reject(
                code: item.code,
                parent: given[item.id]?.parent,
                values: given[item.id]?.values ?? [:],
                state: end.state,
                message: (end.words ?? item.verdict.message) ?? "",
                cure: (end.words == nil ? item.verdict.cure : end.cure) ?? ""
            )
        }
        return SettingsCSV.rejects(rejects, fields: definitions)
    }
}

extension RunSummary.Item {
    /// Everything that is told of what came of it; nil if it was not begun.
    fileprivate var words: String? {
        details.map { ([message].compactMap(\.self) + $0).joined(separator: " ") }
    }
}
