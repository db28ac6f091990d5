import AccountFiles
package import Accounts
package import Foundation
import Synchronizing

extension Workspace {
    /// Fills a new workspace with the sample in seeds/: its accounts, and the sandbox's Dropbox at a port of loopback.
    ///
    /// `secrets` is a folder for what a team's workspace refers to, which has none; else it is the workspace's own.
    package func fillWithSample(
        port: Int,
        applicationID: String,
        apiKey: Secret,
        secrets: String? = nil
    ) async throws {
        try await fillWithSampleAccounts(now: Date())
        try await registerSample(port: port, applicationID: applicationID, apiKey: apiKey, secrets: secrets)
    }

    package func fillWithSampleAccounts(now: Date) async throws {
        var file = try AccountFile.read(Sample.accounts)
        file.name = "accounts.csv"
        _ = try await importAccounts(of: FileRows(file), now: now)
    }

    /// Connects a BSS whose credentials are known, and takes its accounts in.
    ///
    /// Its secrets are kept in files, as an operator's are.
    package func connectSampleBSS(_ url: String, secrets: [String: Secret], in folder: String? = nil) async throws {
        func file(_ name: String) throws -> SecretReference {
            try secrets[name].map { try keep($0, as: "bss-\(name)", in: folder) } ?? .file("secrets/bss-\(name)")
        }
        var connection = BSSConnection(
            name: "BSS",
            url: url,
            clientKey: try file("client-key"),
            clientSecret: try file("client-secret"),
            username: try file("username"),
            password: try file("password")
        )
        // It is on this machine.
        connection.ratePerSecond = 50
        try await bss.setBSS(connection)
        _ = try await pull()
    }

    package func registerSample(
        port: Int,
        applicationID: String,
        apiKey: Secret,
        secrets folder: String? = nil
    ) async throws {
        var system = try Sample.system(port: port, applicationID: applicationID)
        system.apiKey = try keep(apiKey, as: "dropbox-api-key", in: folder)
        _ = try await systems.add(system, sameVendor: false)
    }

    /// Writes a secret into a file, unless it is there, and returns what refers to it.
    private func keep(_ secret: Secret, as name: String, in folder: String?) throws -> SecretReference {
        let place = folder ?? location.file("secrets")
        if !FileManager.default.fileExists(atPath: place) {
            try FileManager.default.createDirectory(
                atPath: place,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
        }
        let path = "\(place)/\(name)"
        if !FileManager.default.fileExists(atPath: path) { try SecretFile.create(path, secret) }
        return .file(folder == nil ? "secrets/\(name)" : path)
    }
}

/// The sample data of seeds/, which is built into the program.
package enum Sample {
    /// seeds/accounts.csv.
    package static var accounts: [UInt8] { PackageResources.accounts_csv }

    /// seeds/dropbox.json, with the sandbox's usual port replaced by the port where it is.
    static func system(port: Int, applicationID: String) throws(DocumentProblem) -> ProvisioningSystem {
        let text = String(decoding: PackageResources.dropbox_json, as: UTF8.self)
            .replacing("127.0.0.1:8377/", with: "127.0.0.1:\(port)/")
        var system = try RegistrationDocument.read(Data(text.utf8)).system
        system.applicationID = applicationID
        return system
    }
}
