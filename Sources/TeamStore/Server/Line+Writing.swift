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
            let session = try opened()
            do {
                // Along with the first statement; a session that turns out to be gone is a loss like any other.
                try session.begin(later: true)
                let value = try body(session)
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

    /// Writes in one transaction, once, and counts nothing; whoever tries again finds out whether it was committed.
    func writeOnce<Value>(_ body: (Session) throws -> Value) throws -> Value {
        let session = try begin()
        do {
            let value = try body(session)
            try session.commit()
            return value
        } catch {
            session.rollBack()
            throw error
        }
    }

    /// Executes one statement by itself; once more if another session came between, or the connection was gone.
    func writeQuietly<Value>(_ body: (Session) throws -> Value) throws -> Value {
        do {
            return try body(try opened())
        } catch let failure as SessionFailure where failure.isCollision || failure.isLoss {
            do {
                return try body(try opened())
            } catch let second as SessionFailure where second.isLoss {
                // It may have been executed, once or twice.
                throw SessionFailure.undecided
            }
        }
    }

    private static let mostCollisions = 4
    private static let mostLosses = 1

    /// Commits; false if the answer was lost and the transaction has turned out not to count.
    private func commit(_ session: Session, _ id: String) throws(SessionFailure) -> Bool {
        guard session.hasChanges else {
            try session.commit()
            return true
        }
        do throws(SessionFailure) {
            try session.seal(id)
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
    /// Counts a change to the book and adds to its log, in one message with all that waits and with the commit: from here on
    /// all other writers wait for one row, and none of them for this program.
    fileprivate func seal(_ id: String) throws(SessionFailure) {
        // With other lines beside them they would not be paid, which the server refuses.
        if let owed, entries.isEmpty {
            let values: [(any Storable)?] = [id, owed.count, owed.event, owed.reason, owed.at, owed.by]
            return try runLater("SELECT seal_owed($1::uuid, $2::bigint, $3, $4, $5, $6)", values)
        }
        try runLater(
            """
            SELECT seal($1::uuid, $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::text[], $12::text[])
            """,
            [id] + NewEntry.columns(of: entries).map { ArrayValue($0) }
        )
    }
}

/// The lines about all that a transaction has put in doubt together: the server knows the rest of each.
struct OwedLines {
    let count: Int
    let event: LogEntry.Event
    let reason: String?
    let at: String
    let by: String
}
