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

    /// Connects a BSS whose credentials are known, and takes its accounts in.
    ///
    /// Its secrets are kept in files of the workspace, as an operator's are.
    package func connectSampleBSS(_ url: String, secrets: [String: Secret]) async throws {
        for (name, secret) in secrets { try Self.writeSecret(secret, to: "secrets/bss-\(name)", at: location) }
        var connection = BSSConnection(
            name: "BSS",
            url: url,
            clientKey: .file("secrets/bss-client-key"),
            clientSecret: .file("secrets/bss-client-secret"),
            username: .file("secrets/bss-username"),
            password: .file("secrets/bss-password")
        )
        // It is on this machine.
        connection.ratePerSecond = 50
        try await bss.setBSS(connection)
        _ = try await pull()
    }

    package func registerSample(port: Int, applicationID: String, apiKey: Secret) async throws {
        try Self.writeSecret(apiKey, to: Sample.keyFile, at: location)
        let system = try Sample.system(port: port, applicationID: applicationID)
        _ = try await systems.add(system, sameVendor: false)
    }

    private static func writeSecret(_ key: Secret, to file: String, at location: WorkspaceLocation) throws {
        let folder = location.file("secrets")
        if !FileManager.default.fileExists(atPath: folder) {
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        }
        let path = location.file(file)
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
