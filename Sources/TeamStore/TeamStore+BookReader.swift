package import Accounts
import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: BookReader {
    package func readBook(
        portion: Int,
        _ take: @escaping @Sendable ([IndexedAccount]) -> Bool
    ) async throws(StoreFailure) -> Int {
        try await read { session in
            try session.eachIndexed("true", portion: portion, take)
            return try session.version()
        }
    }

    package func sampleTexts(_ count: Int) async throws(StoreFailure) -> [SearchText] {
        try await read { session in
            let last = Int64(try session.count("SELECT max(key) FROM accounts"))
            guard last > 0 else { return [] }
            let keys = (0..<min(Int64(count), last)).map { _ in Int64.random(in: 1...last) }
            return try session.map(
                .accounts,
                """
                SELECT found.search FROM unnest($1::bigint[]) AS wanted(key) CROSS JOIN LATERAL
                    (SELECT search FROM accounts WHERE accounts.key >= wanted.key ORDER BY key LIMIT 1) AS found
                """,
                [Numbers(keys)]
            ) { SearchText(stored: try $0.text("search")) }
        }
    }

    package func changes(since version: Int) async throws(StoreFailure) -> BookChanges {
        try await read { session in
            // A transaction counts its change as the last thing, so its number says nothing about when it began.
            let condition = """
                accounts.written_in IN (SELECT written_in FROM commits WHERE version > \(version))
                """
            var accounts: [IndexedAccount] = []
            try session.eachIndexed(condition, portion: 10_000) {
                accounts += $0
                return true
            }
            // What is no longer seen cannot be told account by account.
            let isReshaped = try session.run(
                """
                SELECT EXISTS (SELECT 1 FROM commits JOIN reshaped USING (written_in)
                    WHERE version > \(version) AND (login = session_user::text OR login = '' AND NOT (SELECT sees_all())))
                """
            )
            return BookChanges(
                accounts: accounts,
                version: try session.version(),
                isReshaped: isReshaped.first?.isTrue == true
            )
        }
    }

    package func mayHaveChanged() -> AsyncStream<Void> {
        let (changes, found) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let asking = Task { [weak self] in
            var known: Int?
            for second in 1... {
                // Only the end of the watching ends it early.
                guard (try? await Task.sleep(for: .seconds(1))) != nil, let self else { return found.finish() }
                if second.isMultiple(of: 5) { await self.sweep() }
                // A server that cannot be reached is asked again; what is shown stays as it is.
                guard let now = try? await self.version(), now != known else { continue }
                known = now
                found.yield()
            }
        }
        let line = listening
        let hearing = Task { await Self.hear(found, line) }
        found.onTermination = { _ in
            asking.cancel()
            hearing.cancel()
        }
        return changes
    }

    /// Yields as soon as somebody says that the book has changed; where that cannot be had, asking must do.
    private static func hear(_ found: AsyncStream<Void>.Continuation, _ line: Line) async {
        while !Task.isCancelled {
            do {
                guard try await line.use({ try $0.opened().hearsOfChange(within: .seconds(2)) }) else { continue }
                found.yield()
                // Who writes within a tenth of a second after somebody has spoken says nothing.
                guard (try? await Task.sleep(for: .milliseconds(120))) != nil else { return }
                found.yield()
            } catch {
                // Only the end of the watching ends it early.
                guard (try? await Task.sleep(for: .seconds(5))) != nil else { return }
            }
        }
    }

    /// Puts in doubt what processes were sending whose lease has run out; whoever watches a book does that.
    private func sweep() async {
        guard !isReadOnly, let moment = sweeping?() else { return }
        // What cannot be done now is done by the next one who comes by.
        _ = try? await takeOver(at: moment, by: login)
    }
}

extension Session {
    /// Hands over the accounts that meet a condition, with what is known of them on systems, in the order of the tree
    /// and in portions, until the closure returns false.
    fileprivate func eachIndexed(_ condition: String, portion: Int, _ take: ([IndexedAccount]) -> Bool) throws {
        try execute(
            """
            DECLARE indexed NO SCROLL CURSOR FOR
            SELECT accounts.key, accounts.code, above.key AS above, accounts.kind, accounts.storefront, accounts.fault,
                accounts.updated, accounts.search, accounts.id
            FROM accounts LEFT JOIN accounts AS above ON above.id = accounts.parent
            WHERE \(condition) ORDER BY accounts.path
            """
        )
        defer { if isOpen { _ = try? execute("CLOSE indexed") } }
        while true {
            let rows = try run("FETCH \(portion) FROM indexed").all.map { StoredRow(.accounts, $0) }
            guard !rows.isEmpty else { return }
            var accounts = try rows.map { try IndexedAccount(row: $0) }
            try forEach(
                .links,
                """
                SELECT links.system, links.state, links.changed, wanted.place
                FROM wanted CROSS JOIN links WHERE links.account = wanted.id
                """,
                wanted: ["id": try rows.map { try $0.text("id") }]
            ) { row in
                let (place, changed) = (try row.number("place"), try row.date("changed"))
                accounts[place].states[try row.word("system")] = try row.word("state")
                accounts[place].changed = max(accounts[place].changed, changed.secondsSince1970)
            }
            guard take(accounts) else { return }
        }
    }
}

extension IndexedAccount {
    fileprivate init(row: StoredRow) throws {
        self.init(
            key: AccountKey(Int64(try row.number("key"))),
            code: try row.word("code"),
            parent: try row.optionalNumber("above").map { AccountKey(Int64($0)) },
            kind: try row.word("kind"),
            isStorefrontManaged: try row.flag("storefront"),
            fault: try row.optionalWord("fault"),
            changed: try row.date("updated").secondsSince1970,
            search: SearchText(stored: try row.text("search"))
        )
    }
}

extension Date {
    fileprivate var secondsSince1970: Int64 { Int64(timeIntervalSince1970.rounded(.down)) }
}
