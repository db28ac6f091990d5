public import Accounts
import NIOSSL
public import Synchronizing

/// Makes the clients of systems: reads their secrets and certificates, each time anew.
public struct ServiceManagementClients: ServiceManagers {
    private let resolve: @Sendable (SecretReference) async throws -> Secret
    private let makeTrackID: @Sendable () -> String
    private let file: @Sendable (String) -> String
    /// Never in the product: for the tests that must catch it.
    package var followsRedirects = false

    /// Makes a maker of clients.
    ///
    /// `resolve` reads a secret; `makeTrackID` makes the correlation ids of calls that are no attempts; `file` finds a file that a
    /// registration names.
    public init(
        resolve: @escaping @Sendable (SecretReference) async throws -> Secret,
        makeTrackID: @escaping @Sendable () -> String,
        file: @escaping @Sendable (String) -> String
    ) {
        self.resolve = resolve
        self.makeTrackID = makeTrackID
        self.file = file
    }

    /// The client for a system as it is registered now.
    public func client(for system: ProvisioningSystem) async throws -> any ServiceManager {
        var settings: [String: Secret] = [:]
        for (field, reference) in system.settings { settings[field] = try await resolve(reference) }
        return ServiceManagementClient(
            system: system,
            headers: RequestHeaders(
                applicationID: system.applicationID,
                apiKey: try await resolve(system.apiKey),
                settings: settings
            ),
            tls: try tls(for: system),
            makeTrackID: makeTrackID,
            followsRedirects: followsRedirects
        )
    }

    private func tls(for system: ProvisioningSystem) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        if let caFile = system.caFile {
            do {
                let path = file(caFile)
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMFile(path))
            } catch {
                throw UnreadableCertificates(file: caFile)
            }
        }
        return configuration
    }
}

/// The CA file of a registration cannot be used.
struct UnreadableCertificates: Error, CustomStringConvertible {
    let file: String
    var description: String { "the certificates in \(file) cannot be read: name a PEM file as caFile" }
}
