public import Accounts
import GRDB
public import Synchronizing

extension AccountStore: Journal {
    /// Puts every link whose process died while sending in doubt.
    public func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let owners = try await read {
            try String.fetchAll($0, sql: "SELECT DISTINCT owner FROM links WHERE owner IS NOT NULL")
        }
        let dead = owners.filter { !owner.isAlive($0) }
        guard !dead.isEmpty else { return [] }
        return try await write { database in
            let sql = "SELECT * FROM links WHERE owner IS NOT NULL ORDER BY account, system"
            return try Row.fetchAll(database, sql: sql).filter { dead.contains($0["owner"]) }
                .map { try Self.takeOver($0, database, at: moment, by: by) }
        }
    }

    private static func takeOver(_ row: Row, _ database: Database, at moment: Moment, by: String) throws -> Link {
        let old = try Link(row: row)
        // What was waiting for another try had not reached the vendor.
        let isUnsent = old.state == .waiting && old.generation == 1
        let link = old.moved(
            to: isUnsent ? .notSent : .inDoubt,
            at: moment,
            by: by,
            detail: isUnsent ? "the program ended before it was sent" : Doubt.ownerDied.phrase
        )
        try database.put(link, claimKey: try row.text("claim_key"), email: try row.text("email"))
        try database.log(.takenOver, link, attempt: link.attempt, detail: link.detail, at: moment, by: by)
        return link
    }

    /// The links that need the operator, oldest first.
    public func openCases(on system: SystemName?) async throws(StoreFailure) -> [OpenCase] {
        let states = SyncState.allCases.filter(\.needsOperator).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try await read { database in
            try Row.fetchAll(
                database,
                sql:
                    "SELECT * FROM links WHERE state IN (\(states)) AND (?1 IS NULL OR system = ?1) ORDER BY changed, account",
                arguments: [system?.rawValue]
            )
            .map { try Self.openCase(try Link(row: $0), database) }
        }
    }

    /// What needs the operator about one account on a system; an abandoned one can still be adopted.
    public func openCase(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> OpenCase? {
        try await read { database in
            guard let link = try Link.fetch(database, account, system),
                link.state.needsOperator || link.state == .abandoned
            else { return nil }
            return try Self.openCase(link, database)
        }
    }

    private static func openCase(_ link: Link, _ database: Database) throws -> OpenCase {
        guard let account = try Account.fetch(database, link.account) else {
            throw StoreFailure.misused(reason: "a link without an account")
        }
        return OpenCase(
            relative: Relative(account: account, link: link),
            link: link,
            isExistsProved: try ProvisioningSystem.fetch(database, link.system)?.isExistsProved ?? false,
            intent: try link.attempt.flatMap { try Self.intent($0, database) },
            probes: try Self.probes(link, database),
            holder: try link.externalID.flatMap {
                try database.holder(of: $0, claimKey: database.claim(of: link).key, except: link.account)
            }
        )
    }

    private static func intent(_ attempt: AttemptID, _ database: Database) throws -> Intent? {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT * FROM attempts WHERE attempt = ?",
            arguments: [attempt.rawValue]
        )
        guard let row else { return nil }
        let stored: StoredIntent = try row.json("intent")
        return stored.intent(
            attempt: attempt,
            account: AccountID(try row.text("account")),
            system: SystemName(try row.text("system")),
            hash: try row.text("request_hash")
        )
    }

    private static func probes(_ link: Link, _ database: Database) throws -> [Probe] {
        try Row.fetchAll(
            database,
            sql:
                "SELECT * FROM log WHERE event = 'probe' AND account = ? AND system = ? AND generation = ? AND attempt IS ? ORDER BY number",
            arguments: [link.account.rawValue, link.system.rawValue, link.generation, link.attempt?.rawValue]
        )
        .map { Probe(try $0.word("finding"), at: try $0.json("at"), detail: try $0.text("detail")) }
    }

    /// Writes down what exists said about a link in doubt.
    public func record(_ probe: Probe, of link: Link, by: String) async throws(StoreFailure) {
        try await write { database in
            guard let now = try Link.fetch(database, link.account, link.system), now.isSame(as: link) else { return }
            try database.log(
                .probe,
                now,
                attempt: now.attempt,
                finding: probe.finding,
                detail: probe.detail,
                at: probe.at,
                by: by
            )
        }
    }

    /// Links an id.
    public func adopt(_ adoption: Adoption, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict
    {
        try await change(adoption.seen, from: [.atVendor, .inDoubt, .conflict, .abandoned]) { database, old, claim in
            if let other = try database.claimHolder(old.account, claim.key).map(Link.init), other.system != old.system {
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
    public func abandon(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await change(link, from: [.inDoubt, .conflict]) { database, old, claim in
            let link = old.moved(to: .abandoned, at: moment, by: by, detail: "given up by the operator")
            try database.put(link, claimKey: claim.key, email: claim.email)
            try database.log(.abandoned, link, attempt: link.attempt, at: moment, by: by)
            return .recorded(link)
        }
    }

    /// Undoes an adoption.
    public func unlink(_ link: Link, at moment: Moment, by: String) async throws(StoreFailure) -> OutcomeVerdict {
        try await change(link, from: [.synchronized]) { database, old, claim in
            guard old.origin == .adopted else { return .stale(old) }
            // An attempt of ours came before: whether it created the account is in doubt again.
            var link = old.moved(
                to: old.attempt == nil ? .notSynchronized : .inDoubt,
                at: moment,
                by: by,
                detail: "a wrong adoption was undone"
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
                detail: link.detail,
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
    public func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT * FROM log WHERE ?1 IS NULL OR account = ?1 ORDER BY number DESC LIMIT ?2",
                arguments: [account?.rawValue, limit]
            )
            .map(LogEntry.init)
        }
    }
}

extension LogEntry {
    fileprivate init(row: Row) throws {
        self.init(
            number: row["number"],
            event: try row.word("event"),
            attempt: (row["attempt"] as String?).map { AttemptID($0) },
            account: AccountID(try row.text("account")),
            system: SystemName(try row.text("system")),
            generation: row["generation"],
            state: try row.word("state"),
            externalID: (row["external_id"] as String?).map { ExternalID($0) },
            detail: try row.text("detail"),
            at: try row.json("at"),
            by: try row.text("by")
        )
    }
}
