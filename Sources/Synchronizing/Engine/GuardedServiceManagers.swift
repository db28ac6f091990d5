package import Accounts
import Synchronization

/// Clients behind one circuit breaker per system, which keeps requests away from a vendor that cannot be reached.
package final class GuardedServiceManagers: ServiceManagers {
    private let base: any ServiceManagers
    private let timekeeper: any Timekeeper
    private let breakers = Mutex<[SystemName: CircuitBreaker]>([:])

    /// Puts circuit breakers in front of the clients that another factory makes.
    package init(_ base: any ServiceManagers, timekeeper: any Timekeeper) {
        self.base = base
        self.timekeeper = timekeeper
    }

    package func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager {
        Client(base: try await base.client(for: system), system: system.name, owner: self)
    }

    package func sketch(
        _ request: SyncRequest,
        _ call: RequestSketch.Call,
        to system: ProvisioningSystem,
        attempt: AttemptID?
    ) -> RequestSketch? { base.sketch(request, call, to: system, attempt: attempt) }

    private func call<Answer>(
        _ system: SystemName,
        isSafe: Bool,
        _ body: () async -> Exchange<Answer>
    ) async -> Exchange<Answer> {
        let now = timekeeper.now().uptime
        if let wait = breakers.withLock({ $0[system, default: CircuitBreaker()].wait(at: now, isSafe: isSafe) }) {
            return .notSent(.circuitOpen(for: wait))
        }
        let exchange = await body()
        let then = timekeeper.now().uptime
        breakers.withLock { $0[system, default: CircuitBreaker()].record(reached: exchange.reachedVendor, at: then) }
        return exchange
    }

    private struct Client: ServiceManager {
        let base: any ServiceManager
        let system: SystemName
        let owner: GuardedServiceManagers

        func syncOptions() async -> Exchange<[FieldDefinition]> {
            await owner.call(system, isSafe: true) { await base.syncOptions() }
        }

        func exists(
            _ request: SyncRequest,
            gate: @escaping @Sendable () async -> Bool
        ) async -> Exchange<AccountAnswer> {
            await owner.call(system, isSafe: true) { await base.exists(request, gate: gate) }
        }

        func synchronize(
            _ request: SyncRequest,
            attempt: AttemptID,
            gate: @escaping @Sendable () async -> Bool
        ) async -> Exchange<AccountAnswer> {
            await owner.call(system, isSafe: false) {
                await base.synchronize(request, attempt: attempt, gate: gate)
            }
        }

        /// The operator's own check goes through, whatever the circuit breaker says.
        func checkSettings() async -> Exchange<[String]> { await base.checkSettings() }

        func discover() async -> Exchange<ServiceDescription> { await base.discover() }

        /// Only an operator asks for it.
        func customers(_ request: CustomersRequest) async -> Exchange<CustomersPage>? { await base.customers(request) }
    }
}

extension Exchange {
    /// Whether a service manager answered; what it said does not matter.
    fileprivate var reachedVendor: Bool {
        switch self {
        case .notSent(.gateClosed), .notSent(.cancelled), .notSent(.invalidRequest), .notSent(.circuitOpen): true
        case .notSent, .broken: false
        case .answered(let response): ![502, 503, 504].contains(response.status)
        }
    }
}
