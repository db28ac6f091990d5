import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

extension TLSConfiguration {
    /// Which protocols a server speaks.
    enum Versions {
        case usual, old
    }
}

/// A server with the tests' key and a chain of certificates that answers every request with success, or hangs up on it.
final class TLSServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let count: Counter

    var requests: Int { count.value.withLock { $0 } }

    static func start(
        _ versions: TLSConfiguration.Versions = .usual,
        chain: [String] = [TestCertificate.certificate],
        hangsUp: Bool = false
    ) async throws -> TLSServer {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try chain.map {
                .certificate(try NIOSSLCertificate(bytes: Array($0.utf8), format: .pem))
            },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem))
        )
        if versions == .old { (configuration.minimumTLSVersion, configuration.maximumTLSVersion) = (.tlsv1, .tlsv11) }
        let context = try NIOSSLContext(configuration: configuration)
        let count = Counter()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(Success(count: count, hangsUp: hangsUp))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return TLSServer(channel, count)
    }

    private init(_ channel: any Channel, _ count: Counter) {
        self.channel = channel
        self.count = count
        port = channel.localAddress?.port ?? 0
    }

    func stop() { channel.close(promise: nil) }

    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    private final class Success: ChannelInboundHandler, Sendable {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart
        private let count: Counter
        private let hangsUp: Bool

        init(count: Counter, hangsUp: Bool) { (self.count, self.hangsUp) = (count, hangsUp) }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .end = unwrapInboundIn(data) else { return }
            count.value.withLock { $0 += 1 }
            guard !hangsUp else { return context.close(promise: nil) }
            let body = ByteBuffer(string: #"{"Code":0,"Result":"dbx-1"}"#)
            let head = HTTPResponseHead(
                version: .http1_1,
                status: .ok,
                headers: ["Content-Length": "\(body.readableBytes)"]
            )
            context.write(wrapOutboundOut(.head(head)), promise: nil)
            context.write(wrapOutboundOut(.body(.byteBuffer(body))), promise: nil)
            context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
