package import Accounts

/// The port to a vendor's service manager.
///
/// An implementation reports what happened on the wire and decides nothing; `Classification` decides.
package protocol ServiceManager: Sendable {
    /// Asks which fields the form has; safe to repeat.
    func syncOptions() async -> Exchange<[FieldDefinition]>

    /// Asks whether an account exists; safe to repeat.
    ///
    /// `gate` is asked after the connection is made and before the first byte; if it says no, nothing is sent.
    func exists(
        _ request: SyncRequest,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer>

    /// Asks once to create an account, over a fresh connection, without redirects or retries.
    ///
    /// `gate` is asked after the connection is made and before the first byte; if it says no, nothing is sent.
    func synchronize(
        _ request: SyncRequest,
        attempt: AttemptID,
        gate: @escaping @Sendable () async -> Bool
    ) async -> Exchange<AccountAnswer>

    /// Checks the registered settings at the vendor; returns the problems in its words, or none. Safe to repeat.
    func checkSettings() async -> Exchange<[String]>
    /// Asks the service manager to describe itself; safe to repeat. An invalid request if no URL is registered for it.
    func discover() async -> Exchange<ServiceDescription>

    /// Asks for a page of the vendor's list of customers; nil if no URL is registered for it. Safe to repeat.
    func customers(_ request: CustomersRequest) async -> Exchange<CustomersPage>?
}

extension ServiceManager {
    /// Asks at once.
    package func exists(_ request: SyncRequest) async -> Exchange<AccountAnswer> { await exists(request) { true } }

    /// The default: a service manager that does not describe itself.
    package func discover() async -> Exchange<ServiceDescription> {
        .notSent(.invalidRequest(.noDiscoveryURL))
    }

    /// The default: a vendor without such a list.
    package func customers(_ request: CustomersRequest) async -> Exchange<CustomersPage>? { nil }
}

/// Makes clients for systems.
package protocol ServiceManagers: Sendable {
    /// The client for a system as it is registered now.
    func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager

    /// A request as a person may read it; nil if it cannot be made. No secret is read for it.
    func sketch(
        _ request: SyncRequest,
        _ call: RequestSketch.Call,
        to system: ProvisioningSystem,
        attempt: AttemptID?
    ) -> RequestSketch?
}

extension ServiceManagers {
    /// The default: nothing is known of the wire.
    package func sketch(
        _ request: SyncRequest,
        _ call: RequestSketch.Call,
        to system: ProvisioningSystem,
        attempt: AttemptID?
    ) -> RequestSketch? { nil }
}
