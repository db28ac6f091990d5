package import Accounts
package import Synchronizing

extension SituationReader where Self: RowStore {
    package func workspace() async throws(StoreFailure) -> WorkspaceID {
        try await readRows { try $0.workspace("id").word("id") }
    }

    package func intent(of attempt: AttemptID) async throws(StoreFailure) -> Intent? {
        try await readRows { try $0.first(.attempts, "WHERE attempt = $1", [attempt]).map(Intent.init) }
    }

    package func knownResellerIDs(
        in field: FieldID,
        on system: SystemName
    ) async throws(StoreFailure) -> KnownResellerIDs {
        try await readRows { rows in
            var known = KnownResellerIDs()
            // The few resellers are found by their index, and each link by its key.
            try rows.forEach(
                .accounts,
                """
                SELECT accounts.id, accounts.code, accounts.name, \(rows.dialect.json("links.options")) ->> $2 AS reseller_id
                FROM accounts CROSS JOIN links WHERE links.account = accounts.id AND links.system = $1
                    AND accounts.kind = 'reseller' AND links.state IN (\(SyncState.sqlList(where: \.holdsEmail)))
                ORDER BY accounts.code
                """,
                [system, field.rawValue]
            ) { row in
                let carrier = NamedAccount(
                    id: try row.word("id"),
                    code: try row.word("code"),
                    name: try row.text("name")
                )
                known.add(carrier, under: try row.optionalText("reseller_id") ?? "")
            }
            try rows.forEach(
                .log,
                """
                SELECT log.*, \(rows.dialect.json("attempts.intent")) -> 'options' ->> $2 AS reseller_id
                FROM log CROSS JOIN attempts WHERE attempts.attempt = log.attempt
                    AND log.event = 'outcome' AND log.state = 'refused' AND log.system = $1
                ORDER BY log.number DESC LIMIT 1000
                """,
                [system, field.rawValue]
            ) { row in
                guard let id = try row.optionalText("reseller_id") else { return }
                let entry = try LogEntry(row: row)
                guard entry.reason?.refusesKey != true else { return }
                let words = if case .refused(_, let words)? = entry.reason { words } else { "" }
                known.add(KnownResellerIDs.Refusal(at: entry.at.wall, words: words), of: id)
            }
            return known
        }
    }

    package func states(on system: SystemName) async throws(StoreFailure) -> [AccountID: SyncState] {
        try await readRows { rows in
            let states = try rows.map(.links, "SELECT account, system, state FROM links WHERE system = $1", [system]) {
                (try $0.word("account") as AccountID, try $0.word("state") as SyncState)
            }
            return Dictionary(states) { _, last in last }
        }
    }

    package func situation(of account: AccountID, on system: SystemName) async throws(StoreFailure) -> Situation? {
        try await situations(of: [account], on: system).first
    }

    package func parents(of accounts: [AccountID]) async throws(StoreFailure) -> [AccountID: AccountID?] {
        try await readRows { rows in
            var parents: [AccountID: AccountID?] = [:]
            try rows.forEach(
                .accounts,
                """
                SELECT accounts.id, accounts.parent FROM wanted CROSS JOIN accounts WHERE accounts.id = wanted.word
                """,
                wanted: ["word": accounts]
            ) { row in
                parents.updateValue(try row.optionalWord("parent"), forKey: try row.word("id"))
            }
            return parents
        }
    }

    package func situations(
        of accounts: [AccountID],
        on system: SystemName
    ) async throws(StoreFailure) -> [Situation] {
        try await readRoutinely { try $0.situations(of: accounts, on: system) }
    }
}

extension BookRows {
    package func situations(of accounts: [AccountID], on system: SystemName) throws -> [Situation] {
        try foresee {
            _ = try ProvisioningSystem.fetch(self, system)
            _ = try SyncOptionDefinitions.fetch(self, system)
            _ = try AccountOnSystem.fetch(self, accounts, on: system)
        }
        guard let registered = try ProvisioningSystem.fetch(self, system),
            let definitions = try SyncOptionDefinitions.fetch(self, system)
        else { return [] }
        let found = try AccountOnSystem.fetch(self, accounts, on: system).compactMap(\.self)
        let children = found.filter { $0.account.parent != nil }
        let parents = try AccountOnSystem.fetch(self, children.compactMap(\.account.parent), on: system)
        var next = zip(children, parents).makeIterator()
        return try found.map { found in
            var situation = Situation(
                account: found.account,
                system: registered,
                definitions: definitions,
                link: found.link
            )
            if found.account.parent != nil, let (child, parent) = next.next() {
                guard parent != nil || dialect.hidesParents else {
                    throw Damage(.accounts, "parent", row: "id \(child.account.id)")
                }
                situation.parent = parent
            }
            return situation
        }
    }
}
