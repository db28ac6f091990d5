package import Accounts
import FoundationEssentials
import GRDB
package import Synchronizing

extension AccountStore: Journal {
    /// Puts every link whose process died while sending in doubt.
    package func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let owners = try await read { database in
            Set(try database.all(.links, "WHERE owner IS NOT NULL").map { try $0.owner() })
        }
        let dead = owners.filter { !owner.isAlive($0) }
        guard !dead.isEmpty else { return [] }
        return try await write { database in
            try database.all(.links, "WHERE owner IS NOT NULL ORDER BY account, system")
                .filter { dead.contains(try $0.owner()) }
                .map { try Self.takeOver($0, database, at: moment, by: by) }
        }
    }

    private static func takeOver(
        _ row: StoredRow,
        _ database: Database,
        at moment: Moment,
        by: String
    ) throws -> Link {
        let old = try Link(row: row.row)
        // What was waiting for another try had not reached the vendor.
        let isUnsent = old.state == .waiting && old.generation == 1
        let link = old.moved(
            to: isUnsent ? .notSent : .inDoubt,
            at: moment,
            by: by,
            reason: isUnsent ? .endedBeforeSending : .inDoubt(.ownerDied)
        )
        try database.put(link, claimKey: try row.text("claim_key"), email: try row.text("email"))
        try database.log(.takenOver, link, attempt: link.attempt, reason: link.reason, at: moment, by: by)
        return link
    }

    /// Writes down what exists said about a link in doubt.
    package func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await write { database in
            guard let now = try Link.fetch(database, link.account, link.system), now.isSame(as: link) else { return }
            try database.log(
                .probe,
                now,
                attempt: now.attempt,
                finding: probe.finding,
                reason: probe.reason,
                at: probe.at,
                by: by
            )
        }
    }

    /// Links an id.
    package func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict
    {
        try await change(adoption.seen, from: [.atVendor, .inDoubt, .conflict, .abandoned]) { database, old, claim in
            let claimed = try database.claimHolder(old.account, claim.key).map { try Link(row: $0.row) }
            if let other = claimed, other.system != old.system {
                return .stale(other)
            }
            let holder = try database.holder(of: adoption.externalID, claimKey: claim.key, except: old.account)
            // Refused: nothing is known now that was not known before.
            if let holder, adoption.isUnconfirmed || [.conflict, .abandoned].contains(old.state) {
                return .conflict(old, holder: holder)
            }
            var link = old.moved(to: .synchronized, at: moment, by: by)
            link.externalID = adoption.externalID
            link.origin = .adopted
            link.isUnconfirmed = adoption.isUnconfirmed
            link.options = adoption.options
            link.parent = adoption.parent
            if holder != nil {
                link.state = .conflict
                link.origin = nil
            }
            try database.put(link, claimKey: claim.key, email: claim.email)
            try database.log(.adopted, link, attempt: link.attempt, externalID: link.externalID, at: moment, by: by)
            return holder.map { .conflict(link, holder: $0) } ?? .recorded(link)
        }
    }

    /// Gives a link up.
    package func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await change(link, from: [.inDoubt, .conflict]) { database, old, claim in
            let link = old.moved(to: .abandoned, at: moment, by: by, reason: .abandoned)
            try database.put(link, claimKey: claim.key, email: claim.email)
            try database.log(.abandoned, link, attempt: link.attempt, at: moment, by: by)
            return .recorded(link)
        }
    }

    /// Undoes an adoption.
    package func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await change(link, from: [.synchronized]) { database, old, claim in
            guard old.origin == .adopted else { return .stale(old) }
            // An attempt of ours came before: whether it created the account is in doubt again.
            var link = old.moved(
                to: old.attempt == nil ? .notSynchronized : .inDoubt,
                at: moment,
                by: by,
                reason: .unlinked
            )
            link.externalID = nil
            link.origin = nil
            link.isUnconfirmed = false
            if link.state == .notSynchronized {
                try database.execute(
                    sql: "DELETE FROM links WHERE account = ? AND system = ?",
                    arguments: [link.account.rawValue, link.system.rawValue]
                )
            } else {
                try database.put(link, claimKey: claim.key, email: claim.email)
            }
            try database.log(
                .unlinked,
                link,
                attempt: link.attempt,
                externalID: old.externalID,
                reason: link.reason,
                at: moment,
                by: by
            )
            return .recorded(link)
        }
    }

    /// Changes a link that is still as it was seen, and in one of some states.
    private func change(
        _ seen: Link,
        from states: Set<SyncState>,
        _ body: @escaping @Sendable (Database, Link, (key: String, email: String)) throws -> OutcomeVerdict
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await write { database in
            guard let now = try Link.fetch(database, seen.account, seen.system) else { return .stale(nil) }
            guard now.isSame(as: seen), states.contains(now.state) else { return .stale(now) }
            return try body(database, now, try database.claim(of: now))
        }
    }

    /// The history, newest first.
    package func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await read { database in
            try database.all(
                .log,
                "WHERE ?1 IS NULL OR account = ?1 ORDER BY number DESC LIMIT ?2",
                [account?.rawValue, limit]
            )
            .map(LogEntry.init)
        }
    }
}

extension StoredRow {
    /// The process that holds a link; its name is that of a file, so it must be one that a process gives itself.
    fileprivate func owner() throws(Damage) -> String {
        let name = try text("owner")
        guard UUID(uuidString: name) != nil else { throw damage("owner") }
        return name
    }
}

extension LogEntry {
    fileprivate init(row: StoredRow) throws {
        self.init(
            number: Int64(try row.number("number")),
            event: try row.word("event"),
            attempt: try row.optionalText("attempt").map { AttemptID($0) },
            account: AccountID(try row.text("account")),
            system: SystemName(try row.text("system")),
            generation: try row.number("generation"),
            state: try row.word("state"),
            externalID: try row.optionalText("external_id").map { ExternalID($0) },
            reason: try row.reason(),
            at: try row.moment("at"),
            by: try row.text("by")
        )
    }
}
