import Accounts
import StoredForms
import Synchronizing

extension ProvisioningSystem {
    static func fetch(_ session: Session, _ name: SystemName, _ lock: Lock = .none) throws -> ProvisioningSystem? {
        try session.first(.systems, "WHERE name = $1 \(lock.rawValue)", [name]).map(ProvisioningSystem.init)
    }
}

extension SyncOptionDefinitions {
    static func fetch(
        _ session: Session,
        _ system: SystemName,
        _ lock: Lock = .none
    ) throws -> SyncOptionDefinitions? {
        try session.first(.definitions, "WHERE system = $1 \(lock.rawValue)", [system])
            .map(SyncOptionDefinitions.init)
    }
}

extension AccountOnSystem {
    /// Accounts with their links on a system, each at the position of its id; always two statements.
    static func fetch(_ session: Session, _ ids: [AccountID], on system: SystemName) throws -> [AccountOnSystem?] {
        guard !ids.isEmpty else { return [] }
        var found = try session.rows(.accounts, "id", ids) {
            AccountOnSystem(account: try Account(row: $0), link: nil)
        }
        try session.forEach(
            .links,
            """
            SELECT links.*, wanted.place FROM unnest($1::text[]) WITH ORDINALITY AS wanted(id, place)
                JOIN links ON links.account = wanted.id AND links.system = $2
            """,
            [Words(ids), system]
        ) { found[try $0.place(below: found.count)]?.link = try Link(row: $0) }
        return found
    }

    /// The accounts named by the column `account` of a query; all of them must exist.
    static func all(
        _ session: Session,
        _ sql: String,
        _ values: [(any Storable)?],
        on system: SystemName
    ) throws -> [AccountOnSystem] {
        let ids: [AccountID] = try session.map(.links, sql, values) { try $0.word("account") }
        return try fetch(session, ids, on: system)
            .map {
                guard let found = $0 else { throw Damage(.links, "account", row: "") }
                return found
            }
    }
}

extension AccountRow {
    /// The accounts that a query over `accounts` selects, with their resellers' codes and all links; two statements.
    static func fetch(
        _ session: Session,
        from source: String = "accounts",
        _ clause: String,
        _ values: [(any Storable)?]
    ) throws -> [AccountRow] {
        var rows = try session.map(
            .accounts,
            """
            SELECT accounts.*, above.id AS above, above.code AS above_code
            FROM \(source) LEFT JOIN accounts AS above ON above.id = accounts.parent \(clause)
            """,
            values
        ) { try AccountRow(row: $0) }
        try rows.addLinks(session)
        return rows
    }

    init(row: StoredRow) throws {
        let account = try Account(row: row)
        self.init(
            key: AccountKey(Int64(try row.number("key"))),
            account: account,
            links: [:],
            parentCode: try account.parent.map { _ in try row.reseller() }
        )
    }
}
