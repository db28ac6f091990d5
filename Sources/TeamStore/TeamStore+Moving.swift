package import StoredForms
package import Synchronizing

extension TeamStore: MovableBook {
    package var path: String { address.name }

    package func closing() async throws(StoreFailure) -> Closing? { try await read { try $0.closing() } }

    package func close(_ closing: Closing) async throws(StoreFailure) {
        let path = path
        try await writeOnce { session in
            // Whoever is writing counts its change here, so all that they wrote is seen, and nothing is written later.
            let now = try session.closing(.own)
            if let now { throw StoreFailure.closed(path: path, now) }
            try session.countUnderWay().check(path)
            try session.mark(closing)
        }
    }

    package func replace(_ closing: Closing, with other: Closing?) async throws(StoreFailure) -> Bool {
        try await writeOnce { session in
            guard try session.closing(.own) == closing else { return false }
            try session.mark(other)
            return true
        }
    }

    package func empty(_ closing: Closing, leaving id: String) async throws(StoreFailure) -> Bool {
        try await writeOnce { session in
            guard try session.closing(.own) == closing else { return false }
            try session.setChecks(false)
            try session.discard()
            try session.run("UPDATE workspace SET id = $1, changes = changes + 1, entries = 0, closing = NULL", [id])
            try session.noteCommit()
            try session.mark(nil)
            try session.setChecks(true)
            return true
        }
    }

    package func checkEmpty(for id: String) async throws(StoreFailure) {
        let path = path
        try await read { session in
            guard try session.isOwner() else { throw StoreFailure.server(path: path, .ownerAlone) }
            _ = try session.hasLeftover(of: id, path)
        }
    }

    package func rows(of table: MovedTable, after key: [StoredValue]?) throws -> [[StoredValue]] {
        try readNow { try $0.rows(of: table, after: key) }
    }

    package func take(
        from other: any MovableBook,
        _ identity: BookIdentity,
        closing: Closing,
        progress: @escaping @Sendable (MoveStep) -> Void
    ) async throws(StoreFailure) -> [String: Int] {
        let path = path
        return try await writeOnce { session in
            _ = try session.closing(.own)
            // Between two portions the other store is read.
            try session.execute(
                "SET LOCAL statement_timeout = '10min'; SET LOCAL idle_in_transaction_session_timeout = '60s'"
            )
            // The checks of the book are for what happens in it; what moves here has happened.
            try session.setChecks(false)
            if try session.hasLeftover(of: identity.id, path) { try session.discard() }
            try other.eachPortion(progress: progress) { try session.insert($1, of: $0, path) }
            try session.completeCopy(of: identity)
            let counts = try other.compare(with: { try session.rows(of: $0, after: $1) }) { progress(.compared($0)) }
            try session.mark(closing)
            try session.setChecks(true)
            return counts
        }
    }

    private func writeOnce<Value: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws(StoreFailure) -> Value { try await useWriting { try $0.writeOnce(body) } }
}

extension Session {
    /// Closes the book, or opens it; whoever watches it is told.
    fileprivate func mark(_ closing: Closing?) throws {
        try run(
            "UPDATE workspace SET closing = $1, changes = changes + 1 RETURNING pg_notify('account_sync', '')",
            [try closing?.json()]
        )
    }

    /// Removes a copy that was never open, so that nothing happened in it that its log would have to keep.
    fileprivate func discard() throws {
        let names = MovedTable.all.map(\.table.rawValue) + ["emails", "approvals", "scopes"]
        try execute("TRUNCATE \(names.joined(separator: ", "))")
    }

    /// Takes the book's own triggers away, or gives them back; whoever owns the book may.
    fileprivate func setChecks(_ areMade: Bool) throws {
        let names = MovedTable.all.map(\.table.rawValue) + ["emails", "approvals", "commits", "workspace"]
        let word = areMade ? "ENABLE" : "DISABLE"
        try execute(names.map { "ALTER TABLE \($0) \(word) TRIGGER USER" }.joined(separator: "; "))
    }

    fileprivate func rows(of table: MovedTable, after key: [StoredValue]?) throws -> [[StoredValue]] {
        let sql = table.selection(after: key) { number, value in
            if case .integer = value { "$\(number)::bigint" } else { "$\(number)::text" }
        }
        let rows = try run(sql, key ?? [])
        return (0..<rows.count)
            .map { row in
                table.columns.indices.map { rows.value(Int32(row), Int32($0)) }
            }
    }

    /// Notes the change for whoever follows them.
    fileprivate func noteCommit() throws {
        try run(
            """
            INSERT INTO commits (id, version, written_in, lines)
            SELECT gen_random_uuid(), changes, pg_current_xact_id(), entries FROM workspace
            """
        )
    }

    /// What follows from the rows: the counters, and where two accounts with one email meet.
    fileprivate func completeCopy(of identity: BookIdentity) throws {
        for (table, column) in [("accounts", "key"), ("refused_rows", "number"), ("runs", "number")] {
            try run(
                """
                SELECT setval(pg_get_serial_sequence('account_sync.\(table)', '\(column)'), max(\(column)))
                FROM \(table) HAVING max(\(column)) IS NOT NULL
                """
            )
        }
        try run("INSERT INTO emails SELECT DISTINCT claim_key, email FROM links WHERE email <> ''")
        try run(
            """
            UPDATE workspace SET id = $1, changes = greatest(changes, $2::bigint) + 1, closing = NULL,
                entries = (SELECT coalesce(max(number), 0) FROM log)
            """,
            [identity.id, identity.version]
        )
        try noteCommit()
        // Whether each account has its parent; at the commit it would be asked within less time.
        try execute("SET CONSTRAINTS ALL IMMEDIATE; ANALYZE accounts, links, attempts, log", within: .seconds(600))
    }
}
