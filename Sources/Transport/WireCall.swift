import Accounts
import AsyncHTTPClient
import NIOCore
package import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronizing

/// One request to a server, and how it is sent: whom to trust, through which proxy, until when.
package struct WireCall: Sendable {
    private let url: String
    private let method: HTTPMethod
    private let allowsHTTP: Bool
    private let deadline: Duration
    private let trust: Trust
    private let proxies: ProxyRule
    private let watch: FirstByteWatch
    package var headers = HTTPHeaders()
    package var body: [UInt8]?
    /// The longest answer that is read, in bytes (docs/protocol.md, section 2).
    package var longestAnswer = 1 << 20
    /// For negative controls: tests that must notice this mistake.
    package var followsRedirects = false

    package init(
        url: String,
        method: HTTPMethod,
        allowsHTTP: Bool,
        deadline: Duration,
        trust: Trust,
        proxies: ProxyRule,
        watch: FirstByteWatch = FirstByteWatch()
    ) {
        (self.url, self.method, self.allowsHTTP, self.deadline) = (url, method, allowsHTTP, deadline)
        (self.trust, self.proxies, self.watch) = (trust, proxies, watch)
    }

    package func run() async -> RawExchange {
        let target: WebURL
        let proxy: HTTPProxy?
        do throws(Unsent) {
            target = try URLRule.read(url, allowsHTTP: allowsHTTP)
            proxy = try proxies.proxy(for: target)
        } catch {
            return .notSent(error)
        }
        var request = HTTPClientRequest(url: target.text)
        request.method = method
        request.headers = headers
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let client = HTTPClient(
            eventLoopGroup: .singletonMultiThreadedEventLoopGroup,
            configuration: configuration(proxy)
        )
        let exchange = await WireExchange(
            client: client,
            request: request,
            errors: UnsentErrors(host: target.host, proxy: proxy),
            deadline: deadline,
            watch: watch,
            longestBody: longestAnswer
        )
        .run()
        // The only connection is already closed, so a failure here loses nothing.
        try? await client.shutdown()
        // Behind a proxy there is no other way to see the server's certificates.
        guard proxy == nil, case .notSent(.tlsFailed(let host, let fault)) = exchange else { return exchange }
        return .notSent(.tlsFailed(host: host, await TLSProbe(trust: trust).explain(fault, of: target)))
    }

    private func configuration(_ proxy: HTTPProxy?) -> HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            tlsConfiguration: trust.configuration,
            redirectConfiguration: followsRedirects ? .follow(max: 5, allowCycles: false) : .disallow,
            timeout: .init(connect: .nanoseconds(deadline.nanoseconds)),
            decompression: .disabled,
            http1_1ConnectionDebugInitializer: { [watch] channel in
                watch.prepare(channel).flatMapThrowing { try AnswerOrder.install(in: channel) }
            }
        )
        configuration.httpVersion = .http1Only
        configuration.proxy = proxy?.configuration
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
