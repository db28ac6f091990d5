import Accounts
import InMemory
import Synchronizing

/// A client that forwards each call to the one behind it.
protocol ForwardingClient: ServiceManager {
    var inner: any ServiceManager { get }
}

extension ForwardingClient {
    func syncOptions() async -> Exchange<[FieldDefinition]> { await inner.syncOptions() }
    func checkSettings() async -> Exchange<[String]> { await inner.checkSettings() }
    func exists(
        _ request: SyncRequest,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> { await inner.exists(request, gate: gate) }
    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> { await inner.synchronize(request, attempt: attempt, gate: gate) }
}

/// Misreads answers.
struct Careless: ForwardingClient {
    let inner: any ServiceManager
    var exists: @Sendable (Exchange<AccountAnswer>) -> Exchange<AccountAnswer> = { $0 }
    var send: @Sendable (Exchange<AccountAnswer>) -> Exchange<AccountAnswer> = { $0 }

    func exists(
        _ request: SyncRequest,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> { exists(await inner.exists(request, gate: gate)) }
    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> { send(await inner.synchronize(request, attempt: attempt, gate: gate)) }
}

/// Resends automatically.
struct Repeating: ForwardingClient {
    let inner: any ServiceManager
    let isRepeated: @Sendable (Exchange<AccountAnswer>) -> Bool

    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        let exchange = await inner.synchronize(request, attempt: attempt, gate: gate)
        guard isRepeated(exchange) else { return exchange }
        return await inner.synchronize(request, attempt: attempt, gate: gate)
    }
}

/// Sends whatever the gate says.
struct OpenGate: ForwardingClient {
    let inner: any ServiceManager

    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> { await inner.synchronize(request, attempt: attempt) { true } }
}

extension Exchange<AccountAnswer> {
    static func said(_ code: Int, _ id: ExternalID? = nil) -> Self {
        .answered(Response(status: 200, body: .answer(AccountAnswer(code: code, result: id))))
    }

    var status: Int { if case .answered(let response) = self { response.status } else { 0 } }

    var isNonsense: Bool {
        guard case .answered(let response) = self, response.status == 200 else { return false }
        if case .answer = response.body { return false }
        return true
    }

    var isDoubtful: Bool { if case .inDoubt = SendVerdict(self) { true } else { false } }
}
