package import Accounts
import FoundationEssentials
import GRDB
package import Synchronizing

extension AccountStore {
    /// All accounts, parents before children.
    package func allAccounts() async throws(StoreFailure) -> [Account] {
        try await read { database in
            try Row.fetchAll(database, sql: "SELECT * FROM accounts ORDER BY path").map(Account.init)
        }
    }

    /// What is made of the accounts as they are at one moment.
    package func inspectAccounts<Value: Sendable>(
        _ body: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> Value
    ) async throws(StoreFailure) -> Value {
        let path = path
        return try await read { try body(StoredBook($0, path: path)) }
    }

    /// Writes what a plan makes of the accounts as they are, in the one transaction that it is planned in.
    package func changeAccounts<Plan: Sendable>(
        unless isStopped: @escaping @Sendable () -> Bool,
        _ plan: @escaping @Sendable (any AccountBook<StoreFailure>) throws(StoreFailure) -> ([Account], Plan)
    ) async throws(StoreFailure) -> Plan? {
        let path = path
        return try await write { database in
            var done: Plan?
            try database.inSavepoint {
                let (accounts, made) = try plan(StoredBook(database, path: path))
                let writing = try AccountWriting(database)
                for account in accounts {
                    guard !isStopped() else { return .rollback }
                    try writing.put(account)
                }
                guard !isStopped() else { return .rollback }
                done = made
                return .commit
            }
            return done
        }
    }
}

/// Puts accounts into the table, each at its place in the tree.
private struct AccountWriting {
    private let database: Database
    private let upsert: Statement
    private let place: Statement

    init(_ database: Database) throws {
        self.database = database
        upsert = try database.makeStatement(sql: Self.upsert)
        place = try database.makeStatement(sql: "SELECT path, depth FROM accounts WHERE id = ?")
    }

    /// Puts an account where its parent is, which must be there, and takes along what stands below it.
    func put(_ account: Account) throws {
        let old = try place(of: account.id)
        let above = try account.parent.flatMap(place)
        let path = (above.map { "\($0.path)\(TreePlace.separator)" } ?? "") + account.code.rawValue
        let depth = above.map { $0.depth + 1 } ?? 0
        try upsert.execute(arguments: Self.arguments(account, path: path, depth: depth))
        // Byte by byte: two spellings of one path are two paths to SQLite.
        guard let old, !old.path.utf8.elementsEqual(path.utf8) else { return }
        try database.moveTree(from: old.path, old.depth, to: path, depth)
    }

    private func place(of id: AccountID) throws -> (path: String, depth: Int)? {
        guard let row = try Row.fetchOne(place, arguments: [id.rawValue]) else { return nil }
        let stored = StoredRow(.accounts, row)
        return (try stored.text("path"), try stored.number("depth"))
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
