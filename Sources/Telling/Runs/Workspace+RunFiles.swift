import Accounts
package import Synchronizing
package import Workspace

extension Workspace {
    /// The text of the rejects of a run, with the values that were named for them.
    package func rejects(of story: RunStory) async throws(StoreFailure) -> String {
        let given = try await synchronizer.givenValues(of: story.rejected, on: story.plan.system)
        // The run has compared them with the plan's, so they are there.
        let definitions = try await systems.definitions(of: story.plan.system) ?? SyncOptionDefinitions(fields: [])
        let settled = try await synchronizer.synchronized(of: story.rejected, on: story.plan.system)
        return story.rejects(given: given, settled: settled, fields: definitions)
    }

    /// The text of the accounts that a run has synchronized, or found synchronized.
    package func successes(of story: RunStory) async throws(StoreFailure) -> String {
        var earlier: [AccountID: ExternalID] = [:]
        for account in story.synchronizedBefore {
            earlier[account] = try await accounts.row(id: account)?.links[story.plan.system]?.externalID
        }
        return story.successes(earlier: earlier)
    }
}
