import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

/// Between rows and values. A row that cannot be read is damage, never a default.
extension Row {
    func text(_ column: String) throws -> String {
        guard let text: String = self[column] else { throw damage(column) }
        return text
    }

    func word<Word: RawRepresentable<String>>(_ column: String) throws -> Word {
        guard let word = Word(rawValue: try text(column)) else { throw damage(column) }
        return word
    }

    func date(_ column: String) -> Date { Date(timeIntervalSinceReferenceDate: self[column]) }

    func json<Value: Decodable>(_ column: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(try text(column).utf8))
    }

    private func damage(_ column: String) -> StoreFailure { .misused(reason: "unreadable column \(column)") }
}

extension Encodable {
    /// The value as it is stored.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension [FieldID: String] {
    /// The values as they are stored: an object with the ids as its members.
    func storedOptions() throws -> String {
        try [String: String](uniqueKeysWithValues: map { ($0.key.rawValue, $0.value) }).json()
    }

    init(stored: [String: String]) {
        self.init(uniqueKeysWithValues: stored.map { (FieldID($0.key), $0.value) })
    }
}

extension Account {
    init(row: Row) throws {
        self.init(
            id: AccountID(try row.text("id")),
            code: AccountCode(try row.text("code")),
            name: try row.text("name"),
            kind: try row.word("kind"),
            parent: (row["parent"] as String?).map { AccountID($0) },
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
            isStorefrontManaged: row["storefront"],
            created: row.date("created"),
            updated: row.date("updated"),
            revision: row["revision"]
        )
    }

    static func fetch(_ database: Database, _ id: AccountID) throws -> Account? {
        try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE id = ?", arguments: [id.rawValue])
            .map(Account.init)
    }
}

extension Link {
    init(row: Row) throws {
        self.init(
            account: AccountID(try row.text("account")),
            system: SystemName(try row.text("system")),
            generation: row["generation"],
            state: try row.word("state"),
            externalID: (row["external_id"] as String?).map { ExternalID($0) },
            origin: (row["origin"] as String?).flatMap(Origin.init),
            isUnconfirmed: row["unconfirmed"],
            isVerified: row["verified"],
            options: [FieldID: String](stored: try row.json("options")),
            parent: (row["parent"] as String?).map { AccountID($0) },
            attempt: (row["attempt"] as String?).map { AttemptID($0) },
            detail: try row.text("detail"),
            changed: row.date("changed"),
            by: try row.text("by")
        )
    }

    static func fetch(_ database: Database, _ account: AccountID, _ system: SystemName) throws -> Link? {
        try Row.fetchOne(
            database,
            sql: "SELECT * FROM links WHERE account = ? AND system = ?",
            arguments: [account.rawValue, system.rawValue]
        )
        .map(Link.init)
    }

    static func fetch(_ database: Database, attempt: AttemptID) throws -> Link? {
        try Row.fetchOne(database, sql: "SELECT * FROM links WHERE attempt = ?", arguments: [attempt.rawValue])
            .map(Link.init)
    }
}

extension Relative {
    static func fetch(_ database: Database, _ account: AccountID, on system: SystemName) throws -> Relative? {
        guard let found = try Account.fetch(database, account) else { return nil }
        return Relative(account: found, link: try Link.fetch(database, account, system))
    }
}
