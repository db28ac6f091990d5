import AsyncHTTPClient
import NIOCore
import Synchronization

/// Knows whether a byte of the request was written: what tells *not sent* from *in doubt*.
///
/// It is asked for permission between the connection and the first byte; the client's initializer for connections runs exactly
/// there, after TLS. Whoever gives up asks `giveUp()`: from then on not a byte passes, so that *not sent* stays true.
final class FirstByteWatch: Sendable {
    private enum State {
        case waiting, allowed, refused, begun, givenUp
    }

    private let state = Mutex(State.waiting)
    private let pending = Mutex<EventLoopPromise<Void>?>(nil)
    private let gate: @Sendable () async -> Bool
    private let isForOne: Bool

    /// `isForOne`: whether a further connection, which only a redirect would need, is refused.
    init(isForOne: Bool = true, gate: @escaping @Sendable () async -> Bool = { true }) {
        self.isForOne = isForOne
        self.gate = gate
    }

    /// Whether the gate said no.
    var wasRefused: Bool { state.withLock { $0 == .refused } }

    /// Ends the exchange, and tells whether a byte was written before.
    ///
    /// Afterwards none will be, and nobody waits for the gate any more.
    func giveUp() -> Bool {
        let hasBegun = state.withLock { state in
            if state == .begun { return true }
            if state != .refused { state = .givenUp }
            return false
        }
        if !hasBegun { pending.withLock { $0 }?.fail(Closed()) }
        return hasBegun
    }

    /// What the client does with a connection before it uses it.
    func prepare(_ channel: any Channel) -> EventLoopFuture<Void> {
        let permission = channel.eventLoop.makePromise(of: Void.self)
        pending.withLock { $0 = permission }
        permission.completeWithTask { [self] in
            guard await gate(), allow() else {
                state.withLock { if $0 == .waiting { $0 = .refused } }
                throw Closed()
            }
        }
        return permission.futureResult
            .flatMap { [self] in
                channel.pipeline.addHandler(Recorder(watch: self), position: .first)
            }
            .flatMapError { error in
                channel.close().flatMapThrowing { throw error }
            }
    }

    private func allow() -> Bool {
        state.withLock { state in
            if state == .waiting { state = .allowed } else if isForOne { return false }
            return state == .allowed || state == .begun
        }
    }

    /// Whether a byte may pass.
    fileprivate func begin() -> Bool {
        state.withLock { state in
            if state == .allowed { state = .begun }
            return state == .begun
        }
    }

    struct Closed: Error {}

    /// Stands nearest to the socket: every byte passes here.
    private final class Recorder: ChannelOutboundHandler, Sendable {
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer
        private let watch: FirstByteWatch

        init(watch: FirstByteWatch) { self.watch = watch }

        func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
            guard watch.begin() else {
                promise?.fail(Closed())
                return context.close(promise: nil)
            }
            context.write(data, promise: promise)
        }
    }
}
