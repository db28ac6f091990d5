package import Accounts
package import FoundationEssentials
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: WitnessStore {
    package func unverified(
        on system: SystemName?,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        try await read { database in
            let rows = try database.all(
                .links,
                """
                WHERE state = 'synchronized' AND verified = 0 AND (?1 IS NULL OR system = ?1)
                ORDER BY orders_asked, account, system LIMIT ?2
                """,
                [system, limit]
            )
            let links = try rows.map { try Link(row: $0) }
            let accounts = try database.rows(.accounts, "id", links.map(\.account), Account.init)
            return try links.indices.map { place in
                guard let account = accounts[place] else { throw rows[place].damage("account") }
                return AccountOnSystem(account: account, link: links[place])
            }
        }
    }

    package func keep(_ witness: Witness?, of link: Link, askedAt: Date) async throws(StoreFailure) -> Bool {
        try await write { database in
            guard let now = try Link.fetch(database, link.account, link.system), now.mayBeVerified(since: link) else {
                return false
            }
            try database.execute(
                sql: """
                    UPDATE links SET orders_asked = ?1, verified = ?2 IS NOT NULL, witness = ?2
                    WHERE account = ?3 AND system = ?4
                    """,
                arguments: [
                    askedAt.timeIntervalSinceReferenceDate, try witness?.json(), link.account, link.system,
                ]
            )
            return true
        }
    }
}
