import AsyncHTTPClient
import NIOCore
import Synchronization

/// Knows whether a byte of the request was written: what tells *not sent* from *in doubt*.
///
/// It is asked for permission between the connection and the first byte; the client's initializer for connections runs exactly
/// there, after TLS.
final class FirstByteWatch: Sendable {
    private enum State {
        case waiting, allowed, refused, begun
    }

    private let state = Mutex(State.waiting)
    private let gate: @Sendable () async -> Bool

    init(gate: @escaping @Sendable () async -> Bool = { true }) {
        self.gate = gate
    }

    /// Whether a byte was written.
    var hasBegun: Bool { state.withLock { $0 == .begun } }
    /// Whether the gate said no.
    var wasRefused: Bool { state.withLock { $0 == .refused } }

    /// What the client does with a connection before it uses it.
    func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        channel.eventLoop
            .makeFutureWithTask { [self] in
                guard await gate() else {
                    state.withLock { $0 = .refused }
                    try await channel.close()
                    throw GateClosed()
                }
                state.withLock { $0 = .allowed }
            }
            .flatMap { [self] in
                channel.pipeline.addHandler(Recorder(watch: self), position: .first)
            }
    }

    fileprivate func begin() {
        state.withLock { if $0 == .allowed { $0 = .begun } }
    }

    struct GateClosed: Error {}

    /// Stands nearest to the socket: every byte passes here.
    private final class Recorder: ChannelOutboundHandler, Sendable {
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let watch: FirstByteWatch

        init(watch: FirstByteWatch) { self.watch = watch }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            watch.begin()
            context.write(data, promise: promise)
        }
    }
}
