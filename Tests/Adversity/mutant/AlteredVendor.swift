import Accounts
import Foundation
import Synchronizing

/// Clients with some calls replaced.
struct AlteredVendors: ServiceManagers {
    let base: any ServiceManagers
    let alter: @Sendable (inout AlteredVendor) -> Void

    func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager {
        var altered = AlteredVendor(base: try await base.client(for: system))
        alter(&altered)
        return altered
    }
}

struct AlteredVendor: ServiceManager {
    let base: any ServiceManager
    var onExists: (@Sendable (Exchange<AccountAnswer>) -> Exchange<AccountAnswer>)?
    var asksExists = true
    var retriesOn5xx = false
    var gate: (@Sendable (Bool) async -> Bool)?

    func syncOptions() async -> Exchange<[FieldDefinition]> { await base.syncOptions() }

    func exists(
        _ request: SyncRequest,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        guard asksExists else { return .answered(Response(status: 200, body: .answer(AccountAnswer(code: 0)))) }
        let exchange = await base.exists(request, gate: gate)
        return onExists?(exchange) ?? exchange
    }

    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer> {
        let altered = self.gate
        let first = await base.synchronize(request, attempt: attempt) {
            guard let altered else { return await gate() }
            await Self.waitForAttack()
            return await altered(await gate())
        }
        guard retriesOn5xx, case .answered(let response) = first, response.status >= 500 else { return first }
        return await base.synchronize(request, attempt: attempt, gate: gate)
    }

    /// Waits for the file `gate` in the home, which the attack makes once another process has taken over the row.
    private static func waitForAttack() async {
        let path = (ProcessInfo.processInfo.environment["HOME"] ?? "") + "/gate"
        let limit = ContinuousClock.now + .seconds(20)
        while !FileManager.default.fileExists(atPath: path), .now < limit, !Task.isCancelled {
            // Only if it is cancelled.
            try? await Task.sleep(for: .milliseconds(10))
        }
    }

    func checkSettings() async -> Exchange<[String]> { await base.checkSettings() }
    func discover() async -> Exchange<ServiceDescription> { await base.discover() }
}
