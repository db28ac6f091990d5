import Accounts
import Synchronization

/// What a process writes for its sends at the same moment, in one transaction: each transaction waits for the row for which
/// all writers wait, and for the log to reach the disk, so many in one cost little more than one (0043).
///
/// None of them sees what the others write, as if they were in transactions of their own; so no two of them may be about the
/// same. If the server refuses one, each is written by itself.
final class JointWrites: Sendable {
    /// What a write is about.
    ///
    /// Two writes are about the same if one of them decides something that the other one decides, or
    /// depends on.
    struct Subjects {
        var decided: Set<String>
        var needed: Set<String> = []

        static func account(_ id: AccountID) -> String { "account \(id)" }

        fileprivate func meets(_ other: Subjects) -> Bool {
            !decided.isDisjoint(with: other.decided) || !decided.isDisjoint(with: other.needed)
                || !needed.isDisjoint(with: other.decided)
        }
    }

    /// The steps of a write, in the order in which they lock.
    struct Steps: Sendable {
        /// Asks for what is the same for all of this process.
        var asksFirst: @Sendable (Session) throws -> Void = { _ in }
        /// The account that it locks, if it is known.
        var account: AccountID?
        /// Asks for the rest of what is needed.
        var asks: @Sendable (Session) throws -> Void = { _ in }
        /// Asks for what everybody locks alike.
        var asksLast: @Sendable (Session) throws -> Void = { _ in }
    }

    private struct Waiting: Sendable {
        let subjects: Subjects
        let steps: Steps
        /// Writes, and returns a closure that tells the waiting caller.
        let write: @Sendable (Session) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private let line: Line
    private let waiting = Mutex<[Waiting]>([])

    init(_ line: Line) { self.line = line }

    /// How many wait; for tests alone.
    var count: Int { waiting.withLock(\.count) }

    /// Writes along with others that wait for the line; returns once it is committed.
    func write<Value: Sendable>(
        about subjects: Subjects,
        _ steps: Steps,
        _ body: @escaping @Sendable (Session) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            let one = Waiting(
                subjects: subjects,
                steps: steps,
                write: { session in
                    let value = try body(session)
                    return { continuation.resume(returning: value) }
                },
                fail: { continuation.resume(throwing: $0) }
            )
            waiting.withLock { $0.append(one) }
            // One turn of the line for each, so that nobody is left over; who comes to nothing has gone along with others.
            line.post { [self] in writeNext() }
        }
    }

    private func writeNext() {
        let group = waiting.withLock { Self.takeGroup(from: &$0) }
        guard !group.isEmpty else { return }
        group.doTogether { these in
            for tell in try write(these) { tell() }
        } fail: { one, error in
            one.fail(error)
        }
    }

    /// Takes the first, and whatever may go along with it; the order of those about the same stays.
    private static func takeGroup(from waiting: inout [Waiting]) -> [Waiting] {
        var (group, left) = ([Waiting](), [Waiting]())
        for one in waiting {
            let isFree = group.count < most && !(group + left).contains { $0.subjects.meets(one.subjects) }
            if isFree { group.append(one) } else { left.append(one) }
        }
        waiting = left
        return group
    }

    private func write(_ group: [Waiting]) throws -> [@Sendable () -> Void] {
        try line.write { session in
            for one in group { try one.steps.asksFirst(session) }
            // In one order for all processes.
            let accounts = Set(group.compactMap(\.steps.account))
            for account in accounts.sorted(by: { $0.rawValue < $1.rawValue }) { try session.lockAccount(account) }
            for one in group { try one.steps.asks(session) }
            for one in group { try one.steps.asksLast(session) }
            let tellings = try group.map { try $0.write(session) }
            try session.finishEnds()
            return tellings
        }
    }

    private static let most = 16
}
