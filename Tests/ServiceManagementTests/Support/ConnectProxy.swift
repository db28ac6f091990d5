import NIOCore
import NIOPosix
import Synchronization

/// A proxy that opens ways by CONNECT: to one port of loopback, whatever host it is asked for; it notes what it is told before.
final class ConnectProxy: Sendable {
    let port: Int
    private let channel: any Channel
    private let seen: Notes

    /// The heads that it was sent.
    var heads: [String] { seen.heads.withLock { $0 } }

    /// `answer` is what it says to a CONNECT; ways are only opened after a 200.
    static func start(
        to port: Int,
        answer: String = "HTTP/1.1 200 Connection established\r\n\r\n"
    ) async throws
        -> ConnectProxy
    {
        let seen = Notes()
        let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Front(port: port, answer: answer, seen: seen))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return ConnectProxy(channel, seen)
    }

    private init(_ channel: any Channel, _ seen: Notes) {
        self.channel = channel
        self.seen = seen
        port = channel.localAddress?.port ?? 0
    }

    func stop() { channel.close(promise: nil) }

    private final class Notes: Sendable {
        let heads = Mutex<[String]>([])
    }

    /// The client's side: a head, then whatever comes.
    private final class Front: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let port: Int
        private let answer: String
        private let seen: Notes
        private var head = ""
        private var back: (any Channel)?

        init(port: Int, answer: String, seen: Notes) {
            (self.port, self.answer, self.seen) = (port, answer, seen)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            if let back { return back.writeAndFlush(bytes, promise: nil) }
            head += String(buffer: bytes)
            guard head.hasSuffix("\r\n\r\n") else { return }
            seen.heads.withLock { $0.append(head) }
            let front = context.channel
            let answer = ByteBuffer(string: answer)
            guard self.answer.contains(" 200 ") else { return front.writeAndFlush(answer, promise: nil) }
            let this = NIOLoopBound(self, eventLoop: context.eventLoop)
            ClientBootstrap(group: context.eventLoop)
                .channelInitializer { $0.pipeline.addHandler(Back(front: front)) }
                .connect(host: "127.0.0.1", port: port)
                .whenSuccess { channel in
                    this.value.back = channel
                    front.writeAndFlush(answer, promise: nil)
                }
        }

        func channelInactive(context: ChannelHandlerContext) { back?.close(promise: nil) }
    }

    /// The server's side.
    private final class Back: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        private let front: any Channel

        init(front: any Channel) { self.front = front }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            front.writeAndFlush(unwrapInboundIn(data), promise: nil)
        }

        func channelInactive(context: ChannelHandlerContext) { front.close(promise: nil) }
    }
}
