import Dispatch
import StoredForms
import Synchronization
import Synchronizing

/// A connection with a queue of its own, so that waiting for the server takes no thread from anybody else; it connects
/// when it is needed, and again after it was lost.
final class Line: Sendable {
    private let queue: DispatchQueue
    private let address: BookAddress
    private let isReadOnly: Bool
    private let isRoutine: Bool
    private let onStatement: (@Sendable (String) -> String)?
    private let onWay: (@Sendable () -> Void)?
    // Touched on the queue alone.
    nonisolated(unsafe) private var session: Session?
    private let users = Atomic(0)

    /// `isRoutine`: the same few statements come again and again, about a few rows each, so that they are planned once.
    init(
        _ address: BookAddress,
        isReadOnly: Bool,
        label: String,
        isRoutine: Bool = false,
        onStatement: (@Sendable (String) -> String)? = nil,
        onWay: (@Sendable () -> Void)? = nil
    ) {
        (self.address, self.isReadOnly, self.isRoutine) = (address, isReadOnly, isRoutine)
        (self.onStatement, self.onWay) = (onStatement, onWay)
        queue = DispatchQueue(label: "account-sync.\(label)")
    }

    /// The connections that are being closed since their lines are gone.
    private static let ending = DispatchGroup()

    deinit {
        // Closing waits for nothing, but belongs to the queue as all else does.
        nonisolated(unsafe) let session = session
        queue.async(group: Self.ending) { session?.close() }
    }

    /// Waits a moment until the connections of lines that are gone are closed.
    ///
    /// A server takes one that ends with its process, without a word, for one that broke.
    static func awaitEnds() { _ = ending.wait(timeout: .now() + .milliseconds(300)) }

    /// How many wait for the line, or use it.
    var load: Int { users.load(ordering: .relaxed) }

    /// Does something with the line, on its queue.
    func use<Value: Sendable>(_ body: @escaping @Sendable (Line) throws -> Value) async throws -> Value {
        users.add(1, ordering: .relaxed)
        defer { users.subtract(1, ordering: .relaxed) }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body(self) }) }
        }
    }

    /// Does something on its queue, for which nobody waits here.
    func post(_ body: @escaping @Sendable () -> Void) {
        users.add(1, ordering: .relaxed)
        queue.async { [self] in
            body()
            users.subtract(1, ordering: .relaxed)
        }
    }

    /// The same for whoever cannot wait in any other way.
    func useNow<Value>(_ body: (Line) throws -> Value) rethrows -> Value { try queue.sync { try body(self) } }

    /// The open session, set up; on the queue only.
    func opened(within time: Duration = .seconds(10)) throws(SessionFailure) -> Session {
        let end = ContinuousClock.now + time
        let session = try connected(within: time)
        if !session.isSetUp { try session.settle(until: end) }
        return session
    }

    /// The open session, which may be set up with what is asked first; on the queue only.
    private func connected(within time: Duration = .seconds(10)) throws(SessionFailure) -> Session {
        if let session, session.isOpen { return session }
        onWay?()
        let fresh = try Session.open(address, isReadOnly: isReadOnly, isRoutine: isRoutine, within: time)
        (fresh.onStatement, fresh.onWay) = (onStatement, onWay)
        session = fresh
        return fresh
    }

    /// Connects, if that is not done, while nobody waits for it.
    func connectAhead() {
        // Whoever asks for something next is told what is wrong.
        queue.async { [self] in _ = try? connected() }
    }

    /// Whether there is an open session; on the queue only.
    var isOpen: Bool { session?.isOpen ?? false }

    /// Begins a transaction, over a new session if the one that was open turns out to be gone.
    func begin() throws(SessionFailure) -> Session {
        let wasOpen = isOpen
        let session = try opened()
        do throws(SessionFailure) {
            try session.begin()
            return session
        } catch {
            // A session that cannot even begin is of no use to whoever comes next.
            session.close()
            guard wasOpen else { throw error }
            let fresh = try opened()
            try fresh.begin()
            return fresh
        }
    }

    /// Reads in one consistent view; once more if the session that was open turns out to be gone before the server has said
    /// anything.
    func read<Value>(_ body: (Session) throws -> Value) throws -> Value {
        let wasOpen = isOpen
        do {
            return try readOnce(body)
        } catch let failure as SessionFailure where failure.isLoss && wasOpen && session?.hasAnswered == false {
            session?.close()
            return try readOnce(body)
        }
    }

    private func readOnce<Value>(_ body: (Session) throws -> Value) throws -> Value {
        let session = try connected()
        do {
            try session.beginReading()
            let value = try body(session)
            try session.finishReading()
            return value
        } catch {
            session.rollBack()
            throw error
        }
    }
}
