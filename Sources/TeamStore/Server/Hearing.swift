import StoredForms
import Synchronization
import Synchronizing

/// Finds out what others change, once for all who watch: it listens, and asks for the version whenever it has heard nothing
/// for a while, since what is said while a connection is down is lost, and a pooler passes nothing on.
///
/// It has a line of its own, so that a server or a network that is gone is noticed by that.
final class Hearing: Sendable {
    private let line: Line
    private let book: String
    private let state = Mutex(State())

    fileprivate struct State {
        var next = 0
        var watchers: [Int: Watcher] = [:]
        var task: Task<Void, Never>?
        var version: Int64?
        /// Whether a notification has just come; writers within a tenth of a second after one send no other.
        var hasHeard = false
        /// Why the server cannot be asked; nil while it can.
        var fault: StoreFailure?
    }

    fileprivate enum Watcher {
        case changes(AsyncStream<Void>.Continuation)
        case reach(AsyncStream<StoreFailure?>.Continuation)
    }

    /// How long it listens before it asks: so a change is on a screen about a second after its commit at the latest.
    private static let quiet = Duration.milliseconds(900)
    private static let rest = Duration.milliseconds(120)
    /// After which time a server that has not answered counts as gone; sockets are given up after ten seconds.
    private static let patience = Duration.seconds(8)

    init(_ line: Line, book: String) { (self.line, self.book) = (line, book) }

    /// Yields whenever somebody may have changed the book.
    func changes() -> AsyncStream<Void> {
        let (stream, found) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = add(.changes(found))
        found.onTermination = { [weak self] _ in self?.remove(number) }
        return stream
    }

    /// Yields why the server cannot be asked any more, and nil when it can again.
    func reach() -> AsyncStream<StoreFailure?> {
        let (stream, found) = AsyncStream<StoreFailure?>.makeStream(bufferingPolicy: .bufferingNewest(8))
        let number = add(.reach(found))
        found.onTermination = { [weak self] _ in self?.remove(number) }
        return stream
    }

    private func add(_ watcher: Watcher) -> Int {
        state.withLock { state in
            state.next += 1
            state.watchers[state.next] = watcher
            if state.task == nil {
                state.task = Task { [weak self] in
                    // Only the end of the watching ends it.
                    while !Task.isCancelled, let self { await self.look() }
                }
            }
            return state.next
        }
    }

    private func remove(_ number: Int) {
        state.withLock { state in
            state.watchers[number] = nil
            guard state.watchers.isEmpty else { return }
            state.task?.cancel()
            (state.task, state.version, state.fault) = (nil, nil, nil)
        }
    }

    private func look() async {
        do {
            // What was heard needs no look; without an answer to that nobody knows whether the server is there.
            let (quiet, isReached) = state.withLock { ($0.hasHeard ? Self.rest : Self.quiet, $0.fault == nil) }
            let version = try await line.use { [book] (line) -> Int64? in
                let session = try line.opened(within: Self.patience)
                // Whoever is shut out hears of changes all the same; only a read shows that it is let in again.
                if isReached, try session.hearsOfChange(within: quiet) { return nil }
                let sql = "SELECT changes, version, least_version FROM workspace"
                guard let row = try session.run(sql, within: Self.patience).stored(.workspace).first else {
                    throw SessionFailure.opening(.noMember)
                }
                _ = try Schema.requireKnown(row, book: book)
                return Int64(try row.number("changes"))
            }
            state.withLock { $0.hasHeard = version == nil }
            tell(version)
        } catch {
            tell(failure(error))
            // Cancelled: nobody watches any more.
            try? await Task.sleep(for: .seconds(1))
        }
    }

    private func failure(_ error: any Error) -> StoreFailure {
        let failure = StoreFailure(error, book: book)
        guard case SessionFailure.refused(_) = error else { return failure }
        return switch failure {
        // The book was open, and nothing is found of it, or may be read, once the login was let out.
        case .foreign, .server(_, .forbidden): .server(path: book, .noMember)
        default: failure
        }
    }

    private func tell(_ version: Int64?) {
        state.withLock { state in
            let isNews = version == nil || version != state.version
            if let version { state.version = version }
            if state.fault != nil { state.tell(nil) }
            guard isNews else { return }
            for case .changes(let found) in state.watchers.values { found.yield() }
        }
    }

    private func tell(_ fault: StoreFailure) {
        state.withLock { state in
            // Once is enough: how it goes on failing says nothing new, unless the login is not let in any more.
            if state.fault == nil || fault.isShutOut && state.fault != fault { state.tell(fault) }
        }
    }
}

extension Hearing.State {
    fileprivate mutating func tell(_ fault: StoreFailure?) {
        self.fault = fault
        for case .reach(let found) in watchers.values { found.yield(fault) }
    }
}
