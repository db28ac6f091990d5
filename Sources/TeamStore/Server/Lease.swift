import FoundationEssentials
import StoredForms
import Synchronization
import Synchronizing

/// What shows other processes that this one lives: a row with a time on the server's clock, put off again and again.
///
/// A process whose row has run out owns nothing any more, and gets another name if it goes on.
final class Lease: Sendable {
    /// A line that nothing delays.
    let line: Line
    private let times: LeaseTimes
    private let state = Mutex(State())
    private let gate: JointQuestions<Gate, Bool>

    /// An attempt whose first byte waits for an answer.
    private struct Gate: Sendable {
        let attempt: String
        /// The process's name when it asked.
        let owner: String
        let begun: ContinuousClock.Instant
    }

    private struct State {
        var name = Lease.newName()
        /// The names before, whose leases are over.
        var former: [String] = []
        var beating: Task<Void, Never>?
        /// Whether the name has a row.
        var isEntered = false
    }

    /// `line` is one of its own, so that no long reading delays a beat.
    init(_ line: Line, _ times: LeaseTimes) {
        (self.line, self.times) = (line, times)
        gate = JointQuestions(line) { try Self.covered($1, $0, times) }
    }

    /// The process's name in the rows that it owns; never used again after its end.
    var name: String { state.withLock(\.name) }

    /// All names that the process has had.
    var names: [String] { state.withLock { $0.former + [$0.name] } }

    private static func newName() -> String { UUID().uuidString.lowercased() }

    /// Makes the row, if there is none yet, in a transaction that is about to own something; returns the name.
    ///
    /// The row stays locked against whoever ends it. Throws if the lease has run out; the next call has another name.
    func hold(_ session: Session) throws -> String {
        let (name, isEntered) = state.withLock { ($0.name, $0.isEntered) }
        if !isEntered {
            try session.runLater(
                """
                INSERT INTO workers (id, lease_until) VALUES ($1, clock_timestamp() + make_interval(secs => $2::float8))
                ON CONFLICT (id) DO NOTHING
                """,
                [name, times.length.seconds],
                counts: false
            )
        }
        guard try isHeld(session, name) else {
            giveUp(name)
            throw SessionFailure.refused(.init(code: "40001", words: ""))
        }
        return name
    }

    /// What `hold` is going to ask; nothing if there is no row to ask about.
    func isHeld(_ session: Session) throws -> Bool {
        let (name, isEntered) = state.withLock { ($0.name, $0.isEntered) }
        return try isEntered && isHeld(session, name)
    }

    private func isHeld(_ session: Session, _ name: String) throws -> Bool {
        try session
            .run(
                """
                SELECT id FROM workers WHERE id = $1 AND ended IS NULL AND lease_until > clock_timestamp() FOR KEY SHARE
                """,
                [name]
            )
            .count == 1
    }

    /// Begins to beat, once the row is committed.
    func entered(_ name: String) {
        state.withLock { state in
            guard state.name == name, !state.isEntered else { return }
            state.isEntered = true
            state.beating = Task { [weak self, times] in
                while (try? await Task.sleep(for: times.beat)) != nil {
                    guard let self, await self.beat(name) else { return }
                }
            }
        }
    }

    /// Puts the end of the lease off; false once it has run out.
    private func beat(_ name: String) async -> Bool {
        let length = times.length.seconds
        let count = try? await line.use { line in
            try line.opened()
                .run(
                    """
                    UPDATE workers SET lease_until = clock_timestamp() + make_interval(secs => $2::float8),
                        beats = beats + 1
                    WHERE id = $1 AND ended IS NULL AND lease_until > clock_timestamp() RETURNING id
                    """,
                    [name, length],
                    within: .seconds(8)
                )
                .count
        }
        // A server that cannot be reached is asked again with the next beat.
        guard let count else { return true }
        if count == 0 { giveUp(name) }
        return count > 0
    }

    private func giveUp(_ name: String) {
        state.withLock { state in
            guard state.name == name else { return }
            state.beating?.cancel()
            state = State(former: state.former + [name])
        }
    }

    /// Whether a link is still sending with an attempt, for this process, and its lease lasts a while yet.
    func covers(_ attempt: String) async throws -> Bool {
        let gate = Gate(attempt: attempt, owner: name, begun: .now)
        let isCovered = try await self.gate.ask(gate)
        // An answer that took long may be about a lease that is over meanwhile.
        guard ContinuousClock.now - gate.begun <= times.patience else { throw SessionFailure.noAnswer }
        return isCovered
    }

    /// Which of the attempts are covered, within the time that the one which has waited longest has left.
    private static func covered(_ gates: [Gate], _ line: Line, _ times: LeaseTimes) throws -> [Bool] {
        let begun = gates.map(\.begun).min() ?? .now
        let left = times.patience - (ContinuousClock.now - begun)
        guard left > .zero else { throw SessionFailure.noAnswer }
        let rows = try line.opened(within: left)
            .run(
                """
                SELECT links.attempt, links.owner FROM links JOIN workers ON workers.id = links.owner
                WHERE links.attempt = ANY($1::text[]) AND links.state = 'sending' AND links.owner = ANY($2::text[])
                    AND workers.ended IS NULL
                    AND workers.lease_until >= clock_timestamp() + make_interval(secs => $3::float8)
                """,
                [ArrayValue(gates.map(\.attempt)), ArrayValue(Array(Set(gates.map(\.owner)))), times.margin.seconds],
                within: left
            )
            .all.map { [$0.value("attempt").string, $0.value("owner").string] }
        return gates.map { rows.contains([$0.attempt, $0.owner]) }
    }

    /// Says goodbye: what this process owned is free at once.
    func end() {
        let (name, isEntered) = state.withLock { state in
            state.beating?.cancel()
            return (state.name, state.isEntered)
        }
        guard isEntered else { return }
        line.useNow { line in
            // Unheard, it only ends later.
            _ = try? line.opened(within: times.goodbye)
                .run(
                    "UPDATE workers SET ended = clock_timestamp(), why = 'goodbye' WHERE id = $1 AND ended IS NULL",
                    [name],
                    within: times.goodbye
                )
        }
    }
}

/// How long a lease lasts, and what is asked of it; other values are for tests.
package struct LeaseTimes: Sendable {
    package var length: Duration = .seconds(20)
    package var beat: Duration = .seconds(5)
    /// How long it must last yet when the first byte is written.
    package var margin: Duration = .seconds(5)
    /// How long the gate waits for the server.
    package var patience: Duration = .seconds(2)
    /// How long a goodbye waits for the server.
    package var goodbye: Duration = .seconds(2)

    package init() {}
}
