import Accounts
import FoundationEssentials
import GRDB
import Synchronizing

/// Writing links and the log, within a transaction.
extension Database {
    /// Puts a link as it is now in the place of the one before; of no other: one that another rule forbids is an error.
    func put(_ link: Link, claimKey: String, email: String, owner: String? = nil) throws {
        try execute(
            sql: """
                INSERT INTO links (account, system, claim_key, generation, state, external_id, origin, unconfirmed, options,
                    parent, attempt, reason, email, changed, by, owner)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (account, system) DO UPDATE SET claim_key = excluded.claim_key,
                    generation = excluded.generation, state = excluded.state, external_id = excluded.external_id,
                    origin = excluded.origin, unconfirmed = excluded.unconfirmed, options = excluded.options,
                    parent = excluded.parent, attempt = excluded.attempt, detail = '', reason = excluded.reason, email = excluded.email, changed = excluded.changed, by = excluded.by,
                    owner = excluded.owner
                """,
            arguments: [
                link.account.rawValue, link.system.rawValue, claimKey, link.generation, link.state.rawValue,
                link.externalID?.rawValue, link.origin?.rawValue, link.isUnconfirmed,
                try link.options.storedOptions(), link.parent?.rawValue, link.attempt?.rawValue,
                try link.reason?.stored.json(), email,
                link.changed.timeIntervalSinceReferenceDate, link.by, owner,
            ]
        )
    }

    /// The claim key and the email of the link that is there.
    func claim(of link: Link) throws -> (key: String, email: String) {
        let row = try first(.links, "WHERE account = ? AND system = ?", [link.account.rawValue, link.system.rawValue])
        guard let row else { throw StoreFailure.misused(reason: "no row") }
        return (try row.text("claim_key"), try row.text("email"))
    }

    /// The row that holds the claim on an account at a vendor, under whichever of the vendor's names.
    func claimHolder(_ account: AccountID, _ claimKey: String) throws -> StoredRow? {
        let states = SyncState.allCases.filter(\.holdsClaim).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try first(
            .links,
            "WHERE account = ? AND claim_key = ? AND state IN (\(states))",
            [account.rawValue, claimKey]
        )
    }

    /// Adds a line to the history.
    func log(
        _ event: LogEntry.Event,
        _ link: Link,
        attempt: AttemptID? = nil,
        externalID: ExternalID? = nil,
        finding: Probe.Answer? = nil,
        reason: Reason? = nil,
        at moment: Moment,
        by: String
    ) throws {
        try execute(
            sql: """
                INSERT INTO log (event, attempt, account, system, generation, state, external_id, finding, detail, reason, at,
                    by)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?)
                """,
            arguments: [
                event.rawValue, attempt?.rawValue, link.account.rawValue, link.system.rawValue, link.generation,
                link.state.rawValue, externalID?.rawValue, finding?.rawValue, try reason?.stored.json(),
                try moment.json(), by,
            ]
        )
    }

    /// The other account that is synchronized under an id at the same vendor.
    func holder(of id: ExternalID, claimKey: String, except account: AccountID) throws -> AccountOnSystem? {
        let row = try first(
            .links,
            "WHERE claim_key = ? AND external_id = ? AND state = 'synchronized' AND account <> ?",
            [claimKey, id.rawValue, account.rawValue]
        )
        guard let row else { return nil }
        return try AccountOnSystem.fetch(self, namedBy: "account", of: row, on: SystemName(try row.text("system")))
    }
}

extension Link {
    /// Whether two readings saw the same state of it.
    func isSame(as other: Link) -> Bool {
        generation == other.generation && state == other.state && attempt == other.attempt
            && externalID == other.externalID
    }

    /// The link in another state.
    func moved(to state: SyncState, at moment: Moment, by: String, reason: Reason? = nil) -> Link {
        var link = self
        link.state = state
        link.changed = moment.wall
        link.by = by
        link.reason = reason
        return link
    }
}
