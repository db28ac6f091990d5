import Accounts
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Samples
import Synchronization
import Synchronizing
import Telling
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
        versions: TLSConfiguration.Versions = .usual,
        chain: [String] = [TestCertificate.certificate]
    ) async throws -> (String, Int) {
        let server = try await TLSServer.start(versions, chain: chain)
        defer { server.stop() }
        var system = Samples.system("https://\(host):\(server.port)", deadline: .seconds(20))
        system.caFile = caFile
        let exchange = await (try Client.make(system)).synchronize()
        guard case .notSent(let unsent) = exchange else { return (exchange.line, server.requests) }
        return ("\(unsent.phrase); \(unsent.cure)", server.requests)
    }

    private let secure = "no secure connection to "

    @Test func `a certificate that nobody vouches for is not trusted, and nothing is sent`() async throws {
        let (line, requests) = try await ask(caFile: nil)
        #expect(
            line == secure
                + "localhost: its certificate is self-signed; compare it with the vendor's; if it is theirs, name it as caFile"
        )
        #expect(requests == 0)
    }

    /// Where a handshake takes longer than the lease of whoever sends; the control asks for the permission before it.
    @Test(arguments: [false, true])
    func
        `the permission to send is asked for behind the handshake; asked for before it, what was taken over would be sent`(
            asksBefore: Bool
        ) async throws
    {
        let server = try await TLSServer.start()
        defer { server.stop() }
        let lease = Atomic(true)
        let way = try RawServer { connection in
            guard let hello = connection.read(), let vendor = try? RawConnection(to: server.port) else { return }
            // What the client had is taken over meanwhile.
            lease.store(false, ordering: .sequentiallyConsistent)
            vendor.send(bytes: hello)
            Thread.detachNewThread {
                while let bytes = vendor.read(), connection.send(bytes: bytes) {}
                connection.endOutput()
            }
            while let bytes = connection.read(), vendor.send(bytes: bytes) {}
            vendor.endOutput()
        }
        var system = Samples.system("https://localhost:\(way.port)", deadline: .seconds(20))
        system.caFile = certificates
        let client = try await Client.make(system)
        let wasHeld = lease.load(ordering: .sequentiallyConsistent)
        let exchange = await client.synchronize(request, attempt: "attempt-1") {
            asksBefore ? wasHeld : lease.load(ordering: .sequentiallyConsistent)
        }
        #expect(server.requests == (asksBefore ? 1 : 0))
        if case .notSent = exchange { #expect(!asksBefore) } else { #expect(asksBefore) }
    }

    @Test func `with the vendor's certificate as caFile the request goes through`() async throws {
        let (line, requests) = try await ask(caFile: certificates)
        #expect(line == #"200 code 0, result dbx-1, message """#)
        #expect(requests == 1)
    }

    @Test func `a certificate for another name is not trusted, and nothing is sent`() async throws {
        let (line, requests) = try await ask(host: "127.0.0.1", caFile: certificates)
        #expect(
            line == secure
                + "127.0.0.1: its certificate is for \"localhost\" and not for this host; correct the host in the registered URLs; if it is right, tell the vendor"
        )
        #expect(requests == 0)
    }

    @Test func `TLS before 1.2 is not spoken, and nothing is sent`() async throws {
        let (line, requests) = try await ask(caFile: certificates, versions: .old)
        #expect(
            line == secure
                + "localhost: it speaks neither TLS 1.2 nor 1.3, or no cipher of ours; have the vendor allow TLS 1.2 or later"
        )
        #expect(requests == 0)
    }

    @Test func `a server that speaks plain http where TLS is wanted gets nothing`() async throws {
        let server = try RawServer { connection in
            connection.send("HTTP/1.1 200 OK\r\n\r\n")
            connection.waitForEnd()
        }
        let client = try await Client.make(Samples.system("https://localhost:\(server.port)", deadline: .seconds(20)))
        #expect(
            await client.synchronize().line == #"not sent: tlsFailed(host: "localhost", Accounts.TLSFault.notTLS)"#
        )
    }

    @Test(arguments: [
        ("none.pem", "is not there: put it into the workspace, or correct its name"),
        ("empty.pem", "is empty: put the vendor's CA certificate into it, as PEM"),
        (
            "text.pem",
            "holds no certificate in PEM, which begins with -----BEGIN CERTIFICATE-----: convert it, or name another"
        ),
        ("broken.pem", "cannot be read: copy it anew"), (".", "is not a plain file of at most 1 MiB: name a PEM file"),
        ("pipe", "is not a plain file of at most 1 MiB: name a PEM file"),
    ])
    func `a caFile that cannot be used says what is wrong with it, and nobody waits for a pipe`(
        name: String,
        reason: String
    ) async throws {
        try directory.write("empty.pem", "")
        try directory.write("text.pem", "no certificate")
        try directory.write("broken.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
        #expect(mkfifo(directory.file("pipe"), 0o600) == 0)
        var system = Samples.system("https://localhost:1")
        system.caFile = name
        let error = await #expect(throws: (any Error).self) {
            _ = try await Client.make(system, file: directory.file(name))
        }
        #expect((error as? Unusable)?.phrase.contains(name) == true)
        #expect((error as? Unusable)?.phrase.hasSuffix(reason) == true)
    }

    @Test func `a chain up to a root in caFile is trusted, whoever sends the intermediate`() async throws {
        let root = try directory.write("root.pem", TestChain.root)
        #expect(try await ask(caFile: root, chain: [TestChain.chained, TestChain.intermediate]).1 == 1)
        let both = try directory.write("both.pem", TestChain.root + "\n" + TestChain.intermediate + "\n")
        #expect(try await ask(caFile: both, chain: [TestChain.chained]).1 == 1)
    }

    @Test func `each reason not to trust is told as what it is, with its own cure`() async throws {
        let root = try directory.write("root.pem", TestChain.root)
        let intermediate = try directory.write("intermediate.pem", TestChain.intermediate)
        let whole = [TestChain.chained, TestChain.intermediate]
        let trials: [(chain: [String], caFile: String?, told: String)] = [
            (
                [TestChain.expired], root,
                "the certificate of \"localhost\" expired on 2021-01-01; tell the vendor; if that date is still to come, set this machine's clock"
            ),
            (
                [TestChain.future], root,
                "the certificate of \"localhost\" is only valid from 2099-01-01; set this machine's clock; if it is right, tell the vendor"
            ),
            (
                [TestChain.chained], root,
                "the certificate of \"localhost\" was issued by \"Test Intermediate\", whose own certificate the vendor does not send and \(root) does not hold; have the vendor send the whole chain, or add the certificate of \"Test Intermediate\" to \(root)"
            ),
            (
                [TestChain.chained], nil,
                "the certificate of \"localhost\" was issued by \"Test Intermediate\", whose own certificate the vendor does not send; have the vendor send the whole chain, or name a caFile with the certificate of \"Test Intermediate\" and those above it"
            ),
            (
                [TestChain.chained], intermediate,
                "\(intermediate) holds the certificate of \"Test Intermediate\", which \"Test Root\" issued, but not that of \"Test Root\"; add the certificate of \"Test Root\" to \(intermediate)"
            ),
            (
                whole, intermediate,
                "\(intermediate) holds the certificate of \"Test Intermediate\", which \"Test Root\" issued, but not that of \"Test Root\"; add the certificate of \"Test Root\" to \(intermediate)"
            ),
            (
                whole + [TestChain.root], nil,
                "its certificate comes from \"Test Root\", which nobody here knows; if \"Test Root\" is the vendor's own CA, name its certificate as caFile"
            ),
            (
                whole + [TestChain.root], certificates,
                "its certificate comes from \"Test Root\", which is not in \(certificates); if \"Test Root\" is the vendor's own CA, put its certificate into \(certificates)"
            ),
            (
                [TestCertificate.certificate], root,
                "its certificate is self-signed and is not in \(root); compare it with the vendor's; if it is theirs, put it into \(root)"
            ),
            (
                [TestChain.other], root,
                "its certificate is for \"sm.example.com\", \"api.example.com\" and not for this host; correct the host in the registered URLs; if it is right, tell the vendor"
            ),
        ]
        for trial in trials {
            let (told, requests) = try await ask(caFile: trial.caFile, chain: trial.chain)
            #expect(told == secure + "localhost: " + trial.told)
            #expect(requests == 0)
        }
    }
}
