import AsyncHTTPClient
import NIOCore
import Synchronization

/// Records whether a byte of the request was written, which tells *not sent* from *in doubt*.
///
/// The gate is asked between the connection and the first byte: the client's connection initializer runs exactly there,
/// after TLS. After `giveUp()` returns false, no byte can pass, so *not sent* stays true.
package final class FirstByteWatch: Sendable {
    private enum State {
        case waiting, allowed, refused, begun, givenUp
    }

    private let state = Mutex(State.waiting)
    private let pending = Mutex<EventLoopPromise<Void>?>(nil)
    private let gate: @Sendable () async -> Bool
    private let isForOne: Bool

    /// `isForOne`: whether to refuse a second connection, which only a redirect would need.
    package init(isForOne: Bool = true, gate: @escaping @Sendable () async -> Bool = { true }) {
        self.isForOne = isForOne
        self.gate = gate
    }

    /// Whether the gate said no.
    var wasRefused: Bool { state.withLock { $0 == .refused } }

    /// Ends the exchange; returns whether a byte had been written.
    ///
    /// If none had, none will be, and nobody waits for the gate any longer.
    func giveUp() -> Bool {
        let hasBegun = state.withLock { state in
            if state == .begun { return true }
            if state != .refused { state = .givenUp }
            return false
        }
        if !hasBegun { pending.withLock { $0 }?.fail(Closed()) }
        return hasBegun
    }

    /// Prepares a connection before the client uses it: asks the gate, then watches for the first byte.
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

    /// The handler nearest to the socket: every byte passes through it.
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
