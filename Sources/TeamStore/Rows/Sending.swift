import Accounts
import FoundationEssentials
import StoredForms
import Synchronizing

extension Session {
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
            if let claimKey { _ = try emailHolder(intent.email, claimKey: claimKey, except: intent.account) }
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

    /// Ends the processes whose lease has run out, puts in doubt what they were sending, and frees what they had taken
    /// of runs; the links are to be read once that is committed.
    ///
    /// Who is being ended by somebody else, or is just committing an intent, is left out. Process, links and items change
    /// in one transaction; a process that has ended already may still own a link that an outcome gave back to it.
    func sweep(at moment: Moment, by: String) throws -> () throws -> [Link] {
        let dead = try run(
            """
            WITH RECURSIVE \(TeamStore.owners)
            SELECT id FROM workers WHERE (ended IS NOT NULL OR lease_until <= clock_timestamp())
                AND id IN (SELECT owner FROM owners)
            ORDER BY id FOR UPDATE SKIP LOCKED
            """
        )
        .all.compactMap { $0.value("id").string }
        guard !dead.isEmpty else { return { [] } }
        try runLater(
            """
            UPDATE workers SET ended = clock_timestamp(), why = 'lease' WHERE id = ANY($1::text[]) AND ended IS NULL
            """,
            [ArrayValue(dead)],
            counts: false
        )
        // The accounts first, as whoever else decides about them.
        try runLater(
            """
            SELECT count(*) FROM (SELECT 1 FROM accounts
                WHERE id = ANY(ARRAY(SELECT account FROM links WHERE owner = ANY($1::text[]) ORDER BY account))
                ORDER BY id \(Lock.own.rawValue)) AS locked
            """,
            [ArrayValue(dead)],
            counts: false
        )
        // From here on nobody else changes these links.
        let countSent = try count(
            """
            SELECT CASE WHEN bool_and(state = 'sending') THEN count(*) ELSE 0 END FROM links
            WHERE owner = ANY($1::text[])
            """,
            [ArrayValue(dead)]
        )
        let links =
            countSent > 0
            ? try doubt(all: countSent, of: dead, at: moment, by: by)
            : try takeOver(of: dead, at: moment, by: by)
        try freeItems(of: dead, at: moment, by: by)
        return links
    }

    /// Puts in doubt all that these processes were sending: what was sent becomes the same for all.
    private func doubt(all count: Int, of dead: [String], at moment: Moment, by: String) throws -> () throws -> [Link] {
        let reason = try Reason.inDoubt(.ownerDied).stored.json()
        let returned = try runMeanwhile(
            "\(Self.takingOver) FROM (SELECT $3::text AS state, $4::text AS reason) AS found"
                + " WHERE links.owner = ANY($5::text[]) AND links.state = 'sending' RETURNING links.*",
            Self.values(moment, by) + [SyncState.inDoubt, reason, ArrayValue(dead)]
        )
        // No id of theirs has changed, so they are found as before; the feed finds them by their lines.
        owed = OwedLines(count: count, event: .takenOver, reason: reason, at: try moment.json(), by: by)
        return { try returned.rows?.links() ?? [] }
    }

    /// Takes over what these processes were sending, and what was waiting for another try.
    private func takeOver(of dead: [String], at moment: Moment, by: String) throws -> () throws -> [Link] {
        let sql = "SELECT * FROM links WHERE owner = ANY($1::text[]) ORDER BY account, system"
        let links = try run(sql, [ArrayValue(dead)]).links().map { $0.takenOver(at: moment, by: by) }
        if !links.isEmpty { try putTakenOver(links, at: moment, by: by) }
        return { links }
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
                ArrayValue(links.map(\.account)), ArrayValue(links.map(\.system)), ArrayValue(links.map(\.state)),
                ArrayValue(links.map { $0.reason.flatMap { reasons[$0] } }),
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

extension ServerRows {
    fileprivate func links() throws -> [Link] { try all.map { try Link(row: StoredRow(.links, $0)) } }
}

extension TeamStore {
    /// The processes that have links or items, each found by the one before it: there are few of them, of very many rows.
    fileprivate static let owners = """
        senders(owner) AS (
            (SELECT owner FROM links WHERE owner IS NOT NULL ORDER BY owner LIMIT 1)
            UNION ALL SELECT (SELECT owner FROM links WHERE owner > senders.owner ORDER BY owner LIMIT 1)
                FROM senders WHERE senders.owner IS NOT NULL
        ), takers(owner) AS (
            (SELECT owner FROM run_items WHERE owner IS NOT NULL ORDER BY owner LIMIT 1)
            UNION ALL SELECT (SELECT owner FROM run_items WHERE owner > takers.owner ORDER BY owner LIMIT 1)
                FROM takers WHERE takers.owner IS NOT NULL
        ), owners AS (SELECT owner FROM senders UNION SELECT owner FROM takers)
        """

    /// The processes with links or items that live no more.
    static let abandoned = """
        WITH RECURSIVE \(owners) SELECT 1 FROM owners JOIN workers ON workers.id = owners.owner
        WHERE workers.ended IS NOT NULL OR workers.lease_until <= clock_timestamp()
        """
}
