import Accounts
import FoundationEssentials
import GRDB
import StoredForms
import Synchronizing

extension Link {
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
