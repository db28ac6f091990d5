import AccountFiles
package import Accounts
package import Foundation
import Synchronizing

extension Workspace {
    /// Fills a new workspace with the sample in seeds/: its accounts, and the sandbox's Dropbox at a port of loopback.
    package func fillWithSample(
        port: Int,
        applicationID: String,
        apiKey: Secret,
        now: Date = Date()
    ) async throws {
        try await fillWithSampleAccounts(now: now)
        try await registerSample(port: port, applicationID: applicationID, apiKey: apiKey)
    }

    package func fillWithSampleAccounts(now: Date) async throws {
        var file = try AccountFile.read(Sample.accounts)
        file.name = "accounts.csv"
        _ = try await importAccounts(of: file, now: now)
    }

    package func registerSample(port: Int, applicationID: String, apiKey: Secret) async throws {
        try Self.writeSecret(apiKey, at: location)
        let system = try Sample.system(port: port, applicationID: applicationID)
        _ = try await systems.add(system, sameVendor: false)
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

/// The sample data of seeds/, which is built into the program.
package enum Sample {
    static let keyFile = "secrets/dropbox-api-key"

    /// seeds/accounts.csv.
    package static var accounts: [UInt8] { PackageResources.accounts_csv }

    /// seeds/dropbox.json, with the sandbox's usual port replaced by the port where it is.
    static func system(port: Int, applicationID: String) throws(DocumentProblem) -> ProvisioningSystem {
        let text = String(decoding: PackageResources.dropbox_json, as: UTF8.self)
            .replacing("127.0.0.1:8377/", with: "127.0.0.1:\(port)/")
        var system = try SystemRegistration.read(Data(text.utf8)).system
        system.applicationID = applicationID
        return system
    }
}
