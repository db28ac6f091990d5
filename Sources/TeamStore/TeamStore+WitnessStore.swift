package import Accounts
package import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: WitnessStore {
    package func unverified(
        on system: SystemName?,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        try await read { session in
            let rows = try session.all(
                .links,
                """
                WHERE state = 'synchronized' AND NOT verified AND ($1::text IS NULL OR system = $1)
                ORDER BY orders_asked NULLS FIRST, account, system LIMIT $2::bigint
                """,
                [system, limit]
            )
            let links = try rows.map { try Link(row: $0) }
            let accounts = try session.rows(.accounts, "id", links.map(\.account), Account.init)
            return try links.indices.map { place in
                guard let account = accounts[place] else { throw rows[place].damage("account") }
                return AccountOnSystem(account: account, link: links[place])
            }
        }
    }

    package func keep(_ witness: Witness?, of link: Link, askedAt: Date) async throws(StoreFailure) -> Bool {
        try await write { session in
            try session.lockAccount(link.account)
            guard let now = try session.storedLink(link.account, link.system), now.mayBeVerified(since: link) else {
                return false
            }
            try session.run(
                """
                UPDATE links SET orders_asked = $1, verified = $2::text IS NOT NULL, witness = $2
                WHERE account = $3 AND system = $4
                """,
                [askedAt.timeIntervalSinceReferenceDate, try witness?.json(), link.account, link.system]
            )
            return true
        }
    }
}
