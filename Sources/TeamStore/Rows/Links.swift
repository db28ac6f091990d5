import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

/// How a row is read: as it is, or so that nobody changes it before the transaction ends.
enum Lock: String {
    case none = ""
    /// Others may read it in the same way, and not change it.
    case shared = "FOR SHARE"
    /// It is about to be changed.
    case own = "FOR NO KEY UPDATE"
}

extension Session {
    /// Locks an account's row, as everything does that is about to decide about the account; false if there is none.
    @discardableResult
    func lockAccount(_ id: AccountID) throws -> Bool {
        try run("SELECT 1 FROM accounts WHERE id = $1 \(Lock.own.rawValue)", [id]).count > 0
    }

    func link(_ account: AccountID, _ system: SystemName, _ lock: Lock = .none) throws -> StoredRow? {
        try first(.links, "WHERE account = $1 AND system = $2 \(lock.rawValue)", [account, system])
    }

    func storedLink(_ account: AccountID, _ system: SystemName) throws -> Link? {
        try link(account, system).map(Link.init)
    }

    /// Inserts or replaces the link of this account on this system; any other conflict is an error.
    func put(_ link: StoredLink) throws {
        try put(link.values, into: .links, key: ["account", "system"])
        try refreshAccount(link.link.account)
    }

    func removeLink(_ account: AccountID, _ system: SystemName) throws {
        try run("DELETE FROM links WHERE account = $1 AND system = $2", [account, system])
        try refreshAccount(account)
    }

    /// Marks an account as changed, and lets it be found by the ids that its links have now.
    func refreshAccount(_ account: AccountID) throws {
        let sql = "SELECT external_id FROM links WHERE account = $1 AND external_id IS NOT NULL ORDER BY system"
        let ids: [ExternalID] = try map(.links, sql, [account]) { try $0.word("external_id") }
        try run(
            """
            UPDATE accounts SET written_in = pg_current_xact_id(),
                search = substr(search, 1, strpos(search || 'X', 'X') - 1) || $2
            WHERE id = $1
            """,
            [account, SearchText.part(of: ids)]
        )
    }

    /// The row that holds the claim on an account at a vendor, whichever of the vendor's names it is stored under.
    func claimHolder(_ account: AccountID, _ claimKey: String) throws -> StoredLink? {
        try first(
            .links,
            "WHERE account = $1 AND claim_key = $2 AND state IN (\(SyncState.sqlList(where: \.holdsClaim)))",
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
        try holders(of: [Holding(id: id, claimKey: claimKey, except: account)])[0]
    }

    /// An id at a vendor, and the account that may have it.
    struct Holding {
        var id: ExternalID?
        var claimKey: String
        var except: AccountID
    }

    /// The accounts, other than the given ones, that are synchronized under an id at the same vendor; two statements.
    func holders(of wanted: [Holding]) throws -> [AccountOnSystem?] {
        guard !wanted.isEmpty else { return [] }
        var rows = [StoredRow?](repeating: nil, count: wanted.count)
        try forEach(
            .links,
            """
            SELECT links.*, wanted.place
            FROM unnest($1::text[], $2::text[], $3::text[]) WITH ORDINALITY AS wanted(key, claim, own, place)
                JOIN links ON claim_key = wanted.claim AND state = 'synchronized' AND external_key = wanted.key
                AND account <> wanted.own
            """,
            [Words(wanted.map { $0.id?.folded }), Words(wanted.map(\.claimKey)), Words(wanted.map(\.except))]
        ) { rows[try $0.place(below: rows.count)] = $0 }
        let links = try rows.map { try $0.map { try Link(row: $0) } }
        let accounts = try self.rows(.accounts, "id", links.map(\.?.account), Account.init)
        return try links.indices.map { place in
            guard let link = links[place], let row = rows[place] else { return nil }
            guard let account = accounts[place] else { throw row.damage("account") }
            return AccountOnSystem(account: account, link: link)
        }
    }
}
