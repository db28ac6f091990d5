import Accounts
import Samples
import Synchronization
import Synchronizing

/// A vendor that answers as it is told, and remembers what reached it.
final class FakeVendor: ServiceManager, ServiceManagers {
    private struct State {
        var exists: [Exchange<AccountAnswer>] = []
        var sends: [Exchange<AccountAnswer>] = []
        var asked = 0
        var sent: [AttemptID] = []
        var refusedByGate = 0
    }
    private let state = Mutex(State())
    /// What happens between the connection and the first byte.
    private let beforeGate: @Sendable () async -> Void
    /// What happens before the exists call returns for an account.
    private let beforeExists: @Sendable (Account) async -> Void

    init(
        exists: [Exchange<AccountAnswer>] = [FakeVendor.absent],
        sends: [Exchange<AccountAnswer>],
        beforeGate: @escaping @Sendable () async -> Void = {},
        beforeExists: @escaping @Sendable (Account) async -> Void = { _ in }
    ) {
        (self.beforeGate, self.beforeExists) = (beforeGate, beforeExists)
        state.withLock { ($0.exists, $0.sends) = (exists, sends) }
    }

    static let absent = answered(AccountAnswer(code: 0))
    static func present(_ id: ExternalID) -> Exchange<AccountAnswer> { answered(AccountAnswer(code: 1, result: id)) }
    static func created(_ id: ExternalID) -> Exchange<AccountAnswer> { answered(AccountAnswer(code: 0, result: id)) }
    static func status(_ status: Int, after: Duration? = nil) -> Exchange<AccountAnswer> {
        .answered(Response(status: status, retryAfter: after, body: .unreadable(.empty)))
    }
    static func answered(_ answer: AccountAnswer) -> Exchange<AccountAnswer> {
        .answered(Response(status: 200, body: .answer(answer)))
    }

    var sent: [AttemptID] { state.withLock { $0.sent } }
    var asked: Int { state.withLock { $0.asked } }

    func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager { self }
    func syncOptions() async -> Exchange<[FieldDefinition]> {
        .answered(Response(status: 200, body: .answer(Samples.fields)))
    }
    func checkSettings() async -> Exchange<[String]> { .answered(Response(status: 200, body: .answer([]))) }

    func exists(
        _ request: SyncRequest,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        await beforeExists(request.account)
        guard await gate() else { return .notSent(.gateClosed) }
        return state.withLock { state in
            state.asked += 1
            return state.exists.count > 1 ? state.exists.removeFirst() : state.exists[0]
        }
    }

    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        await beforeGate()
        guard await gate() else { return .notSent(.gateClosed) }
        return state.withLock { state in
            state.sent.append(attempt)
            return state.sends.count > 1 ? state.sends.removeFirst() : state.sends[0]
        }
    }
}

/// A clock that stands still but for what is slept.
final class FakeTimekeeper: Timekeeper {
    private let seconds = Mutex(0.0)
    func now() -> Moment { Samples.moment(seconds.withLock { $0 }) }
    func sleep(for duration: Duration) async throws { advance(duration) }
    func advance(_ duration: Duration) { seconds.withLock { $0 += duration.seconds } }
}

/// A clock that stands still, and on which a sleep ends only when it is cancelled.
final class WaitingTimekeeper: Timekeeper {
    private let (sleeps, began) = AsyncStream.makeStream(of: Void.self)
    func now() -> Moment { Samples.moment() }
    func sleep(for duration: Duration) async throws {
        began.yield()
        try await Task.sleep(for: .seconds(3600))
    }
    /// Waits until somebody sleeps.
    func waitForSleep() async {
        for await _ in sleeps { return }
    }
}
