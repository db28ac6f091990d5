package import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: Journal {
    package func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        try owner.hold()
        let owner = owner.name
        return try await write { [path] database in
            try database.requireHome(path)
            guard let system = try ProvisioningSystem.fetch(database, intent.system) else { return .changed([.system]) }
            if let holder = try database.claimHolder(intent.account, system.claimKey),
                !intent.maySupersede(holder.link, isOurs: holder.owner == owner)
            {
                return .claimed(holder.link)
            }
            let old = try Link.fetch(database, intent.account, intent.system)
            let changes = intent.changes(in: try Self.facts(about: intent, old, system, database))
            guard changes.isEmpty else { return .changed(changes) }
            let link = Link(intent, after: old)
            try database.put(
                StoredLink(link: link, claimKey: system.claimKey, email: intent.email, owner: owner)
            )
            let intended = try StoredIntent(intent, owner: owner).json()
            try database.insert(
                [
                    "attempt": intent.attempt, "account": intent.account, "system": intent.system,
                    "claim_key": system.claimKey, "generation": link.generation,
                    // Earlier versions kept a digest here, which nothing was compared with.
                    "intent": intended, "request_hash": "",
                ],
                into: .attempts
            )
            try database.log(.intent, link, at: intent.begun, by: intent.by, intended: intended)
            return .committed(link)
        }
    }

    private static func facts(
        about intent: Intent,
        _ old: Link?,
        _ system: ProvisioningSystem,
        _ database: Database
    ) throws -> Intent.Facts {
        let emailHolder =
            try intent.email.isEmpty
            ? nil
            : database.first(
                .links,
                "WHERE email = ? AND claim_key = ? AND account <> ? AND state IN (\(SyncState.sqlList(where: \.holdsEmail)))",
                [intent.email, system.claimKey, intent.account]
            )
        return Intent.Facts(
            account: try Account.fetch(database, intent.account)?.revision,
            parent: try intent.parent.flatMap { try Link.fetch(database, $0.id, intent.system) },
            system: system,
            definitions: try database.first(.definitions, "WHERE system = ?", [intent.system])?.number("revision"),
            link: old,
            emailHolder: try emailHolder.map {
                try AccountOnSystem.fetch(database, namedBy: "account", of: $0, on: intent.system).account.code
            }
        )
    }

    package func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        let owner = owner.name
        return try await read { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT count(*) FROM links WHERE attempt = ? AND state = 'sending' AND owner = ?",
                arguments: [attempt, owner]
            ) ?? false
        }
    }

    package func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let owner = owner.name
        return try await write { database in
            guard let row = try database.first(.links, "WHERE attempt = ?", [attempt]),
                case let old = try StoredLink(row), outcome.acceptingStates.contains(old.link.state)
            else {
                return .stale(try Self.linkNow(database, of: attempt))
            }
            let holder = try outcome.createdID.flatMap { try database.holder(of: $0, besides: old) }
            let sender = try database.first(.attempts, "WHERE attempt = ?", [attempt]).map(Intent.init)?.by
            let link = old.link.ended(outcome, isHeld: holder != nil, at: moment, by: sender ?? old.link.by)
            try database.put(old.with(link, owner: link.state == .waiting ? owner : nil))
            try database.log(
                .outcome,
                link,
                externalID: link.externalID,
                reason: link.reason,
                at: moment,
                by: link.by
            )
            return .recorded(link, holder: holder)
        }
    }

    private static func linkNow(_ database: Database, of attempt: AttemptID) throws -> Link? {
        guard let row = try database.first(.attempts, "WHERE attempt = ?", [attempt]) else { return nil }
        return try Link.fetch(database, try row.word("account"), try row.word("system"))
    }

    package func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await write { database in
            guard let key = try ProvisioningSystem.fetch(database, system)?.claimKey else { return .stale(nil) }
            if let claimed = try database.claimHolder(request.account.id, key) { return .stale(claimed.link) }
            let holder = try database.holder(of: id, claimKey: key, except: request.account.id)
            let link = Link(
                found: id,
                for: request,
                on: system,
                after: try Link.fetch(database, request.account.id, system),
                isHeld: holder != nil,
                at: moment,
                by: by
            )
            try database.put(StoredLink(link: link, claimKey: key, email: request.email))
            try database.log(.found, link, externalID: id, at: moment, by: by)
            return .recorded(link, holder: holder)
        }
    }

    package func takeOver(at moment: Moment, by: String) async throws(StoreFailure) -> [Link] {
        let owners = try await read { database in
            let items = "SELECT DISTINCT owner FROM run_items WHERE owner IS NOT NULL"
            return Set(try database.all(.links, "WHERE owner IS NOT NULL").map { try $0.owner() })
                .union(try database.map(.runItems, items) { try $0.owner() })
        }
        let dead = owners.filter { !owner.isAlive($0) }
        guard !dead.isEmpty else { return [] }
        return try await write { database in
            let links = try database.all(.links, "WHERE owner IS NOT NULL ORDER BY account, system")
                .filter { dead.contains(try $0.owner()) }
                .map { row in
                    let old = try StoredLink(row)
                    let link = old.link.takenOver(at: moment, by: by)
                    try database.put(old.with(link))
                    try database.log(.takenOver, link, reason: link.reason, at: moment, by: by)
                    return link
                }
            try database.freeItems(of: dead, at: moment, by: by)
            return links
        }
    }

    package func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await read { database in
            try database.all(
                .log,
                "WHERE ?1 IS NULL OR account = ?1 ORDER BY number DESC LIMIT ?2",
                [account, limit]
            )
            .map(LogEntry.init)
        }
    }

    package func refusals(on system: SystemName, limit: Int) async throws(StoreFailure) -> [RefusedAttempt] {
        try await read { database in
            let rows = try database.all(
                .log,
                "WHERE event = 'outcome' AND state = 'refused' AND system = ? ORDER BY number DESC LIMIT ?",
                [system, limit]
            )
            let entries = try rows.map(LogEntry.init)
            let intents = try database.rows(.attempts, "attempt", entries.map(\.attempt), Intent.init)
            return try entries.indices.map { place in
                guard let intent = intents[place] else { throw rows[place].damage("attempt") }
                return RefusedAttempt(intent, reason: entries[place].reason, at: entries[place].at.wall)
            }
        }
    }
}
