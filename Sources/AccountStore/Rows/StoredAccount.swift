import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

extension Account {
    init(row: StoredRow) throws {
        self.init(
            id: try row.word("id"),
            code: try row.word("code"),
            name: try row.text("name"),
            kind: try row.word("kind"),
            parent: try row.optionalWord("parent"),
            email: try row.text("email"),
            country: try row.text("country"),
            phone: try row.text("phone"),
            website: try row.text("website"),
            contact: Contact(firstName: try row.text("first_name"), lastName: try row.text("last_name")),
            address: Address(
                line1: try row.text("line1"),
                line2: try row.text("line2"),
                city: try row.text("city"),
                postCode: try row.text("post_code"),
                state: try row.text("state")
            ),
            isStorefrontManaged: try row.flag("storefront"),
            created: try row.date("created"),
            updated: try row.date("updated"),
            revision: try row.number("revision"),
            origin: try row.origin()
        )
    }

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
                key: AccountKey(row.row["key"]),
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

extension StoredRow {
    /// Where the account comes from, if that is known.
    fileprivate func origin() throws(Damage) -> Account.Origin? {
        let unseen = try number("unseen")
        guard let source: Account.Origin.Source = try optionalWord("source") else { return nil }
        return Account.Origin(source, asOf: try date("as_of"), unseen: unseen)
    }

    /// The code of the account's parent, which must exist.
    fileprivate func reseller() throws(Damage) -> AccountCode {
        guard let above = try optionalText("above") else { throw damage("parent") }
        guard let code = try? text("above_code") else { throw Damage(.accounts, "code", row: "id \(above)") }
        return AccountCode(code)
    }
}
