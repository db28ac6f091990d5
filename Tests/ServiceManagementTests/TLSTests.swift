import Accounts
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Samples
import Synchronizing
import TestKit
import Testing

/// Whom the client trusts, and that a request goes to nobody else.
@Suite struct TLSTests {
    private let directory: TemporaryDirectory
    private let certificates: String

    init() throws {
        directory = try TemporaryDirectory()
        certificates = try directory.write("ca.pem", TestCertificate.certificate)
    }

    /// The client's line and how many requests came, for a server with the certificate and a way to reach it.
    private func ask(
        host: String = "localhost",
        caFile: String?,
        versions: TLSConfiguration.Versions = .usual
    ) async throws -> (String, Int) {
        let server = try await TLSServer.start(versions)
        defer { server.stop() }
        var system = Samples.system("https://\(host):\(server.port)", deadline: .seconds(20))
        system.caFile = caFile
        let line = await (try Client.make(system)).synchronize().line
        return (line, server.requests)
    }

    @Test func `a certificate that nobody vouches for is not trusted, and nothing is sent`() async throws {
        let (line, requests) = try await ask(caFile: nil)
        #expect(
            line
                == #"not sent: tlsFailed(host: "localhost", reason: "the certificate or the protocol is not accepted")"#
        )
        #expect(requests == 0)
    }

    @Test func `with the vendor's certificate as caFile the request goes through`() async throws {
        let (line, requests) = try await ask(caFile: certificates)
        #expect(line == #"200 code 0, result dbx-1, message """#)
        #expect(requests == 1)
    }

    @Test func `a certificate for another name is not trusted, and nothing is sent`() async throws {
        let (line, requests) = try await ask(host: "127.0.0.1", caFile: certificates)
        #expect(line == #"not sent: tlsFailed(host: "127.0.0.1", reason: "the certificate is for another name")"#)
        #expect(requests == 0)
    }

    @Test func `TLS before 1.2 is not spoken, and nothing is sent`() async throws {
        let (line, requests) = try await ask(caFile: certificates, versions: .old)
        #expect(line.hasPrefix(#"not sent: tlsFailed(host: "localhost""#))
        #expect(requests == 0)
    }

    @Test func `a server that speaks plain http where TLS is wanted gets nothing`() async throws {
        let server = try RawServer { connection in
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            connection.waitForEnd()
        }
        let client = try await Client.make(Samples.system("https://localhost:\(server.port)", deadline: .seconds(20)))
        #expect(await client.synchronize().line.hasPrefix(#"not sent: tlsFailed(host: "localhost""#))
    }

    @Test(arguments: ["none.pem", "empty.pem", "text.pem"])
    func `a caFile that holds no certificate is said to be unreadable`(name: String) async throws {
        try directory.write("empty.pem", "")
        try directory.write("text.pem", "no certificate")
        var system = Samples.system("https://localhost:1")
        system.caFile = name
        let error = await #expect(throws: (any Error).self) {
            _ = try await Client.make(system, file: directory.file(name))
        }
        #expect(error.map { "\($0)" } == "the certificates in \(name) cannot be read: name a PEM file as caFile")
    }
}
