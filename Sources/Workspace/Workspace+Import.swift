package import AccountFiles
package import FoundationEssentials
package import Synchronizing

extension Workspace {
    /// What the import of a file would do; nothing is written.
    package func planImport(of file: AccountFile, now: Date = Date()) async throws(StoreFailure) -> ImportPlan {
        try await accounts.inspectAccounts { book throws(StoreFailure) in
            try ImportPlan(file, into: book, now: now)
        }
    }

    /// Imports a file in one transaction: all rows that can be imported or, if it must be whole, everything or nothing.
    ///
    /// The import is planned in the transaction that writes it, so other writers come before it or after it. Returns
    /// nil if it was stopped before its end; nothing is imported then.
    package func importAccounts(
        of file: AccountFile,
        mustBeWhole: Bool = false,
        now: Date = Date(),
        unless isStopped: @escaping @Sendable () -> Bool = { false }
    ) async throws(StoreFailure) -> ImportPlan? {
        try await Self.inTurn(unless: isStopped) { () async throws(StoreFailure) in
            try await accounts.changeAccounts(unless: isStopped) { book throws(StoreFailure) in
                let plan = try ImportPlan(file, into: book, now: now)
                return (mustBeWhole && !plan.isWhole ? [] : plan.accounts, plan)
            }
        }
    }
}
