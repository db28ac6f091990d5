package import Accounts
import Synchronizing

extension BookRows {
    package func link(_ account: AccountID, _ system: SystemName, _ lock: Lock = .none) throws -> StoredRow? {
        try first(.links, "WHERE account = $1 AND system = $2 \(dialect.lock(lock))", [account, system])
    }

    package func storedLink(_ account: AccountID, _ system: SystemName) throws -> Link? {
        try link(account, system).map(Link.init)
    }

    /// Inserts or replaces the link of this account on this system; any other conflict is an error.
    package func put(_ link: StoredLink) throws {
        try put(link.values, into: .links, key: ["account", "system"])
        try refreshAccount(link.link.account, with: link.link)
    }

    func removeLink(_ account: AccountID, _ system: SystemName) throws {
        try change("DELETE FROM links WHERE account = $1 AND system = $2", [account, system])
        try refreshAccount(account, with: nil)
    }

    /// The row that holds the claim on an account at a vendor, whichever of the vendor's names it is stored under.
    package func claimHolder(_ account: AccountID, _ claimKey: String) throws -> StoredLink? {
        try first(
            .links,
            "WHERE account = $1 AND claim_key = $2 AND state IN (\(SyncState.sqlList(where: \.holdsClaim)))",
            [account, claimKey]
        )
        .map(StoredLink.init)
    }

    /// Whether another account is synchronized under an id at a vendor, and that account, if the reader sees it.
    package func findHolder(
        of id: ExternalID,
        claimKey: String,
        except account: AccountID
    ) throws -> (isHeld: Bool, holder: AccountOnSystem?) {
        // First, so that whoever gets the id between the two is named.
        let isKnown = try isHeld(id, claimKey: claimKey, except: account)
        let holder = try holder(of: id, claimKey: claimKey, except: account)
        return (isKnown || holder != nil, holder)
    }

    /// The account, other than the given one, that is synchronized under an id at the same vendor.
    package func holder(of id: ExternalID, claimKey: String, except account: AccountID) throws -> AccountOnSystem? {
        try holders(of: [Holding(id: id, claimKey: claimKey, except: account)])[0]
    }

    package func isHeld(_ id: ExternalID, claimKey: String, except account: AccountID) throws -> Bool {
        try holder(of: id, claimKey: claimKey, except: account) != nil
    }

    /// The accounts, other than the given ones, that are synchronized under an id at the same vendor; two statements.
    func holders(of wanted: [Holding]) throws -> [AccountOnSystem?] {
        var rows = [StoredRow?](repeating: nil, count: wanted.count)
        try forEach(
            .links,
            """
            SELECT links.*, wanted.place
            FROM \(dialect.join(.links, where: "\(dialect.hasWantedID) AND links.account <> wanted.own"))
            """,
            wanted: [
                "id": wanted.map(\.id), "folded": wanted.map { $0.id?.folded }, "claim": wanted.map(\.claimKey),
                "own": wanted.map(\.except),
            ]
        ) { row in
            let place = try row.number("place")
            if rows[place] == nil { rows[place] = row.copy }
        }
        let links = try rows.map { try $0.map { try Link(row: $0) } }
        let accounts = try self.rows(.accounts, "id", links.map(\.?.account), Account.init)
        return try links.indices.map { place in
            guard let link = links[place], let row = rows[place] else { return nil }
            guard let account = accounts[place] else { throw row.damage("account") }
            return AccountOnSystem(account: account, link: link)
        }
    }
}

/// An id at a vendor, and the account that may have it.
struct Holding {
    var id: ExternalID?
    var claimKey: String
    var except: AccountID
}
