import Accounts
import Foundation
import Samples
import Synchronizing
import TestKit
import Testing

/// What goes over the wire, byte by byte, as docs/protocol.md has it.
@Suite struct RequestTests {
    private let server: RawServer
    private let system: ProvisioningSystem
    private let secrets = ["KEY": "schlüssel", "USER": "operator", "PASSWORD": "p@ss wörd"]

    init() throws {
        server = try RawServer(answering: HTTPText.answer(#"{"Code":0,"Result":"dbx-2"}"#))
        var system = Samples.system(server.url())
        system.applicationID = "6f0c2b7e-51f4-4a53-9d3e-5a0d0b5f7c11"
        system.settings = ["FieldUsername": .environment("USER"), "FieldPassword": .environment("PASSWORD")]
        system.endpoints = Endpoints(
            syncOptions: server.url("/a/options?x=1&y=%20"),
            synchronize: server.url("/b/sync?tenant=7"),
            exists: server.url("/c"),
            fieldsValidate: server.url("/d/validate")
        )
        self.system = system
    }

    /// The only request, with the port and the line ends of a text file.
    private var sent: String {
        get throws {
            try #require(server.requests.count == 1)
            return server.requests[0].replacingOccurrences(of: ":\(server.port)", with: ":PORT")
                .replacingOccurrences(of: "\r\n", with: "\n").trimmingCharacters(in: ["\n"])
        }
    }

    private func golden(_ name: String) throws -> String {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        return try String(contentsOf: file, encoding: .utf8).trimmingCharacters(in: ["\n"])
    }

    @Test func `synchronize sends the account, its parent and the options with the headers of the platform`()
        async throws
    {
        var full = Account(
            id: "13",
            code: "C-13",
            name: "Bäckerei \"Sonne\"",
            kind: .endCustomer,
            parent: "1",
            email: "info@sonne.example",
            country: "DE",
            phone: "+49 1",
            website: "https://sonne.example",
            contact: .init(firstName: "Ada", lastName: "Löwe"),
            address: .init(line1: "Am Weg 1", line2: "Hof", city: "Köln", postCode: "50667", state: "NRW")
        )
        full.isStorefrontManaged = true
        let request = SyncRequest(
            account: full,
            parent: .init(id: "1", externalID: "dbx-1"),
            options: ["role": "1", "E-mail": "it@sonne.example"]
        )
        let client = try await Client.make(system, secrets: secrets)
        #expect(
            await client.synchronize(request, attempt: "attempt-1") { true }.line
                == #"200 code 0, result dbx-2, message """#
        )
        #expect(try sent == golden("synchronize.http"))
    }

    @Test func `exists asks with the same body, and a null parent where there is none`() async throws {
        let request = SyncRequest(account: Samples.reseller, options: ["role": "2"])
        let client = try await Client.make(system, secrets: secrets)
        #expect(await client.exists(request).line == #"200 code 0, result dbx-2, message """#)
        #expect(try sent == golden("exists.http"))
    }

    @Test func `syncoptions is a GET at the registered URL with its query`() async throws {
        _ = try await Client.make(system, secrets: secrets).syncOptions()
        #expect(try sent == golden("syncoptions.http"))
    }

    @Test func `fields validate posts the settings with their values`() async throws {
        _ = try await Client.make(system, secrets: secrets).checkSettings()
        #expect(try sent == golden("fields-validate.http"))
    }

    @Test(arguments: ["line\nbreak", "line\r\nX-Injected: 1", "null\0", "delete\u{7F}"])
    func `a value that could break out of its header is refused, and nothing is sent`(value: String) async throws {
        let client = try await Client.make(system, secrets: secrets.merging(["USER": value]) { $1 })
        let refused =
            #"not sent: invalidRequest("the header X-CloudPlatform-Setting-FieldUsername has a value that cannot travel")"#
        #expect(await client.synchronize().line == refused)
        #expect(await client.exists().line == refused)
        #expect(server.requests.isEmpty)
    }

    @Test func `a settings field whose name is no header is refused, and nothing is sent`() async throws {
        var system = system
        system.settings = ["Field Name": .environment("USER")]
        let client = try await Client.make(system, secrets: secrets)
        #expect(await client.synchronize().line.hasPrefix("not sent: invalidRequest"))
        #expect(server.requests.isEmpty)
    }

    @Test(arguments: [
        "http://user@HOST/sync", "http://user:secret@HOST/sync", "ftp://HOST/sync", "http://192.0.2.1/sync",
        "http://vendor.example/sync", "http://127.0.0.1:181320/sync", "http://127.0.0.1:0/sync", "http://HOST/a b",
        "http://HOST/#x", "https://v\u{200B}.example/", "http://[::1]:99999/",
        "http://0127.0.0.1/sync", "http://127.0.0.1.vendor.example/sync", "http://127.1/sync", "no url", "",
        "http:///sync",
    ])
    func `a URL that gives credentials away or is plain http beyond loopback is refused`(url: String) async throws {
        var system = system
        system.endpoints.synchronize = url.replacingOccurrences(of: "HOST", with: "127.0.0.1:\(server.port)")
        let client = try await Client.make(system, secrets: secrets)
        #expect(await client.synchronize().line.hasPrefix("not sent: invalidRequest"))
        #expect(server.requests.isEmpty)
    }
}
