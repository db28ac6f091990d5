import Accounts
import Synchronizing
import Telling
import Workspace

/// The files that a bulk run leaves: its rejects, which `plan --from` reads, and the accounts that are synchronized.
struct RunFiles: Sendable {
    private let rejects: OutputFile?
    private let successes: OutputFile?

    /// Finds out whether the files can be written; `plan` is the file that the plan is read from.
    init(rejects: String?, successes: String?, plan: String) throws(OutputFile.Problem) {
        try OutputFile.check(apart: [plan, rejects, successes].compactMap(\.self))
        self.rejects = try OutputFile.named(rejects)
        self.successes = try OutputFile.named(successes)
    }

    var needsIDs: Bool { successes != nil }

    /// Writes the files; returns what could not be written.
    ///
    /// `earlier` holds the vendor's ids from before the run.
    func write(_ story: RunStory, earlier: [AccountID: ExternalID], in opened: Workspace) async -> [Notice] {
        var notices: [Notice?] = []
        if let rejects {
            do throws(StoreFailure) {
                notices.append(rejects.writing(try await opened.rejects(of: story).utf8))
            } catch {
                notices.append(Notice(error))
            }
        }
        if let successes { notices.append(successes.writing(story.successes(earlier: earlier).utf8)) }
        return notices.compactMap(\.self)
    }
}
