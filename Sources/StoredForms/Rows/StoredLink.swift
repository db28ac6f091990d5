package import Accounts
import FoundationEssentials
import Synchronizing

/// A link, together with what only the store knows about it.
package struct StoredLink {
    package var link: Link
    /// The vendor at which the link may hold the claim.
    package let claimKey: String
    /// The email that was sent, folded.
    package let email: String
    /// The process that holds the link while it is sending or waiting.
    package var owner: String?

    package init(link: Link, claimKey: String, email: String, owner: String? = nil) {
        (self.link, self.claimKey, self.email, self.owner) = (link, claimKey, email, owner)
    }

    /// A copy with a changed link, held by nobody unless an owner is named.
    package func with(_ link: Link, owner: String? = nil) -> StoredLink {
        StoredLink(link: link, claimKey: claimKey, email: email, owner: owner)
    }
}

extension StoredLink {
    package init(_ row: StoredRow) throws {
        link = try Link(row: row)
        claimKey = try row.text("claim_key")
        email = try row.text("email")
        owner = try row.optionalText("owner")
    }

    package var values: StoredValues {
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
                // Another link, in a way: its orders are asked for again.
                "orders_asked": nil,
            ]
        }
    }
}

extension Link {
    package init(row: StoredRow) throws {
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
            options: try row.values("options"),
            parent: try row.optionalWord("parent"),
            attempt: try row.optionalWord("attempt"),
            reason: try row.reason(),
            changed: try row.date("changed"),
            by: try row.text("by"),
            witness: try row.optionalText("witness") == nil ? nil : row.json("witness")
        )
    }
}
