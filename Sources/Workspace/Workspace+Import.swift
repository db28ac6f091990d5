public import AccountFiles
public import FoundationEssentials
public import Synchronizing

extension Workspace {
    /// What the import of a file would do; nothing is written.
    public func plan(_ file: AccountRows, now: Date = Date()) async throws(StoreFailure) -> ImportPlan {
        ImportPlan(
            file,
            into: try await accounts.allAccounts(),
            locked: try await accounts.lockedAccounts(),
            now: now
        )
    }

    /// Writes what a plan says: all of it or nothing.
    public func carryOut(_ plan: ImportPlan) async throws(StoreFailure) {
        guard !plan.accounts.isEmpty else { return }
        try await accounts.write(plan.accounts)
    }
}
