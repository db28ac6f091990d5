package import Accounts
package import FoundationEssentials
package import Synchronizing

extension WitnessStore where Self: RowStore {
    package func unverified(
        on system: SystemName?,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        try await readRows { rows in
            try AccountOnSystem.linked(
                rows,
                """
                WHERE state = 'synchronized' AND verified = \(rows.dialect.truth(false)) AND (system = $1 OR $1 IS NULL)
                ORDER BY orders_asked NULLS FIRST, account, system LIMIT $2
                """,
                [system, limit]
            )
        }
    }

    package func keep(_ witness: Witness?, of link: Link, askedAt: Date) async throws(StoreFailure) -> Bool {
        try await writeRows { rows in
            try rows.lockAccount(link.account)
            guard let now = try rows.storedLink(link.account, link.system), now.mayBeVerified(since: link) else {
                return false
            }
            try rows.change(
                """
                UPDATE links SET orders_asked = $1, verified = CAST($2 AS text) IS NOT NULL, witness = $2
                WHERE account = $3 AND system = $4
                """,
                [askedAt.timeIntervalSinceReferenceDate, try witness?.json(), link.account, link.system]
            )
            return true
        }
    }
}
