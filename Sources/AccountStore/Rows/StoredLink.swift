import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

/// A link, together with what only the store knows about it.
struct StoredLink {
    var link: Link
    /// The vendor at which the link may hold the claim.
    let claimKey: String
    /// The email that was sent, folded.
    let email: String
    /// The process that holds the link while it is sending or waiting.
    var owner: String?

    /// A copy with a changed link, held by nobody unless an owner is named.
    func with(_ link: Link, owner: String? = nil) -> StoredLink {
        StoredLink(link: link, claimKey: claimKey, email: email, owner: owner)
    }
}

extension StoredLink {
    init(_ row: StoredRow) throws {
        link = try Link(row: row)
        claimKey = try row.text("claim_key")
        email = try row.text("email")
        owner = try row.optionalText("owner")
    }

    fileprivate var values: StoredValues {
        get throws {
            [
                "account": link.account, "system": link.system, "claim_key": claimKey, "generation": link.generation,
                "state": link.state, "external_id": link.externalID, "external_key": link.externalID?.folded,
                "origin": link.origin, "unconfirmed": link.isUnconfirmed,
                "options": try link.options.json(), "parent": link.parent, "attempt": link.attempt,
                "detail": "", "reason": try link.reason?.stored.json(), "email": email,
                "changed": link.changed.timeIntervalSinceReferenceDate,
                "by": link.by, "owner": owner,
                "verified": link.witness != nil, "witness": try link.witness?.json(),
                // Another link, in a way: its orders are asked for anew.
                "orders_asked": nil,
            ]
        }
    }
}

extension Link {
    init(row: StoredRow) throws {
        let state: SyncState = try row.word("state")
        // These states mean that there is no link.
        guard state != .notSynchronized, state != .blocked else { throw row.damage("state") }
        self.init(
            account: try row.word("account"),
            system: try row.word("system"),
            generation: try row.number("generation"),
            state: state,
            externalID: try row.optionalWord("external_id"),
            origin: try row.optionalWord("origin"),
            isUnconfirmed: try row.flag("unconfirmed"),
            options: try row.json("options"),
            parent: try row.optionalWord("parent"),
            attempt: try row.optionalWord("attempt"),
            reason: try row.reason(),
            changed: try row.date("changed"),
            by: try row.text("by"),
            witness: try row.optionalText("witness") == nil ? nil : row.json("witness")
        )
    }

    static func fetch(_ database: Database, _ account: AccountID, _ system: SystemName) throws -> Link? {
        try database.link(account, system).map(Link.init)
    }
}

extension Database {
    func link(_ account: AccountID, _ system: SystemName) throws -> StoredRow? {
        try first(.links, "WHERE account = ? AND system = ?", [account, system])
    }

    /// Inserts or replaces the link of this account on this system; any other conflict is an error.
    func put(_ link: StoredLink) throws {
        try put(link.values, into: .links, key: ["account", "system"])
        try refreshExternalIDs(of: link.link.account)
    }

    func removeLink(_ account: AccountID, _ system: SystemName) throws {
        try execute(sql: "DELETE FROM links WHERE account = ? AND system = ?", arguments: [account, system])
        try refreshExternalIDs(of: account)
    }

    /// Lets an account be found by the ids that its links have now.
    func refreshExternalIDs(of account: AccountID) throws {
        let sql = "SELECT external_id FROM links WHERE account = ? AND external_id IS NOT NULL ORDER BY system"
        let ids = try String.fetchAll(cachedStatement(sql: sql), arguments: [account])
        let update = try cachedStatement(
            sql: """
                UPDATE accounts SET search = substr(search, 1, instr(search || 'X', 'X') - 1) || :part
                WHERE id = :account AND substr(search, instr(search || 'X', 'X')) <> :part
                """
        )
        try update.execute(arguments: ["account": account, "part": SearchText.part(of: ids.map { ExternalID($0) })])
    }

    /// The row that holds the claim on an account at a vendor, whichever of the vendor's names it is stored under.
    func claimHolder(_ account: AccountID, _ claimKey: String) throws -> StoredLink? {
        try first(
            .links,
            "WHERE account = ? AND claim_key = ? AND state IN (\(SyncState.sqlList(where: \.holdsClaim)))",
            [account, claimKey]
        )
        .map(StoredLink.init)
    }

    /// The account, other than the link's own, that is synchronized under an id at the same vendor.
    func holder(of id: ExternalID, besides link: StoredLink) throws -> AccountOnSystem? {
        try holder(of: id, claimKey: link.claimKey, except: link.link.account)
    }

    /// The account, other than the given one, that is synchronized under an id at the same vendor.
    func holder(of id: ExternalID, claimKey: String, except account: AccountID) throws -> AccountOnSystem? {
        try holders(of: [Holding(id, at: claimKey, except: account)])[0]
    }
}
