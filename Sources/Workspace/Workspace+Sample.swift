import AccountFiles
public import Accounts
import Foundation
import Synchronizing

extension Workspace {
    /// Fills a new workspace with the sample of seeds/: its accounts, and the sandbox's Dropbox at a port of loopback.
    public func fillWithSample(port: Int, applicationID: String, apiKey: Secret) async throws {
        let rows = try AccountFile.read(Sample.accounts)
        try await carryOut(try await plan(rows))
        try Self.writeSecret(apiKey, at: location)
        _ = try await systems.add(Sample.system(port: port, applicationID: applicationID), sameVendor: false)
    }

    private static func writeSecret(_ key: Secret, at location: WorkspaceLocation) throws {
        let folder = location.file("secrets")
        if !FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        }
        let path = location.file(Sample.keyFile)
        if !FileManager.default.fileExists(atPath: path) { try SecretFile.create(path, key) }
    }
}

/// The sample data of seeds/, which the program carries with it.
enum Sample {
    static let keyFile = "secrets/dropbox-api-key"

    /// seeds/accounts.csv.
    static var accounts: [UInt8] { PackageResources.accounts_csv }

    static func system(port: Int, applicationID: String) -> ProvisioningSystem {
        let base = "http://127.0.0.1:\(port)"
        return ProvisioningSystem(
            name: "Dropbox",
            vendor: .dropbox,
            applicationID: applicationID,
            apiKey: .file(keyFile),
            endpoints: Endpoints(
                syncOptions: "\(base)/accounts/syncoptions",
                synchronize: "\(base)/accounts/synchronize",
                exists: "\(base)/accounts/exists",
                fieldsGet: "\(base)/fields/get",
                fieldsValidate: "\(base)/fields/validate",
                serviceDefinitions: "\(base)/service/definitions",
                subscriptionsCreate: "\(base)/subscriptions/create"
            )
        )
    }
}
