import FoundationEssentials
import Glibc
import StoredForms
import Synchronizing

extension Line {
    /// Writes in one transaction, and counts any change; again from the start if another session came between.
    ///
    /// `body` must lock what it compares. A commit whose answer is lost is decided by a tombstone: the transaction's own
    /// id is inserted by somebody else, which waits for a transaction that is still under way. If that succeeds, the
    /// transaction can never commit any more; if the id is there, it was committed. To look for it proves nothing.
    func write<Value>(_ body: (Session) throws -> Value) throws -> Value {
        var collisions = 0
        var losses = 0
        while true {
            let id = UUID().uuidString.lowercased()
            let session = try begin()
            do {
                let value = try body(session)
                try session.countChanges(id)
                if try commit(session, id) { return value }
                // It was not committed and never will be.
                guard losses < Self.mostLosses else { throw SessionFailure.noAnswer }
                losses += 1
            } catch let failure as SessionFailure where failure.isCollision && collisions < Self.mostCollisions {
                session.rollBack()
                collisions += 1
                usleep(UInt32.random(in: 1_000...20_000))
            } catch let failure as SessionFailure where failure.isLoss && losses < Self.mostLosses {
                // It was not committed and never will be, since nobody had asked for that.
                session.close()
                losses += 1
            } catch {
                session.rollBack()
                throw error
            }
        }
    }

    /// Executes one statement by itself; once more if another session came between, or the connection was gone.
    func writeQuietly<Value>(_ body: (Session) throws -> Value) throws -> Value {
        do {
            return try body(try opened())
        } catch let failure as SessionFailure where failure.isCollision || failure.isLoss {
            return try body(try opened())
        }
    }

    private static let mostCollisions = 4
    private static let mostLosses = 1

    /// Commits; false if the answer was lost and the transaction has turned out not to count.
    private func commit(_ session: Session, _ id: String) throws(SessionFailure) -> Bool {
        guard session.changes > 0 || !session.entries.isEmpty else {
            try session.commit()
            return true
        }
        do throws(SessionFailure) {
            try session.commit()
            return true
        } catch {
            guard error.isLoss else { throw error }
            session.close()
            return try isCommitted(id)
        }
    }

    /// Decides whether a transaction was committed whose answer was lost.
    private func isCommitted(_ id: String) throws(SessionFailure) -> Bool {
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end {
            do throws(SessionFailure) {
                let session = try begin()
                do throws(SessionFailure) {
                    let rows = try session.run(
                        "INSERT INTO commits (id) VALUES ($1) ON CONFLICT (id) DO NOTHING RETURNING id",
                        [id]
                    )
                    try session.commit()
                    return rows.count == 0
                } catch {
                    session.rollBack()
                    throw error
                }
            } catch {
                // Nobody there yet, or the transaction is still under way: asked again until the time is over.
                if case .undecided = error { throw error }
                usleep(200_000)
            }
        }
        throw .undecided
    }

    /// How long it is tried to find out what became of a transaction.
    private static let patience = Duration.seconds(15)
}

extension Session {
    /// Counts a change to the book and adds to its log, as the last thing before the commit: all other writers wait for
    /// this row.
    fileprivate func countChanges(_ id: String) throws {
        guard changes > 0 || !entries.isEmpty else { return }
        let row = try run(
            "UPDATE workspace SET changes = changes + 1, entries = entries + $1::bigint RETURNING changes, entries",
            [entries.count]
        )[0]
        guard let change = row.value("changes").integer, let last = row.value("entries").integer else {
            throw Damage(.workspace, "changes", row: "")
        }
        if !entries.isEmpty {
            // The row is ours now, so a statement of its own sees the line that the last writer added.
            let before = try logEnd(at: last - Int64(entries.count))
            guard before != nil || Int(last) == entries.count else { throw Damage(.log, "number", row: "") }
            var end = try before ?? .beginning(try first(.workspace))
            for entry in entries {
                let (values, next) = entry.values(after: end)
                try insert(values, into: .log)
                end = next
            }
        }
        // Who listens is told once, when the transaction is committed.
        try run(
            """
            INSERT INTO commits (id, version, written_in) VALUES ($1, $2::bigint, pg_current_xact_id())
            RETURNING pg_notify('account_sync', '')
            """,
            [id, Int(change)]
        )
    }
}
