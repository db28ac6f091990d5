package import Accounts
import GRDB
import StoredForms
package import Synchronizing

extension AccountStore: Journal {
    package func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        try owner.hold()
        let owner = owner.name
        return try await write { [path] database in
            try database.requireHome(FileIdentity.of(path), of: path)
            guard let system = try ProvisioningSystem.fetch(database, intent.system) else { return .changed([.system]) }
            if let holder = try database.claimHolder(intent.account, system.claimKey),
                !intent.maySupersede(holder.link, isOurs: holder.owner == owner)
            {
                return .claimed(holder.link)
            }
            let old = try database.storedLink(intent.account, intent.system)
            let changes = intent.changes(in: try Self.facts(about: intent, old, system, database))
            guard changes.isEmpty else { return .changed(changes) }
            let link = Link(intent, after: old)
            try database.put(intent, link, claimKey: system.claimKey, owner: owner, at: intent.begun)
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
                "WHERE email = $1 AND claim_key = $2 AND account <> $3 AND state IN (\(SyncState.sqlList(where: \.holdsEmail)))",
                [intent.email, system.claimKey, intent.account]
            )
        return Intent.Facts(
            account: try database.first(.accounts, "WHERE id = $1", [intent.account])?.number("revision"),
            parent: try intent.parent.flatMap { try database.storedLink($0.id, intent.system) },
            system: system,
            definitions: try SyncOptionDefinitions.fetch(database, intent.system)?.revision,
            link: old,
            emailHolder: try emailHolder.map { row in
                let holder = try database.first(.accounts, "WHERE id = $1", [try row.text("account")])
                guard let holder else { throw row.damage("account") }
                return try holder.word("code")
            }
        )
    }

    package func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        let owner = owner.name
        return try await read { database in
            try database.count(
                "SELECT count(*) FROM links WHERE attempt = $1 AND state = 'sending' AND owner = $2",
                [attempt, owner]
            ) > 0
        }
    }

    package func commit(
        _ outcome: Outcome,
        of attempt: AttemptID,
        at moment: Moment
    ) async throws(StoreFailure) -> OutcomeVerdict {
        let owner = owner.name
        return try await write { database in
            guard let row = try database.first(.links, "WHERE attempt = $1", [attempt]),
                case let old = try StoredLink(row), outcome.acceptingStates.contains(old.link.state)
            else {
                return .stale(try Self.linkNow(database, of: attempt))
            }
            let holder = try outcome.createdID.flatMap { try database.holder(of: $0, besides: old) }
            let sender = try database.first(.attempts, "WHERE attempt = $1", [attempt]).map(Intent.init)?.by
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
        guard let row = try database.first(.attempts, "WHERE attempt = $1", [attempt]) else { return nil }
        return try database.storedLink(try row.word("account"), try row.word("system"))
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
                after: try database.storedLink(request.account.id, system),
                isHeld: holder != nil,
                at: moment,
                by: by
            )
            try database.put(StoredLink(link: link, claimKey: key, email: request.email))
            try database.log(.found, link, externalID: id, at: moment, by: by)
            return .recorded(link, holder: holder)
        }
    }

    package func admit(_ send: KeptSend, at moment: Moment, by: String) async throws(StoreFailure) -> Admission {
        try owner.hold()
        let owner = owner.name
        return try await write { try $0.admit(send, owner: owner, at: moment, by: by) }
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
}
