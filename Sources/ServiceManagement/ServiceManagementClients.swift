package import Accounts
package import Synchronizing
import Transport

/// Makes clients for systems, reading their secrets and certificates afresh each time.
package struct ServiceManagementClients: ServiceManagers {
    private let resolve: @Sendable (SecretReference) async throws(SecretFailure) -> Secret
    private let makeTrackID: @Sendable () -> String
    private let file: @Sendable (String) -> String
    private let proxies: ProxyRule
    /// For negative controls: tests that must notice this mistake.
    package var followsRedirects = false

    /// Creates a factory of clients.
    ///
    /// `resolve` reads a secret; `makeTrackID` makes the correlation ids of calls that are not attempts; `file` finds a
    /// file that a registration names; `environment` may name a proxy.
    package init(
        resolve: @escaping @Sendable (SecretReference) async throws(SecretFailure) -> Secret,
        makeTrackID: @escaping @Sendable () -> String,
        file: @escaping @Sendable (String) -> String,
        environment: [String: String] = [:]
    ) {
        self.resolve = resolve
        self.makeTrackID = makeTrackID
        self.file = file
        proxies = ProxyRule(environment: environment)
    }

    package func client(for system: ProvisioningSystem) async throws(Unusable) -> any ServiceManager {
        var settings: [String: Secret] = [:]
        let apiKey: Secret
        do throws(SecretFailure) {
            for (field, reference) in system.settings { settings[field] = try await resolve(reference) }
            apiKey = try await resolve(system.apiKey)
        } catch {
            throw .secret(error)
        }
        return ServiceManagementClient(
            system: system,
            headers: RequestHeaders(
                applicationID: system.applicationID,
                apiKey: apiKey,
                settings: settings
            ),
            trust: try Trust(file: system.caFile, path: file),
            proxies: proxies,
            makeTrackID: makeTrackID,
            followsRedirects: followsRedirects
        )
    }
}
