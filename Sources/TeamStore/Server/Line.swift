import Dispatch
import StoredForms
import Synchronizing

/// A connection with a queue of its own, so that waiting for the server takes no thread from anybody else; it connects
/// when it is needed, and again after it was lost.
final class Line: Sendable {
    private let queue: DispatchQueue
    private let address: BookAddress
    private let isReadOnly: Bool
    private let isRoutine: Bool
    private let onStatement: (@Sendable (String) -> String)?
    // Touched on the queue alone.
    nonisolated(unsafe) private var session: Session?

    /// `isRoutine`: the same few statements come again and again, about a few rows each, so that they are planned once.
    init(
        _ address: BookAddress,
        isReadOnly: Bool,
        label: String,
        isRoutine: Bool = false,
        onStatement: (@Sendable (String) -> String)? = nil
    ) {
        (self.address, self.isReadOnly, self.isRoutine, self.onStatement) = (
            address, isReadOnly, isRoutine, onStatement
        )
        queue = DispatchQueue(label: "account-sync.\(label)")
    }

    deinit {
        // Closing waits for nothing, but belongs to the queue as all else does.
        nonisolated(unsafe) let session = session
        queue.async { session?.close() }
    }

    /// Does something with the line, on its queue.
    func use<Value: Sendable>(_ body: @escaping @Sendable (Line) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try body(self) }) }
        }
    }

    /// The same for whoever cannot wait in any other way.
    func useNow<Value>(_ body: (Line) throws -> Value) rethrows -> Value { try queue.sync { try body(self) } }

    /// The open session; on the queue only.
    func opened(within time: Duration = .seconds(10)) throws(SessionFailure) -> Session {
        if let session, session.isOpen { return session }
        let fresh = try Session.open(address, isReadOnly: isReadOnly, within: time)
        if isRoutine { try fresh.plansOnce() }
        fresh.onStatement = onStatement
        session = fresh
        return fresh
    }

    /// Whether there is an open session; on the queue only.
    var isOpen: Bool { session?.isOpen ?? false }

    /// Begins a transaction, over a new session if the one that was open turns out to be gone.
    func begin(_ mode: String = "") throws(SessionFailure) -> Session {
        let wasOpen = isOpen
        let session = try opened()
        do throws(SessionFailure) {
            try session.begin(mode)
            return session
        } catch {
            // A session that cannot even begin is of no use to whoever comes next.
            session.close()
            guard wasOpen else { throw error }
            let fresh = try opened()
            try fresh.begin(mode)
            return fresh
        }
    }

    /// Reads in one consistent view; again from the start if the session that was open turns out to be gone before the
    /// server has said anything.
    func read<Value>(_ body: (Session) throws -> Value) throws -> Value {
        let wasOpen = isOpen
        let session = try opened()
        do {
            return try session.read(body)
        } catch let failure as SessionFailure where failure.isLoss && wasOpen && !session.hasBegun {
            session.close()
            return try opened().read(body)
        }
    }
}

extension Session {
    fileprivate func read<Value>(_ body: (Session) throws -> Value) throws -> Value {
        do {
            try begin("ISOLATION LEVEL REPEATABLE READ READ ONLY", later: true)
            let value = try body(self)
            try endReading()
            return value
        } catch {
            rollBack()
            throw error
        }
    }
}
