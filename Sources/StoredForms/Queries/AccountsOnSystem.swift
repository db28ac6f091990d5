package import Accounts
import Synchronizing

extension AccountOnSystem {
    /// Accounts with their links on a system, each at the position of its id; always two statements.
    package static func fetch(
        _ rows: some BookRows,
        _ ids: [AccountID],
        on system: SystemName
    ) throws -> [AccountOnSystem?] {
        func accounts() throws -> [AccountOnSystem?] {
            try rows.rows(.accounts, "id", ids) { AccountOnSystem(account: try Account(row: $0), link: nil) }
        }
        func eachLink(_ body: (StoredRow) throws -> Void) throws {
            try rows.forEach(
                .links,
                """
                SELECT links.*, wanted.place
                FROM \(rows.dialect.join(.links, where: "links.account = wanted.id AND links.system = $1"))
                """,
                [system],
                wanted: ["id": ids],
                body
            )
        }
        try rows.foresee {
            _ = try accounts()
            try eachLink { _ in }
        }
        var found = try accounts()
        try eachLink { found[try $0.number("place")]?.link = try Link(row: $0) }
        return found
    }

    /// The same for accounts that must exist.
    static func all(
        _ rows: some BookRows,
        _ ids: [AccountID],
        on system: SystemName
    ) throws -> [AccountOnSystem] {
        try fetch(rows, ids, on: system)
            .map {
                guard let found = $0 else { throw Damage(.links, "account", row: "") }
                return found
            }
    }

    /// The links that a clause selects, with their accounts.
    static func linked(
        _ rows: some BookRows,
        _ clause: String,
        _ values: [(any Storable)?]
    ) throws -> [AccountOnSystem] {
        try withAccounts(rows, try rows.all(.links, clause, values).map { ($0, try Link(row: $0)) })
    }

    /// Links with their accounts, which must exist; one statement.
    static func withAccounts(_ rows: some BookRows, _ links: [(row: StoredRow, link: Link)]) throws -> [AccountOnSystem]
    {
        let accounts = try rows.rows(.accounts, "id", links.map(\.link.account), Account.init)
        return try zip(links, accounts)
            .map { found, account in
                guard let account else { throw found.row.damage("account") }
                return AccountOnSystem(account: account, link: found.link)
            }
    }
}
