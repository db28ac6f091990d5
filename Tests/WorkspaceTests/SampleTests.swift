import Accounts
import Foundation
import Samples
import Synchronizing
import Testing
import Workspace

@Suite struct SampleTests {
    private let directory = FileManager.default.temporaryDirectory.path + "/sample-\(UUID().uuidString)"

    private func filled(port: Int) async throws -> Workspace {
        let location = WorkspaceLocation(path: directory)
        try Workspace.create(at: location)
        let workspace = try await Workspace.open(location, environment: [:])
        try await workspace.fillWithSample(port: port, applicationID: "the sandbox's own", apiKey: Secret("a key"))
        return workspace
    }

    @Test func `a sample workspace has Dropbox as seeds/dropbox.json registers it, at the sandbox's port`() async throws
    {
        defer { try? FileManager.default.removeItem(atPath: directory) }  // Left behind, it harms nobody.
        let systems = try await filled(port: 4321).systems.systems()
        let base = "http://127.0.0.1:4321"
        let expected = ProvisioningSystem(
            name: "Dropbox",
            vendor: .dropbox,
            applicationID: "the sandbox's own",
            apiKey: .file("secrets/dropbox-api-key"),
            endpoints: Endpoints(
                syncOptions: "\(base)/accounts/syncoptions",
                synchronize: "\(base)/accounts/synchronize",
                exists: "\(base)/accounts/exists",
                fieldsGet: "\(base)/fields/get",
                fieldsValidate: "\(base)/fields/validate",
                serviceDefinitions: "\(base)/service/definitions",
                subscriptionsCreate: "\(base)/subscriptions/create",
                customersList: "\(base)/customers/list"
            )
        )
        #expect(systems == [expected])
    }

    @Test func `the key of the sample is where its registration says, readable by its owner alone`() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }  // Left behind, it harms nobody.
        let workspace = try await filled(port: 1)
        let reference = try #require(try await workspace.systems.systems().first?.apiKey)
        let secret = try await SecretResolver(location: workspace.location, environment: [:]).resolve(reference)
        #expect(secret.reveal() == "a key")
        let attributes = try FileManager.default.attributesOfItem(
            atPath: workspace.location.file("secrets/dropbox-api-key")
        )
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `the sample accounts are as many and as various, and as faulty, as seeds/README.md says`() async throws {
        defer { try? FileManager.default.removeItem(atPath: directory) }  // Left behind, it harms nobody.
        let accounts = try await filled(port: 1).accounts.allAccounts()
        let kinds = Dictionary(grouping: accounts, by: \.kind).mapValues(\.count)
        #expect(kinds == [.reseller: 5, .endCustomer: 65, .directCustomer: 4])
        #expect(Set(accounts.compactMap { Country(code: $0.country) }).count >= 12)
        let faults = accounts.compactMap { account in AccountFault(account).map { "\(account.code) \($0.rawValue)" } }
        #expect(
            faults.sorted() == [
                "C-111 no country", "C-112 bad email", "C-217 bad country", "C-218 no email", "C-311 bad email",
                "C-312 no country",
            ]
        )
        let emails = Dictionary(grouping: accounts.filter { !$0.email.isEmpty }) { EmailAddress.fold($0.email) }
        let shared = emails.values.filter { $0.count > 1 }.map { $0.map(\.code.rawValue).sorted() }
        #expect(Set(shared) == [["C-113", "C-114"], ["C-115", "R-100"]])
        #expect(accounts.filter(\.isStorefrontManaged).map(\.code).sorted() == ["C-117", "C-313"])
        #expect(accounts.filter { $0.name.unicodeScalars.count == 40 }.map(\.code) == ["C-110"])
    }
}
