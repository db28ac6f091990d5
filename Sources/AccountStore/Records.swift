import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

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
        let row = StoredRow(.accounts, row)
        self.init(
            id: AccountID(try row.text("id")),
            code: AccountCode(try row.text("code")),
            name: try row.text("name"),
            kind: try row.word("kind"),
            parent: try row.optionalText("parent").map { AccountID($0) },
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
            revision: try row.number("revision")
        )
    }

    static func fetch(_ database: Database, _ id: AccountID) throws -> Account? {
        try Row.fetchOne(database, sql: "SELECT * FROM accounts WHERE id = ?", arguments: [id.rawValue])
            .map(Account.init)
    }
}

extension Link {
    init(row: Row) throws {
        let row = StoredRow(.links, row)
        let state: SyncState = try row.word("state")
        // These are the absence of a link.
        guard state != .notSynchronized, state != .blocked else { throw row.damage("state") }
        self.init(
            account: AccountID(try row.text("account")),
            system: SystemName(try row.text("system")),
            generation: try row.number("generation"),
            state: state,
            externalID: try row.optionalText("external_id").map { ExternalID($0) },
            origin: try row.optionalWord("origin"),
            isUnconfirmed: try row.flag("unconfirmed"),
            options: [FieldID: String](stored: try row.json("options")),
            parent: try row.optionalText("parent").map { AccountID($0) },
            attempt: try row.optionalText("attempt").map { AttemptID($0) },
            reason: try row.reason(),
            changed: try row.date("changed"),
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

extension AccountOnSystem {
    static func fetch(_ database: Database, _ account: AccountID, on system: SystemName) throws -> AccountOnSystem? {
        guard let found = try Account.fetch(database, account) else { return nil }
        return AccountOnSystem(account: found, link: try Link.fetch(database, account, system))
    }

    /// The account that a column of another row names; that it is not there is damage.
    static func fetch(
        _ database: Database,
        namedBy column: String,
        of row: StoredRow,
        on system: SystemName
    ) throws -> AccountOnSystem {
        guard let found = try fetch(database, AccountID(try row.text(column)), on: system) else {
            throw row.damage(column)
        }
        return found
    }
}
