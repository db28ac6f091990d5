package import Accounts
package import Synchronizing

extension Journal where Self: RowStore {
    package func recordFound(
        _ id: ExternalID,
        request: SyncRequest,
        on system: SystemName,
        at moment: Moment,
        by: String
    ) async throws(StoreFailure) -> OutcomeVerdict {
        try await writeRows { rows in
            let account = request.account.id
            try rows.lockAccount(account)
            guard let key = try ProvisioningSystem.fetch(rows, system, .shared)?.claimKey else { return .stale(nil) }
            if let claimed = try rows.claimHolder(account, key) { return .stale(claimed.link) }
            let (isHeld, holder) = try rows.findHolder(of: id, claimKey: key, except: account)
            let link = Link(
                found: id,
                for: request,
                on: system,
                after: try rows.storedLink(account, system),
                isHeld: isHeld,
                at: moment,
                by: by
            )
            try rows.put(StoredLink(link: link, claimKey: key, email: request.email))
            try rows.log(.found, link, externalID: id, at: moment, by: by)
            return .recorded(link, holder: holder)
        }
    }

    package func gaps(among attempts: [AttemptID]) async throws(StoreFailure) -> JournalGaps {
        try await readRoutinely { rows in
            let known = try rows.rows(.attempts, "attempt", attempts) { _ in true }
            var inDoubt: Set<AttemptID> = []
            try rows.forEach(
                .links,
                """
                SELECT links.attempt, wanted.place FROM wanted CROSS JOIN attempts CROSS JOIN links
                WHERE attempts.attempt = wanted.attempt AND links.account = attempts.account
                    AND links.system = attempts.system AND links.attempt = attempts.attempt AND links.state = 'in doubt'
                """,
                wanted: ["attempt": attempts]
            ) { inDoubt.insert(attempts[try $0.number("place")]) }
            return JournalGaps(
                unknown: Set(attempts.indices.filter { known[$0] == nil }.map { attempts[$0] }),
                inDoubt: inDoubt
            )
        }
    }

    package func places(of sends: [KeptSend]) async throws(StoreFailure) -> [SendPlace] {
        try await readRoutinely { rows in
            let accounts = try rows.rows(.accounts, "id", sends.map(\.intent.account)) { _ in true }
            var vendors: [SystemName: String] = [:]
            for name in Set(sends.map(\.intent.system)) {
                vendors[name] = try ProvisioningSystem.fetch(rows, name)?.claimKey
            }
            return zip(sends, accounts)
                .map { send, account in
                    guard account != nil, let vendor = vendors[send.intent.system] else { return .missing }
                    return vendor == send.vendor ? .here : .foreign
                }
        }
    }

    package func history(of account: AccountID?, limit: Int) async throws(StoreFailure) -> [LogEntry] {
        try await readRows { rows in
            let clause = "WHERE account = $1 OR $1 IS NULL ORDER BY number DESC LIMIT $2"
            return try rows.all(.log, clause, [account, limit]).map(LogEntry.init)
        }
    }

    package func refusals(on system: SystemName, limit: Int) async throws(StoreFailure) -> [RefusedAttempt] {
        try await readRows { rows in
            let clause = "WHERE event = 'outcome' AND state = 'refused' AND system = $1 ORDER BY number DESC LIMIT $2"
            let lines = try rows.all(.log, clause, [system, limit])
            let entries = try lines.map(LogEntry.init)
            let intents = try rows.rows(.attempts, "attempt", entries.map(\.attempt), Intent.init)
            return try entries.indices.map { place in
                guard let intent = intents[place] else { throw lines[place].damage("attempt") }
                return RefusedAttempt(intent, reason: entries[place].reason, at: entries[place].at.wall)
            }
        }
    }
}

extension BookRows {
    /// Takes or keeps the claim and writes an intent down, if nothing that it was made from has changed; whatever is
    /// compared stays as it is until the end of the transaction, and the account is locked already.
    ///
    /// Returns the vendor's key as well, if the intent was written down.
    package func commit(
        _ intent: Intent,
        owner: String
    ) throws -> (verdict: IntentVerdict, claimKey: String?) {
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

    private func facts(about intent: Intent, _ old: Link?, _ system: ProvisioningSystem) throws -> Intent.Facts {
        let account = try first(.accounts, "WHERE id = $1", [intent.account])
        return Intent.Facts(
            account: try account?.number("revision"),
            parent: try intent.parent.flatMap { try link($0.id, intent.system, .shared).map(Link.init) },
            system: system,
            definitions: try SyncOptionDefinitions.fetch(self, intent.system, .shared)?.revision,
            link: old,
            emailHolder: try emailHolder(intent.email, claimKey: system.claimKey, except: intent.account)
        )
    }

    /// Takes in a send that the book has lost, as sending for a process.
    package func admit(_ send: KeptSend, owner: String, at moment: Moment, by: String) throws -> Admission {
        let offered = send.intent
        try lockAccount(offered.account)
        if try first(.attempts, "WHERE attempt = $1", [offered.attempt]) != nil { return .known }
        guard try first(.accounts, "WHERE id = $1", [offered.account]) != nil,
            let system = try ProvisioningSystem.fetch(self, offered.system, .shared), system.claimKey == send.vendor
        else { return .misplaced }
        let holder = try claimHolder(offered.account, system.claimKey)
        guard let claim = offered.offeredClaim(holder: holder?.link) else {
            return holder.map { Admission(holder: $0.link) } ?? .known
        }
        var intent = offered.offered(claim, by: by)
        if let parent = intent.parent, try first(.accounts, "WHERE id = $1", [parent.id]) == nil { intent.parent = nil }
        var link = Link(intent, after: try storedLink(intent.account, intent.system))
        link.changed = moment.wall
        try put(StoredLink(link: link, claimKey: system.claimKey, email: intent.email, owner: owner))
        try putAttempt(intent, link, claimKey: system.claimKey, owner: owner, at: moment)
        return claim == .first ? .admitted(link) : .admittedBesides(link)
    }

    /// Writes down an attempt, and the line of the log about its intent.
    private func putAttempt(
        _ intent: Intent,
        _ link: Link,
        claimKey: String,
        owner: String,
        at moment: Moment
    ) throws {
        let intended = try StoredIntent(intent, owner: owner).json()
        try insert(
            [
                "attempt": intent.attempt, "account": intent.account, "system": intent.system,
                "claim_key": claimKey, "generation": link.generation,
                // Earlier versions kept a digest here, which nothing was compared with.
                "intent": intended, "request_hash": "",
            ],
            into: .attempts
        )
        try log(.intent, link, at: moment, by: intent.by, intended: intended)
    }
}

extension AuditReader where Self: RowStore {
    package func logLines(after number: Int64, most: Int) async throws(StoreFailure) -> [LogChain.Line] {
        try await readRows { try $0.logLines(after: number, most: most) }
    }
}

extension BookRows {
    package func logLines(after number: Int64, most: Int) throws -> [LogChain.Line] {
        try map(
            .log,
            "\(LogChain.Line.selection) WHERE log.number > $1 ORDER BY log.number LIMIT $2",
            [Int(number), most],
            LogChain.Line.init
        )
    }
}
