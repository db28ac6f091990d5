package import Accounts
import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: BookReader {
    package func readBook(
        portion: Int,
        _ take: @escaping @Sendable ([IndexedAccount]) -> Bool
    ) async throws(StoreFailure) -> Int {
        try await readLong { session in
            let handover = Handover(take)
            defer { handover.end() }
            try session.eachIndexed("true", portion: portion, handover.give)
            return try session.version()
        }
    }

    package func sampleTexts(_ count: Int) async throws(StoreFailure) -> [SearchText] {
        try await readLong { session in
            let last = try session.count("SELECT max(key) FROM accounts")
            guard last > 0 else { return [] }
            let keys = (0..<min(count, last)).map { _ in Int.random(in: 1...last) }
            return try session.map(
                .accounts,
                """
                SELECT found.search FROM unnest($1::bigint[]) AS wanted(key) CROSS JOIN LATERAL
                    (SELECT search FROM accounts WHERE accounts.key >= wanted.key ORDER BY key LIMIT 1) AS found
                """,
                [ArrayValue(keys)]
            ) { SearchText(stored: try $0.text("search")) }
        }
    }

    package func changes(since version: Int) async throws(StoreFailure) -> BookChanges {
        try await changes(since: version, mostByKeys: 10_000)
    }

    /// The same; up to so many accounts are looked up one by one.
    func changes(since version: Int, mostByKeys most: Int) async throws(StoreFailure) -> BookChanges {
        try await read { session in
            // What is no longer seen cannot be told account by account.
            let isReshaped = Question(
                """
                SELECT EXISTS (SELECT 1 FROM commits JOIN reshaped USING (written_in)
                    WHERE version > \(version) AND (login = session_user::text OR login = '' AND NOT (SELECT sees_all())))
                """
            )
            // The latest until then, since a version may be counted without one: a move that ends counts it.
            let seen = Question(
                "SELECT lines FROM commits WHERE version <= \(version) ORDER BY version DESC LIMIT 1"
            )
            let answers = try session.run(
                together: [
                    isReshaped, Question("SELECT changes FROM workspace"), seen, Question(Self.findsByKeys(true)),
                ]
            )
            guard let now = answers[1].first?.integer else { throw Damage(.workspace, "changes", row: "") }
            var accounts: [IndexedAccount] = []
            if now > version {
                let lines = answers[2].first?.integer ?? 0
                let keys = try session.run(Self.changedKeys(since: version, lines: lines, most: most + 1)).all
                    .compactMap { $0.value("key").integer }
                var conditions = ["accounts.key = ANY('{\(keys.map(String.init).joined(separator: ","))}'::bigint[])"]
                if keys.count > most {
                    conditions = Self.changed(since: version, lines: lines)
                    _ = try session.run(Self.findsByKeys(false))
                }
                for condition in conditions where !keys.isEmpty {
                    try session.eachIndexed(condition, portion: 10_000) {
                        accounts += $0
                        return true
                    }
                }
            }
            return BookChanges(accounts: accounts, version: Int(now), isReshaped: answers[0].first?.isTrue == true)
        }
    }

    /// The keys of the accounts that changed since a version, not all of them if there are more than `most`.
    ///
    /// A transaction counts its change as the last thing, so its number says nothing about when it began. What changed
    /// on systems alone stands in the log, in the lines behind those that there were then. Each is looked up by itself: after one
    /// import of a whole book the server believes that a transaction has written half of all accounts.
    static func changedKeys(since version: Int, lines: Int64, most: Int) -> String {
        """
        (SELECT found.key FROM commits CROSS JOIN LATERAL
            (SELECT key FROM accounts WHERE accounts.written_in = commits.written_in OFFSET 0) AS found
        WHERE version > \(version) LIMIT \(most))
        UNION
        (SELECT found.key FROM (SELECT DISTINCT account FROM log WHERE number > \(lines)) AS told CROSS JOIN LATERAL
            (SELECT key FROM accounts WHERE accounts.id = told.account OFFSET 0) AS found
        LIMIT \(most))
        """
    }

    /// The conditions for the same accounts, each with one of them, where there are many.
    private static func changed(since version: Int, lines: Int64) -> [String] {
        let written = "(SELECT written_in FROM commits WHERE version > \(version) AND written_in IS NOT NULL)"
        return [
            "accounts.written_in IN \(written)",
            "accounts.id IN (SELECT account FROM log WHERE number > \(lines)) AND accounts.written_in NOT IN \(written)",
        ]
    }

    /// Has the server look rows up by an index whatever it believes, or decide that itself, in this transaction.
    static func findsByKeys(_ does: Bool) -> String {
        "SELECT set_config(name, '\(does ? "off" : "on")', true) FROM unnest(ARRAY['enable_seqscan', 'enable_bitmapscan']) AS name"
    }

    package func mayHaveChanged() -> AsyncStream<Void> {
        let (changes, found) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let hearing = Task { [hearing] in
            for await _ in hearing.changes() { found.yield() }
        }
        let sweeping = Task { [weak self] in
            // Only the end of the watching ends it early.
            while (try? await Task.sleep(for: .seconds(5))) != nil, let self { await self.sweep() }
            found.finish()
        }
        found.onTermination = { _ in
            hearing.cancel()
            sweeping.cancel()
        }
        return changes
    }

    package func reach() -> AsyncStream<StoreFailure?> { hearing.reach() }

    package var edition: BookEdition? {
        var reader = [login, role.rawValue]
        if case .below(let codes) = scope { reader += codes.map(\.rawValue) }
        return BookEdition(
            book: opening.workspace.rawValue,
            reader: reader.joined(separator: "\n"),
            place: opening.home.mark
        )
    }

    package func change(of version: Int) async throws(StoreFailure) -> String? {
        try await read { session in
            try session.run("SELECT id::text FROM commits WHERE version = $1::bigint", [version]).first?.string
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
    ///
    /// While a portion is taken in, the server looks for the links of the next one, and for the one behind it.
    fileprivate func eachIndexed(_ condition: String, portion: Int, _ take: ([IndexedAccount]) -> Bool) throws {
        let fetch = Question("FETCH \(portion) FROM indexed")
        let cursor = """
            DECLARE indexed NO SCROLL CURSOR FOR
            SELECT \(IndexedAccount.quickColumns)
            FROM accounts LEFT JOIN accounts AS above ON above.id = accounts.parent
            WHERE \(condition) ORDER BY accounts.path
            """
        var rows = try run(together: [Question(cursor), fetch])[1]
        var ready: [IndexedAccount] = []
        while rows.count > 0 {
            let places = 0..<Int32(rows.count)
            var accounts = try places.map { try IndexedAccount(rows, $0) }
            try ask(
                Question(
                    """
                    SELECT links.system, links.state, links.changed, wanted.place - 1 AS place
                    FROM unnest($1::text[]) WITH ORDINALITY AS wanted(id, place) JOIN links ON links.account = wanted.id
                    """,
                    [ArrayValue(places.map { QuickRow(rows: rows, number: $0).text(IndexedAccount.idPlace) })]
                ),
                fetch
            )
            guard ready.isEmpty || take(ready) else { return }
            let answers = try heard()
            for row in answers[answers.count - 2].stored(.links) {
                let (place, changed) = (try row.number("place"), try row.date("changed"))
                accounts[place].states[try row.word("system")] = try row.word("state")
                accounts[place].changed = max(accounts[place].changed, changed.secondsSince1970)
            }
            (ready, rows) = (accounts, answers[answers.count - 1])
        }
        if !ready.isEmpty { _ = take(ready) }
        _ = try run(together: [Question("CLOSE indexed")])
    }
}
