import Foundation
import Synchronization

/// A service manager on loopback that logs each request that it receives and each create that it executes.
///
/// It is written for the harness alone, over plain sockets with a thread for each connection, so that it can do what no server
/// library lets one do. Each executed synchronize makes a new account, as the public sample does.
package final class Vendor: Sendable {
    /// What it has seen and done: a value, so that it can be kept and put back.
    package struct Ledger: Sendable, Codable {
        /// Every request, in the order in which they came.
        package var received: [Received] = []
        /// Every executed create.
        package var created: [Created] = []
        /// What the witness of the first byte objected to.
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

    /// The API key that it accepts.
    package static let apiKey = "api-key-that-nobody-may-see"
    /// The value of the settings field that it expects.
    package static let setting = "setting-that-nobody-may-see"
    /// The password that it makes up.
    package static let password = "password-that-nobody-may-see"

    /// Its port on loopback.
    package let port: Int
    let socket: Socket
    let state = Mutex(State())

    /// Starts one.
    package init() throws(HarnessFailure) {
        (socket, port) = try Socket.listening()
        Thread.detachNewThread { [self] in serve() }
    }

    /// Ends it.
    package func stop() { socket.shutDown() }

    /// What it has seen and done.
    package var ledger: Ledger { state.withLock { $0.ledger } }

    /// Goes back to what it had seen and done, without scripts.
    package func restore(_ ledger: Ledger = Ledger()) {
        state.withLock { state in
            state = State(ledger: ledger, connections: state.connections, underWay: state.underWay)
        }
    }

    /// Answers an endpoint's call by a reply: one call, counted from 1 since the last `restore`, or all that have none of their own.
    package func script(_ endpoint: Endpoint, call: Int? = nil, _ reply: Reply) {
        state.withLock { state in
            if let call {
                state.scripts[endpoint, default: [:]][call] = reply
            } else {
                state.usual[endpoint] = reply
            }
        }
    }

    /// Resets the connection that comes as the nth from now, before anything is read.
    package func breakConnection(_ number: Int) {
        state.withLock { _ = $0.broken.insert($0.connections + number) }
    }

    /// Has each synchronize looked at as soon as its head is there; what the witness says is kept as an objection.
    package func setWitness(_ witness: (@Sendable (Received) -> String?)?) {
        state.withLock { $0.witness = witness }
    }

    /// Waits until all that was sent to it has been dealt with: what was accepted, and what waits to be accepted.
    package func settle() {
        guard let barrier = Socket.connected(to: port) else { return }
        barrier.send(Array("BARRIER".utf8))
        while !barrier.receive().isEmpty {}
        barrier.close()
        while state.withLock({ $0.underWay }) > 0 { usleep(200) }
    }
}
