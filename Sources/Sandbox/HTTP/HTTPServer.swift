import NIOCore
import NIOPosix

/// Serves HTTP/1.1 on loopback, by the handlers that come with NIO.
enum HTTPServer {
    /// Serves until its task is cancelled; then every connection ends, and what is under way is cancelled.
    static func run(
        port: Int,
        onReady: (Int) -> Void,
        respond: @escaping @Sendable (Request) async -> Response
    ) async throws {
        let (connections, accepting) = AsyncStream.makeStream(of: HTTPConnection.self)
        let listener = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            // Whoever has said everything may say so, and is answered all the same.
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let connection = try HTTPConnection(channel)
                    // The error closes a connection that came too late.
                    if case .terminated = accepting.yield(connection) { throw ChannelError.ioOnClosedChannel }
                }
            }
            .bind(to: SocketAddress(ipAddress: "127.0.0.1", port: port)).get()
        listener.closeFuture.whenComplete { _ in accepting.finish() }
        onReady(listener.localAddress?.port ?? 0)
        await withDiscardingTaskGroup { group in
            for await connection in connections {
                group.addTask { await connection.serve(respond) }
            }
        }
        try await listener.close()
    }
}
