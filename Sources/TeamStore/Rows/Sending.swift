import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

extension Session {
    /// Takes or keeps the claim and writes an intent down, if nothing that it was made from has changed; whatever is
    /// compared stays as it is until the end of the transaction.
    func commit(_ intent: Intent, owner: String) throws -> IntentVerdict {
        // The system's place among the locks is behind the account's, so its key is read again below.
        try lockAccount(intent.account)
        guard let system = try ProvisioningSystem.fetch(self, intent.system, .shared) else {
            return .changed([.system])
        }
        if let holder = try claimHolder(intent.account, system.claimKey),
            !intent.maySupersede(holder.link, isOurs: holder.owner == owner)
        {
            return .claimed(holder.link)
        }
        let old = try storedLink(intent.account, intent.system)
        let changes = intent.changes(in: try facts(about: intent, old, system))
        guard changes.isEmpty else { return .changed(changes) }
        let link = Link(intent, after: old)
        try put(intent, link, claimKey: system.claimKey, owner: owner, at: intent.begun)
        return .committed(link)
    }

    private func facts(about intent: Intent, _ old: Link?, _ system: ProvisioningSystem) throws -> Intent.Facts {
        let account = try first(.accounts, "WHERE id = $1", [intent.account])
        return Intent.Facts(
            account: try account?.number("revision"),
            parent: try intent.parent.flatMap { try link($0.id, intent.system, .shared).map(Link.init) },
            system: system,
            definitions: try SyncOptionDefinitions.fetch(self, intent.system, .shared)?.revision,
            link: old,
            emailHolder: try emailHolder(intent, system)
        )
    }

    /// Another account that holds the intent's email at the same vendor; nobody else can take it meanwhile.
    private func emailHolder(_ intent: Intent, _ system: ProvisioningSystem) throws -> AccountCode? {
        guard !intent.email.isEmpty else { return nil }
        // Two accounts with one email see nothing of each other: they meet at a row, which the function locks. One that
        // the login does not see has an empty code.
        return try run(
            "SELECT email_holder($1, $2, $3, ARRAY[\(SyncState.sqlList(where: \.holdsEmail))])",
            [system.claimKey, intent.email, intent.account]
        )
        .first?
        .string.map { AccountCode($0) }
    }

    /// Ends the processes whose lease has run out, puts in doubt what they were sending, and frees what they had taken
    /// of runs; returns those links.
    ///
    /// Who is being ended by somebody else, or is just committing an intent, is left out. Process, links and items change
    /// in one transaction; a process that has ended already may still own a link that an outcome gave back to it.
    func sweep(at moment: Moment, by: String) throws -> [Link] {
        let dead = try run(
            """
            SELECT id FROM workers WHERE (ended IS NOT NULL OR lease_until <= clock_timestamp())
                AND id IN (SELECT owner FROM links WHERE owner IS NOT NULL
                    UNION SELECT owner FROM run_items WHERE owner IS NOT NULL)
            ORDER BY id FOR UPDATE SKIP LOCKED
            """
        )
        .all.compactMap { $0.value("id").string }
        guard !dead.isEmpty else { return [] }
        try run(
            """
            UPDATE workers SET ended = clock_timestamp(), why = 'lease' WHERE id = ANY($1::text[]) AND ended IS NULL
            """,
            [Words(dead)],
            counts: false
        )
        // The accounts first, as whoever else decides about them.
        try run(
            """
            SELECT 1 FROM accounts WHERE id IN (SELECT account FROM links WHERE owner = ANY($1::text[]))
            ORDER BY id \(Lock.own.rawValue)
            """,
            [Words(dead)]
        )
        let links = try all(.links, "WHERE owner = ANY($1::text[]) ORDER BY account, system", [Words(dead)])
            .map { row in
                let old = try StoredLink(row)
                let link = old.link.takenOver(at: moment, by: by)
                try put(old.with(link))
                try log(.takenOver, link, reason: link.reason, at: moment, by: by)
                return link
            }
        try freeItems(of: dead, at: moment, by: by)
        return links
    }
}

extension TeamStore {
    /// The links and the items that belong to nobody who lives.
    static let abandoned = """
        SELECT 1 FROM (
            SELECT owner FROM links WHERE owner IS NOT NULL UNION ALL SELECT owner FROM run_items WHERE owner IS NOT NULL
        ) AS owned JOIN workers ON workers.id = owned.owner
        WHERE workers.ended IS NOT NULL OR workers.lease_until <= clock_timestamp()
        """
}
