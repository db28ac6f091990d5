package import Accounts
import GRDB
package import Synchronizing

extension AccountStore {
    package func workspace() async throws(StoreFailure) -> WorkspaceID {
        try await read { database in
            guard let row = try database.first(.workspace) else { throw Damage(.workspace, "id", row: "") }
            return WorkspaceID(try row.text("id"))
        }
    }

    /// The states of all accounts that have a link on a system.
    package func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState] {
        try await read { database in
            var states: [AccountID: SyncState] = [:]
            for row in try database.all(.links, "WHERE system = ?", [system.rawValue]) {
                states[AccountID(try row.text("account"))] = try row.word("state")
            }
            return states
        }
    }

    /// All that is known of an account on a system.
    package func situation(
        of account: AccountID,
        on system: SystemName
    ) async throws(StoreFailure) -> Situation? {
        try await situations(of: [account], on: system).first
    }

    /// All that is known of many accounts on a system, in one consistent reading.
    package func situations(
        of accounts: [AccountID],
        on system: SystemName
    ) async throws(StoreFailure) -> [Situation] {
        try await read { database in
            guard let registered = try ProvisioningSystem.fetch(database, system),
                let definitions = try SyncOptionDefinitions.fetch(database, system)
            else { return [] }
            var relatives: [AccountID: AccountOnSystem] = [:]
            func relative(_ id: AccountID) throws -> AccountOnSystem? {
                if let known = relatives[id] { return known }
                let found = try AccountOnSystem.fetch(database, id, on: system)
                relatives[id] = found
                return found
            }
            return try accounts.compactMap { id in
                guard let found = try relative(id) else { return nil }
                return Situation(
                    account: found.account,
                    system: registered,
                    definitions: definitions,
                    link: found.link,
                    parent: try found.account.parent.map { parent in
                        guard let found = try relative(parent) else {
                            throw Damage(.accounts, "parent", row: "id \(id)")
                        }
                        return found
                    }
                )
            }
        }
    }

    /// Takes or keeps the claim and writes the intent down.
    package func commit(_ intent: Intent) async throws(StoreFailure) -> IntentVerdict {
        let owner = owner.name
        return try await write { database in
            guard let system = try ProvisioningSystem.fetch(database, intent.system) else { return .changed([.system]) }
            let old = try Link.fetch(database, intent.account, intent.system)
            if let held = try Self.claim(against: intent, old, system, database, owner: owner) { return .claimed(held) }
            let changes = try Self.changes(since: intent, old, system, database)
            guard changes.isEmpty else { return .changed(changes) }
            let generation = (old?.generation ?? 1) + (intent.claim == .sendAgain ? 1 : 0)
            let link = Link(
                account: intent.account,
                system: intent.system,
                generation: generation,
                state: .sending,
                options: intent.options,
                parent: intent.parent?.id,
                attempt: intent.attempt,
                changed: intent.begun.wall,
                by: intent.by
            )
            try database.put(link, claimKey: system.claimKey, email: intent.email, owner: owner)
            try database.execute(
                sql: """
                    INSERT INTO attempts (attempt, account, system, claim_key, generation, intent)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    intent.attempt.rawValue, intent.account.rawValue, intent.system.rawValue, system.claimKey,
                    generation, try StoredIntent(intent, owner: owner).json(),
                ]
            )
            try database.log(.intent, link, attempt: intent.attempt, at: intent.begun, by: intent.by)
            return .committed(link)
        }
    }

    /// Whether the link is still sending with this attempt, for this process.
    package func isSending(_ attempt: AttemptID) async throws(StoreFailure) -> Bool {
        let owner = owner.name
        return try await read { database in
            try Bool.fetchOne(
                database,
                sql: "SELECT count(*) FROM links WHERE attempt = ? AND state = 'sending' AND owner = ?",
                arguments: [attempt.rawValue, owner]
            ) ?? false
        }
    }

    /// The link that keeps the claim from an intent; nil if it may have it.
    private static func claim(
        against intent: Intent,
        _ old: Link?,
        _ system: ProvisioningSystem,
        _ database: Database,
        owner: String
    ) throws -> Link? {
        guard let row = try database.claimHolder(intent.account, system.claimKey) else { return nil }
        let holder = try Link(row: row.row)
        switch intent.claim {
        case .first: return holder
        case .held:
            let isOurs = try row.optionalText("owner") == owner
            return holder.state == .waiting && isOurs ? nil : holder
        case .sendAgain: return holder.state == .inDoubt && holder.system == intent.system ? nil : holder
        }
    }

    /// What of an intent's basis is different now.
    private static func changes(
        since intent: Intent,
        _ old: Link?,
        _ system: ProvisioningSystem,
        _ database: Database
    ) throws -> [Change] {
        var changes: [Change] = []
        let account = try Account.fetch(database, intent.account)
        if account == nil { changes.append(.accountGone) }
        if let account, account.revision != intent.basis.account { changes.append(.account) }
        if let parent = intent.parent {
            let link = try Link.fetch(database, parent.id, intent.system)
            if link?.state != .synchronized || link?.externalID != parent.externalID { changes.append(.parent) }
        }
        if system.revision != intent.basis.system || system.isDisabled || system.pause != nil {
            changes.append(.system)
        }
        let definitions = try database.first(.definitions, "WHERE system = ?", [intent.system.rawValue])
        if try definitions?.number("revision") != intent.basis.definitions { changes.append(.definitions) }
        if (old?.generation ?? 0) != intent.basis.generation { changes.append(.link) }
        if let code = try emailHolder(intent, system, database) { changes.append(.emailTaken(by: code)) }
        return changes
    }

    private static func emailHolder(
        _ intent: Intent,
        _ system: ProvisioningSystem,
        _ database: Database
    ) throws -> AccountCode? {
        guard !intent.email.isEmpty else { return nil }
        let holder = try database.first(
            .links,
            """
            WHERE email = ? AND claim_key = ? AND account <> ?
                AND state IN ('waiting', 'sending', 'synchronized', 'in doubt')
            """,
            [intent.email, system.claimKey, intent.account.rawValue]
        )
        return try holder.map {
            try AccountOnSystem.fetch(database, namedBy: "account", of: $0, on: intent.system).account.code
        }
    }
}
