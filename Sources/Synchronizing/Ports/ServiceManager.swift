package import Accounts

/// The port to a vendor's service manager.
///
/// An implementation reports what happened on the wire and decides nothing; the decisions
/// are `Classification`'s.
package protocol ServiceManager: Sendable {
    /// Asks which fields the form has; safe to repeat.
    func syncOptions() async -> Exchange<[FieldDefinition]>

    /// Asks whether an account exists; safe to repeat.
    func exists(_ request: SyncRequest) async -> Exchange<AccountAnswer>

    /// Asks once to create an account: over a fresh connection, without redirect, without any retry.
    ///
    /// `gate` is asked after the connection is made and before the first byte; if it says no, nothing is sent.
    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer>

    /// Checks the registered settings at the vendor; the problems in its words, none when they are right. Safe to repeat.
    func checkSettings() async -> Exchange<[String]>
    /// Asks what the service manager says of itself; safe to repeat. An invalid request where no URL is registered for it.
    func discover() async -> Exchange<ServiceDescription>
}

extension ServiceManager {
    /// A service manager that says nothing of itself.
    package func discover() async -> Exchange<ServiceDescription> {
        .notSent(.invalidRequest(.noDiscoveryURL))
    }
}

/// Makes the clients of systems.
package protocol ServiceManagers: Sendable {
    /// The client for a system as it is registered now.
    func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager
}
