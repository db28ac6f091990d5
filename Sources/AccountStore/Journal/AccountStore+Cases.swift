package import Accounts
import GRDB
package import Synchronizing

/// What needs the operator, and whose turn it is to ask about it.
extension AccountStore {
    /// The links that need the operator, oldest first.
    package func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        let states = SyncState.allCases.filter(\.needsOperator).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try await read { database in
            try database.all(
                .links,
                "WHERE state IN (\(states)) AND (?1 IS NULL OR system = ?1) ORDER BY changed, account, system",
                [system?.rawValue]
            )
            .map { try Self.openCase($0, database) }
        }
    }

    /// What needs the operator about one account on a system; an abandoned one can still be adopted.
    package func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await read { database in
            let row = try database.first(
                .links,
                "WHERE account = ? AND system = ?",
                [account.rawValue, system.rawValue]
            )
            guard let row else { return nil }
            let state: SyncState = try row.word("state")
            return state.needsOperator || state == .abandoned ? try Self.openCase(row, database) : nil
        }
    }

    private static func openCase(_ row: StoredRow, _ database: Database) throws -> OpenCase {
        let link = try Link(row: row.row)
        guard let system = try ProvisioningSystem.fetch(database, link.system) else { throw row.damage("system") }
        let intent = try link.attempt.map { attempt in
            guard let intent = try Intent.fetch(database, attempt) else { throw row.damage("attempt") }
            return intent
        }
        return OpenCase(
            relative: try AccountOnSystem.fetch(database, namedBy: "account", of: row, on: link.system),
            link: link,
            isExistsProved: system.isExistsProved,
            intent: intent,
            probes: try Self.probes(link, database),
            holder: try link.externalID.flatMap {
                try database.holder(of: $0, claimKey: database.claim(of: link).key, except: link.account)
            }
        )
    }

    private static func probes(_ link: Link, _ database: Database) throws -> [Probe] {
        try database.all(
            .log,
            """
            WHERE event = 'probe' AND account = ? AND system = ? AND generation = ? AND attempt IS ?
            ORDER BY number
            """,
            [link.account.rawValue, link.system.rawValue, link.generation, link.attempt?.rawValue]
        )
        .map { Probe(try $0.word("finding"), at: try $0.moment("at"), reason: try $0.reason()) }
    }

    /// Takes the turn to ask about a link in doubt.
    package func takeTurn(
        toAskAbout link: Link,
        at moment: Moment,
        after gap: Duration
    ) async throws(StoreFailure) -> Bool {
        let key: StatementArguments = [link.account.rawValue, link.system.rawValue]
        return try await write { database in
            guard let row = try database.first(.links, "WHERE account = ? AND system = ?", key),
                try Link(row: row.row).isSame(as: link)
            else { return false }
            let asked = try row.optionalText("asked") == nil ? nil : row.moment("asked")
            let last = [asked, try Self.probes(link, database).last?.at].compactMap(\.self)
            guard !last.contains(where: { moment.isLess(than: gap, after: $0) }) else { return false }
            try database.execute(
                sql: "UPDATE links SET asked = ? WHERE account = ? AND system = ?",
                arguments: [try moment.json()] + key
            )
            return true
        }
    }
}
