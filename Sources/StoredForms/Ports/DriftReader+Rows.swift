package import Accounts
package import Synchronizing

extension DriftReader where Self: RowStore {
    package func linkedAccounts(
        after link: Link.ID?,
        on system: SystemName?,
        limit: Int
    ) async throws(StoreFailure) -> [LinkedAccount] {
        try await readRows { rows in
            try LinkedAccount.fetch(
                rows,
                """
                WHERE (account, system) > ($1, $2) AND state IN (\(SyncState.present)) AND (system = $3 OR $3 IS NULL)
                ORDER BY account, system LIMIT $4
                """,
                [link?.account.rawValue ?? "", link?.system.rawValue ?? "", system, limit]
            )
        }
    }

    package func linkedAccounts(of account: AccountID) async throws(StoreFailure) -> [LinkedAccount] {
        try await readRows { rows in
            let clause = "WHERE account = $1 AND state IN (\(SyncState.present)) ORDER BY system"
            return try LinkedAccount.fetch(rows, clause, [account])
        }
    }

    package func knownIDs(
        among ids: [ExternalID],
        on system: SystemName
    ) async throws(StoreFailure) -> Set<String> {
        try await readRows { rows in
            guard let key = try ProvisioningSystem.fetch(rows, system)?.claimKey else { return [] }
            return try rows.knownKeys(among: ids.map(\.folded), on: system, claimKey: key)
        }
    }
}

extension BookRows {
    package func knownKeys(among keys: [String], on system: SystemName, claimKey: String) throws -> Set<String> {
        let known = try map(
            .links,
            """
            SELECT wanted.external_key FROM wanted WHERE EXISTS
                (SELECT 1 FROM links WHERE claim_key = $1 AND state = 'synchronized'
                AND external_key = wanted.external_key)
            OR EXISTS
                (SELECT 1 FROM links WHERE system = $2 AND state IN ('already at the vendor', 'conflict', 'abandoned')
                AND external_key = wanted.external_key)
            """,
            [claimKey, system],
            wanted: ["external_key": keys]
        ) { try $0.text("external_key") }
        return Set(known)
    }
}

extension SyncState {
    fileprivate static var present: String { sqlList(where: \.mayBeAtVendor) }
}
