package import Accounts
package import Synchronizing

extension AccountDirectory where Self: RowStore {
    package func rows(_ keys: [AccountKey]) async throws(StoreFailure) -> [AccountRow] {
        try await readRows { rows in
            try AccountRow.fetch(
                rows,
                from: "wanted CROSS JOIN accounts",
                "WHERE accounts.key = wanted.key ORDER BY wanted.place",
                [],
                wanted: ["key": keys.map { StoredValue.integer($0.rawValue) }]
            )
        }
    }

    package func row(code: AccountCode) async throws(StoreFailure) -> AccountRow? {
        // A code has only one spelling in a book, but may be typed in another; files of earlier versions may hold either.
        try await readRows { rows in
            let clause = "WHERE accounts.code IN ($1, $2) ORDER BY accounts.code = $1 DESC LIMIT 1"
            return try AccountRow.fetch(rows, clause, [code, code.rawValue.composed]).first
        }
    }

    package func row(id: AccountID) async throws(StoreFailure) -> AccountRow? {
        try await readRows { try AccountRow.fetch($0, "WHERE accounts.id = $1", [id]).first }
    }

    package func counts(on system: SystemName) async throws(StoreFailure) -> [SyncState: Int] {
        try await readRows { try $0.counts(on: system) }
    }

    package func emailUses(
        _ email: String,
        on system: SystemName,
        except account: AccountID
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        guard !email.isEmpty else { return [] }
        return try await readRoutinely { try $0.emailUses(of: [account: email], on: system)[account] ?? [] }
    }

    package func emailUses(
        of accounts: [AccountID: String],
        on system: SystemName
    ) async throws(StoreFailure) -> [AccountID: [AccountOnSystem]] {
        try await readRows { try $0.emailUses(of: accounts, on: system) }
    }

    package func parents(
        on system: SystemName,
        matching text: String,
        limit: Int
    ) async throws(StoreFailure) -> [AccountOnSystem] {
        try await readRows { rows in
            var words = FilterWords(rows.dialect)
            let name = words.place(for: system.rawValue)
            let conditions = Needle.words(text).map { " AND \(AccountQuery.condition($0, &words))" }
            let ids: [AccountID] = try rows.map(
                .links,
                """
                SELECT accounts.id AS account FROM links JOIN accounts ON accounts.id = links.account
                WHERE links.system = \(name) AND links.state = 'synchronized' AND accounts.kind = 'reseller'
                    \(conditions.joined())
                ORDER BY accounts.code LIMIT \(limit)
                """,
                words.values
            ) { try $0.word("account") }
            return try AccountOnSystem.all(rows, ids, on: system)
        }
    }

    package func nextCustomer(
        of reseller: AccountID,
        after code: AccountCode?,
        on system: SystemName
    ) async throws(StoreFailure) -> AccountID? {
        try await readRows { rows in
            try rows.first(
                .accounts,
                """
                WHERE parent = $1 AND kind = 'end customer' AND code > $2 AND fault IS NULL AND NOT EXISTS (
                    SELECT 1 FROM links WHERE account = accounts.id AND system = $3 AND links.state = 'synchronized')
                ORDER BY code LIMIT 1
                """,
                [reseller, code ?? AccountCode(""), system]
            )?
            .word("id")
        }
    }

    package func version() async throws(StoreFailure) -> Int { try await readRows { try $0.version() } }
}

extension BookRows {
    /// Some accounts of the BSS in the order of their ids, behind one or from the first on.
    package func ownedByBSS(after id: AccountID?, limit: Int) throws -> [OwnedAccount] {
        try map(
            .accounts,
            "SELECT id, code, unseen FROM accounts WHERE source = 'bss' AND id > $1 ORDER BY id LIMIT $2",
            [id?.rawValue ?? "", limit]
        ) { row in
            OwnedAccount(id: try row.word("id"), code: try row.word("code"), unseen: try row.number("unseen"))
        }
    }
}

extension BookRows {
    /// The other accounts that have each account's email, or were sent with it to the vendor of a system.
    package func emailUses(
        of accounts: [AccountID: String],
        on system: SystemName
    ) throws -> [AccountID: [AccountOnSystem]] {
        let users = try users(of: Set(accounts.values), on: system)
        let others = accounts.mapValues { users[$0] ?? [] }
            .map { account, ids in (account, ids.filter { $0 != account }.prefix(20)) }
        let ids = Array(Set(others.flatMap(\.1)))
        let found = Dictionary(uniqueKeysWithValues: zip(ids, try AccountOnSystem.all(self, ids, on: system)))
        var uses: [AccountID: [AccountOnSystem]] = [:]
        for (account, ids) in others where !ids.isEmpty { uses[account] = ids.compactMap { found[$0] } }
        return uses
    }
}
