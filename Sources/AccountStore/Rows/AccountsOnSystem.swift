import Accounts
import GRDB
import StoredForms
import Synchronizing

extension Account {
    static func fetch(_ database: Database, _ id: AccountID) throws -> Account? {
        try database.first(.accounts, "WHERE id = ?", [id]).map(Account.init)
    }
}

extension AccountOnSystem {
    /// Accounts with their links on a system, each at the position of its id; always two statements.
    static func fetch(
        _ database: Database,
        _ ids: [AccountID],
        on system: SystemName
    ) throws -> [AccountOnSystem?] {
        guard !ids.isEmpty else { return [] }
        var found = try database.rows(.accounts, "id", ids) {
            AccountOnSystem(account: try Account(row: $0), link: nil)
        }
        try database.forEach(
            .links,
            """
            SELECT links.*, wanted.key AS place
            FROM json_each(?) AS wanted CROSS JOIN links ON links.account = wanted.value AND links.system = ?
            """,
            [try ids.json(), system]
        ) { found[try $0.number("place")]?.link = try Link(row: $0) }
        return found
    }

    /// The accounts named by the column `account` of a query; all of them must exist.
    static func all(
        _ database: Database,
        _ sql: String,
        _ arguments: StatementArguments,
        on system: SystemName
    ) throws -> [AccountOnSystem] {
        let ids: [AccountID] = try database.map(.links, sql, arguments) { try $0.word("account") }
        return try fetch(database, ids, on: system)
            .map {
                guard let found = $0 else { throw Damage(.links, "account", row: "") }
                return found
            }
    }

    /// The account that a column of another row names; damage if it does not exist.
    static func fetch(
        _ database: Database,
        namedBy column: String,
        of row: StoredRow,
        on system: SystemName
    ) throws -> AccountOnSystem {
        guard let found = try fetch(database, [try row.word(column)], on: system)[0] else { throw row.damage(column) }
        return found
    }
}

extension AccountRow {
    /// The accounts that a query over `accounts` selects, with their resellers' codes and all links; two statements.
    static func fetch(
        _ database: Database,
        from source: String = "accounts",
        _ clause: String,
        _ arguments: StatementArguments
    ) throws -> [AccountRow] {
        var rows = try database.map(
            .accounts,
            """
            SELECT accounts.*, above.id AS above, above.code AS above_code
            FROM \(source) LEFT JOIN accounts AS above ON above.id = accounts.parent \(clause)
            """,
            arguments
        ) { row in
            let account = try Account(row: row)
            return AccountRow(
                key: AccountKey(Int64(try row.number("key"))),
                account: account,
                links: [:],
                parentCode: try account.parent.map { _ in try row.reseller() }
            )
        }
        guard !rows.isEmpty else { return [] }
        try rows.addLinks(database)
        return rows
    }
}
