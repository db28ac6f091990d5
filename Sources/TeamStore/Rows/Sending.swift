import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

extension Session {
    /// Takes or keeps the claim and writes an intent down, if nothing that it was made from has changed; whatever is
    /// compared stays as it is until the end of the transaction, and the account is locked already.
    ///
    /// Returns the vendor's key as well, if the intent was written down.
    func commit(_ intent: Intent, owner: String) throws -> (IntentVerdict, claimKey: String?) {
        guard let system = try ProvisioningSystem.fetch(self, intent.system, .shared) else {
            return (.changed([.system]), nil)
        }
        if let holder = try claimHolder(intent.account, system.claimKey),
            !intent.maySupersede(holder.link, isOurs: holder.owner == owner)
        {
            return (.claimed(holder.link), nil)
        }
        let old = try storedLink(intent.account, intent.system)
        let changes = intent.changes(in: try facts(about: intent, old, system))
        guard changes.isEmpty else { return (.changed(changes), nil) }
        let link = Link(intent, after: old)
        let stored = StoredLink(link: link, claimKey: system.claimKey, email: intent.email, owner: owner)
        try put(stored, inPlaceOf: old)
        try putAttempt(intent, link, claimKey: system.claimKey, owner: owner, at: intent.begun)
        return (.committed(link), system.claimKey)
    }

    /// Asks at once whatever is going to be asked about an intent, in the order in which it is locked; without the vendor's key
    /// all but who holds the claim and the email.
    func foresee(_ intent: Intent, claimKey: String?) throws {
        try foresee {
            _ = try ProvisioningSystem.fetch(self, intent.system, .shared)
            if let claimKey { _ = try claimHolder(intent.account, claimKey) }
            _ = try storedLink(intent.account, intent.system)
            _ = try first(.accounts, "WHERE id = $1", [intent.account])
            if let parent = intent.parent { _ = try link(parent.id, intent.system, .shared) }
            _ = try SyncOptionDefinitions.fetch(self, intent.system, .shared)
            if let claimKey { _ = try emailHolder(intent, claimKey) }
        }
    }

    /// The same for the outcome of an attempt.
    func foresee(_ outcome: Outcome, of attempt: AttemptID, _ hint: Hints.Sent) throws {
        try foresee {
            _ = try first(.attempts, "WHERE attempt = $1", [attempt])
            _ = try link(hint.account, hint.system)
            if let id = outcome.createdID {
                _ = try isHeld(id, claimKey: hint.claimKey, except: hint.account)
                _ = try holder(of: id, claimKey: hint.claimKey, except: hint.account)
                _ = try externalIDs(of: hint.account)
            }
        }
    }

    private func facts(about intent: Intent, _ old: Link?, _ system: ProvisioningSystem) throws -> Intent.Facts {
        let account = try first(.accounts, "WHERE id = $1", [intent.account])
        return Intent.Facts(
            account: try account?.number("revision"),
            parent: try intent.parent.flatMap { try link($0.id, intent.system, .shared).map(Link.init) },
            system: system,
            definitions: try SyncOptionDefinitions.fetch(self, intent.system, .shared)?.revision,
            link: old,
            emailHolder: try emailHolder(intent, system.claimKey)
        )
    }

    /// Another account that holds the intent's email at the same vendor; nobody else can take it meanwhile.
    private func emailHolder(_ intent: Intent, _ claimKey: String) throws -> AccountCode? {
        guard !intent.email.isEmpty else { return nil }
        // Two accounts with one email see nothing of each other: they meet at a row, which the function locks. One that
        // the login does not see has an empty code.
        return try run(
            "SELECT email_holder($1, $2, $3, ARRAY[\(SyncState.sqlList(where: \.holdsEmail))])",
            [claimKey, intent.email, intent.account]
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
        try runLater(
            """
            UPDATE workers SET ended = clock_timestamp(), why = 'lease' WHERE id = ANY($1::text[]) AND ended IS NULL
            """,
            [Words(dead)],
            counts: false
        )
        // The accounts first, as whoever else decides about them.
        try runLater(
            """
            SELECT count(*) FROM (SELECT 1 FROM accounts
                WHERE id = ANY(ARRAY(SELECT account FROM links WHERE owner = ANY($1::text[]) ORDER BY account))
                ORDER BY id \(Lock.own.rawValue)) AS locked
            """,
            [Words(dead)],
            counts: false
        )
        let sql = "SELECT * FROM links WHERE owner = ANY($1::text[]) ORDER BY account, system"
        let rows = try run(sql, [Words(dead)]).all
        func link(_ row: ServerRow) throws -> Link { try Link(row: StoredRow(.links, row)) }
        let wereSent = rows.allSatisfy { $0.value("state") == SyncState.sending.storedValue }
        // The server goes on while the links are read here.
        if wereSent, let first = try rows.first.map(link) {
            try doubt(all: rows.count, of: dead, as: first.takenOver(at: moment, by: by), at: moment, by: by)
        }
        let links = try rows.map { try link($0).takenOver(at: moment, by: by) }
        if !wereSent { try putTakenOver(links, at: moment, by: by) }
        try freeItems(of: dead, at: moment, by: by)
        return links
    }

    /// Puts in doubt all that these processes were sending: their accounts and their processes are locked, so it is what was read,
    /// and what was sent becomes the same for all.
    private func doubt(all count: Int, of dead: [String], as link: Link, at moment: Moment, by: String) throws {
        let reason = try link.reason?.stored.json()
        try runMeanwhile(
            "\(Self.takingOver) FROM (SELECT $3::text AS state, $4::text AS reason) AS found"
                + " WHERE links.owner = ANY($5::text[]) AND links.state = 'sending'",
            Self.values(moment, by) + [link.state, reason, Words(dead)]
        )
        // No id of theirs has changed, so they are found as before; the feed finds them by their lines.
        owed = OwedLines(count: count, event: .takenOver, reason: reason, at: try moment.json(), by: by)
    }

    /// Writes down links that were taken over, however many, in a few statements.
    private func putTakenOver(_ links: [Link], at moment: Moment, by: String) throws {
        // There are few reasons for many links.
        var reasons: [Reason: String] = [:]
        for case let reason? in links.map(\.reason) where reasons[reason] == nil {
            reasons[reason] = try reason.stored.json()
        }
        try runLater(
            """
            \(Self.takingOver)
            FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS found(account, system, state, reason)
            WHERE links.account = found.account AND links.system = found.system
            """,
            Self.values(moment, by) + [
                Words(links.map(\.account)), Words(links.map(\.system)), Words(links.map(\.state)),
                Words(links.map { $0.reason.flatMap { reasons[$0] } }),
            ]
        )
        entries += try NewEntry.all(.takenOver, links, at: moment, by: by) { reasons[$0] }
    }

    private static let takingOver = """
        UPDATE links SET state = found.state, reason = found.reason, changed = $1::float8, by = $2, owner = NULL,
            verified = false, witness = NULL, orders_asked = NULL
        """

    private static func values(_ moment: Moment, _ by: String) -> [(any Storable)?] {
        [moment.wall.timeIntervalSinceReferenceDate, by]
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
