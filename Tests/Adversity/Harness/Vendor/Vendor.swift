import Foundation
import Synchronization

/// A service manager on loopback that logs each request that it receives and each create that it executes.
///
/// It is written for the harness alone, over plain sockets with a thread for each connection, so that it can do what no
/// server library allows. Each executed synchronize request creates a new account, as in the public sample.
package final class Vendor: Sendable {
    /// What it has seen and done: a value, so that it can be saved and restored.
    package struct Ledger: Sendable, Codable {
        /// Every request, in order of arrival.
        package var received: [Received] = []
        /// Every executed create.
        package var created: [Created] = []
        /// The objections of the witness of the first byte.
        package var objections: [String] = []

        package init() {}
    }

    struct State {
        var ledger = Ledger()
        var usual: [Endpoint: Reply] = [:]
        var scripts: [Endpoint: [Int: Reply]] = [:]
        var calls: [Endpoint: Int] = [:]
        var broken: Set<Int> = []
        var connections = 0
        var underWay = 0
        var witness: (@Sendable (Received) -> String?)?
    }

    package static let apiKey = "api-key-that-nobody-may-see"
    package static let setting = "setting-that-nobody-may-see"
    /// The password that it generates.
    package static let password = "password-that-nobody-may-see"

    package let port: Int
    let socket: Socket
    let state = Mutex(State())

    package init() throws(HarnessFailure) {
        (socket, port) = try Socket.listening()
        Thread.detachNewThread { [self] in serve() }
    }

    package func stop() { socket.shutDown() }

    package var ledger: Ledger { state.withLock { $0.ledger } }

    /// Restores what it had seen and done, without scripts.
    package func restore(_ ledger: Ledger = Ledger()) {
        state.withLock { state in
            state = State(ledger: ledger, connections: state.connections, underWay: state.underWay)
        }
    }

    /// Sets the reply to an endpoint: for one call, counted from 1 since the last `restore`, or for all others.
    package func script(_ endpoint: Endpoint, call: Int? = nil, _ reply: Reply) {
        state.withLock { state in
            if let call {
                state.scripts[endpoint, default: [:]][call] = reply
            } else {
                state.usual[endpoint] = reply
            }
        }
    }

    /// Resets the nth connection from now, before anything is read.
    package func breakConnection(_ number: Int) {
        state.withLock { _ = $0.broken.insert($0.connections + number) }
    }

    /// Shows each synchronize request to the witness as soon as its head is there; objections are kept.
    package func setWitness(_ witness: (@Sendable (Received) -> String?)?) {
        state.withLock { $0.witness = witness }
    }

    /// Waits until everything sent to it has been dealt with, accepted connections and waiting ones.
    package func settle() {
        guard let barrier = Socket.connected(to: port) else { return }
        barrier.send(Array("BARRIER".utf8))
        while !barrier.receive().isEmpty {}
        barrier.close()
        while state.withLock({ $0.underWay }) > 0 { usleep(200) }
    }
}
