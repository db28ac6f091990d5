import Accounts
import Samples
import Synchronizing
import TestKit
import Testing

@testable import ServiceManagement
@testable import Transport

/// The way through a proxy: who goes it, what the proxy sees, and that the rules of sending hold on it.
@Suite struct ProxyTransportTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// A system that only the proxy can reach, since no name server knows its host.
    private func system() throws -> ProvisioningSystem {
        var system = Samples.system("https://sm.example.com", deadline: .seconds(20))
        system.caFile = try directory.write("root.pem", TestChain.root)
        return system
    }

    private func server() async throws -> TLSServer { try await TLSServer.start(chain: [TestChain.other]) }

    private func environment(_ proxy: ConnectProxy, user: String = "") -> [String: String] {
        ["HTTPS_PROXY": "http://\(user)127.0.0.1:\(proxy.port)"]
    }

    @Test func `a request goes through the proxy, once, and the proxy sees none of it`() async throws {
        let server = try await server()
        let proxy = try await ConnectProxy.start(to: server.port)
        defer {
            proxy.stop()
            server.stop()
        }
        let client = try await Client.make(try system(), environment: environment(proxy, user: "me:p%40ss@"))
        #expect(await client.synchronize().line == #"200 code 0, result dbx-1, message """#)
        #expect(server.requests == 1)
        #expect(proxy.heads.count == 1)
        #expect(proxy.heads.first?.hasPrefix("CONNECT sm.example.com:443 HTTP/1.1\r\n") == true)
        #expect(proxy.heads.first?.lowercased().contains("proxy-authorization: basic bwu6cebzcw==") == true)
        #expect(proxy.heads.first?.contains("X-CloudPlatform") == false)
    }

    @Test func `the gate is asked once the way is open and before the first byte, and its no is final`() async throws {
        let server = try await server()
        let proxy = try await ConnectProxy.start(to: server.port)
        defer {
            proxy.stop()
            server.stop()
        }
        let client = try await Client.make(try system(), environment: environment(proxy))
        let exchange = await client.synchronize(request, attempt: "attempt-1") {
            #expect(proxy.heads.count == 1)
            #expect(server.requests == 0)
            return false
        }
        #expect(exchange.line == "not sent: gateClosed")
        #expect(server.requests == 0)
    }

    @Test func `a way that is given up before the first byte carries none later`() async throws {
        let server = try await server()
        let proxy = try await ConnectProxy.start(to: server.port)
        defer {
            proxy.stop()
            server.stop()
        }
        var system = try system()
        system.deadline = .seconds(2)
        let client = try await Client.make(system, environment: environment(proxy))
        let (asked, ask) = AsyncStream.makeStream(of: Void.self)
        let exchange = await client.synchronize(request, attempt: "attempt-1") {
            for await _ in asked { break }
            return true
        }
        #expect(exchange.line.hasPrefix("not sent: proxyFailed"))
        ask.yield()
        #expect(await client.existsOnceSent() == #"200 code 0, result dbx-1, message """#)
        #expect(server.requests == 1)
    }

    @Test
    func `a connection that is lost after the first byte is in doubt through a proxy too, and nothing is sent again`()
        async throws
    {
        let server = try await TLSServer.start(chain: [TestChain.other], hangsUp: true)
        let proxy = try await ConnectProxy.start(to: server.port)
        defer {
            proxy.stop()
            server.stop()
        }
        let client = try await Client.make(try system(), environment: environment(proxy))
        guard case .inDoubt = SendVerdict(await client.synchronize()) else {
            Issue.record("decided")
            return
        }
        #expect(proxy.heads.count == 1)
        #expect(server.requests == 1)
    }

    @Test(arguments: [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
            "wants another user name or password (HTTP 407)"
        ),
        ("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno", "opens no way to sm.example.com"),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\nHTTP/1.1 503 No\r\n\r\n", "opens no way to sm.example.com"),
        ("HTTP/1.1 000 OK\r\n\r\n", "opens no way to sm.example.com"),
        ("HTTP/1.1 101 Switching Protocols\r\n\r\n", "opens no way to sm.example.com"),
        ("SSH-2.0\r\n\r\n", "opened no way to sm.example.com in time"),
    ])
    func `a proxy that says no is told as the proxy, and nothing is sent`(answer: String, reason: String) async throws {
        let proxy = try await ConnectProxy.start(to: 1, answer: answer)
        defer { proxy.stop() }
        var system = try system()
        if reason.hasSuffix("in time") { system.deadline = .milliseconds(300) }
        let client = try await Client.make(system, environment: environment(proxy))
        let told = "the proxy 127.0.0.1:\(proxy.port) \(reason)"
        #expect(await client.synchronize().line == "not sent: proxyFailed(\"\(told)\")")
    }

    @Test func `a proxy that is not there is told as the proxy`() async throws {
        let client = try await Client.make(try system(), environment: ["HTTPS_PROXY": "127.0.0.1:1"])
        #expect(await client.synchronize().line == #"not sent: proxyFailed("the proxy 127.0.0.1:1 cannot be reached")"#)
    }

    private func isProxied(_ url: String, _ environment: [String: String]) throws -> Bool {
        try ProxyRule(environment: environment).proxy(for: try WebURL(url)) != nil
    }

    @Test func `only https goes through the proxy, and never this machine`() throws {
        let set = ["HTTPS_PROXY": "http://proxy:3128"]
        #expect(try isProxied("https://sm.example.com", set))
        for url in ["http://sm.example.com", "https://localhost", "https://127.8.8.8:1/", "https://[::1]/"] {
            #expect(try !isProxied(url, set))
        }
        #expect(try isProxied("https://sm.example.com", ["https_proxy": "proxy:3128", "HTTPS_PROXY": ""]))
        #expect(
            try !isProxied("https://sm.example.com", ["HTTP_PROXY": "http://proxy:3128", "ALL_PROXY": "http://p:1"])
        )
        #expect(try !isProxied("https://sm.example.com", ["HTTPS_PROXY": " "]))
        #expect(try !isProxied("https://sm.example.com", [:]))
    }

    @Test(arguments: [
        ("*", true), ("sm.example.com", true), ("SM.Example.com", true), ("example.com", true), (".example.com", true),
        ("*.example.com", true), ("other, example.com", true), ("other example.com", true),
        ("sm.example.com:443", true),
        ("sm.example.com.", true), ("sm.example.com:8443", false), ("ample.com", false), ("m.example.com", false),
        ("sm", false), ("", false), (",,", false), ("10.0.0.0/8", false), ("%", false), ("example.com:99999", false),
    ])
    func `NO_PROXY names hosts with all below them`(list: String, isExcepted: Bool) throws {
        let set = ["HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": list]
        #expect(try isProxied("https://sm.example.com/a", set) == !isExcepted)
    }

    @Test(arguments: [
        ("10.1.2.3", true), ("10.0.0.0/8", true), ("10.1.2.0/23", true), ("0.0.0.0/0", true), ("10.1.2.3/32", true),
        ("10.1.4.0/23", false), ("10.1.2.3/33", false), ("10.1.2.3/-1", false), ("::/0", false), ("1.2.3", false),
    ])
    func `NO_PROXY names addresses and blocks of them`(list: String, isExcepted: Bool) throws {
        let set = ["HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": list]
        #expect(try isProxied("https://10.1.2.3/a", set) == !isExcepted)
        let set6 = ["HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": "fd00::/8 2001:db8::1"]
        #expect(try !isProxied("https://[fd12::1]/", set6))
        #expect(try !isProxied("https://[2001:DB8:0::1]/", set6))
        #expect(try isProxied("https://[2001:db8::2]/", set6))
    }

    @Test(arguments: [
        ("https://proxy:3128", "is not an http proxy, and no other kind is supported"),
        ("socks5://proxy:1080", "is not an http proxy, and no other kind is supported"),
        ("ftp://proxy", "is not an http:// URL"), ("http://", "is not a URL of the form http://host:port"),
        ("http://me:s3cret@proxy:999999", "is not a URL of the form http://host:port"),
        ("http://me:s3cret@", "is not a URL of the form http://host:port"),
    ])
    func `a proxy that cannot be used is said, without its password, and not gone around`(
        value: String,
        reason: String
    ) async throws {
        let client = try await Client.make(try system(), environment: ["HTTPS_PROXY": value])
        #expect(await client.synchronize().line == "not sent: proxyFailed(\"the proxy in HTTPS_PROXY \(reason)\")")
    }
}
