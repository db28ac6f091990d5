public import Accounts
import FoundationEssentials
import GRDB
public import Synchronizing

extension AccountStore {
    /// All accounts, parents before children.
    public func allAccounts() async throws(StoreFailure) -> [Account] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM accounts ORDER BY path").map(Account.init)
        }
    }

    /// The ids of the accounts whose type and parent cannot change any more.
    public func lockedAccounts() async throws(StoreFailure) -> Set<AccountID> {
        let states = SyncState.allCases.filter(\.mayExistByUs).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try await read { database in
            Set(
                try String.fetchAll(database, sql: "SELECT DISTINCT account FROM links WHERE state IN (\(states))")
                    .map { AccountID($0) }
            )
        }
    }

    /// Adds accounts, or replaces those with a known id.
    public func write(_ accounts: [Account]) async throws(StoreFailure) {
        try await write { database in
            let insert = try database.makeStatement(sql: Self.upsert)
            let place = try database.makeStatement(sql: "SELECT path, depth FROM accounts WHERE id = ?")
            for account in accounts {
                let old = try Row.fetchOne(place, arguments: [account.id.rawValue])
                let above = try account.parent.flatMap { try Row.fetchOne(place, arguments: [$0.rawValue]) }
                let path = (above.map { "\($0["path"] as String)\u{1}" } ?? "") + account.code.rawValue
                let depth: Int = above.map { $0["depth"] + 1 } ?? 0
                try insert.execute(arguments: Self.arguments(account, path: path, depth: depth))
                if let old, old["path"] != path {
                    try Self.move(from: old["path"], old["depth"], to: path, depth, database)
                }
            }
        }
    }

    /// What stands below an account moves with it.
    static func move(
        from old: String,
        _ oldDepth: Int,
        to new: String,
        _ depth: Int,
        _ database: Database
    ) throws {
        try database.execute(
            sql: """
                UPDATE accounts SET path = ?1 || substr(path, ?2), depth = depth + ?3
                WHERE path > ?4 || char(1) AND path < ?4 || char(2)
                """,
            arguments: [new, old.unicodeScalars.count + 1, depth - oldDepth, old]
        )
    }

    private static let columns = [
        "id", "code", "name", "kind", "parent", "email", "country", "phone", "website", "first_name", "last_name",
        "line1",
        "line2", "city", "post_code", "state", "storefront", "created", "updated", "revision", "search", "name_folded",
        "email_folded", "fault", "path", "depth",
    ]

    private static let upsert = """
        INSERT INTO accounts (\(columns.joined(separator: ", ")))
        VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))
        ON CONFLICT (id) DO UPDATE SET \(columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
        """

    private static func arguments(_ account: Account, path: String, depth: Int) -> StatementArguments {
        [
            account.id.rawValue, account.code.rawValue, account.name, account.kind.rawValue, account.parent?.rawValue,
            account.email, account.country, account.phone, account.website, account.contact.firstName,
            account.contact.lastName, account.address.line1, account.address.line2, account.address.city,
            account.address.postCode, account.address.state, account.isStorefrontManaged,
            account.created.timeIntervalSinceReferenceDate, account.updated.timeIntervalSinceReferenceDate,
            account.revision, SearchText(account).text, account.name.folded, EmailAddress.fold(account.email),
            AccountFault(account)?.rawValue, path, depth,
        ]
    }
}
