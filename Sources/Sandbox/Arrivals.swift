import Synchronization

/// The log of what arrives, and the faults for it.
final class Arrivals: Sendable {
    /// A call as it arrived.
    struct Arrival: Sendable {
        /// Which call of its endpoint it is, from 1.
        var number: Int
        var faults: [Fault.Kind]
    }

    private let log: String?
    private let faults: [Fault]
    private let calls = Mutex<[String: Int]>([:])

    init(log: String?, faults: [Fault]) {
        self.log = log
        self.faults = faults
    }

    /// Logs a call of an endpoint; returns the faults for it, the first one first.
    func arrive(_ call: Call) throws -> Arrival {
        try calls.withLock { calls in
            let number = calls[call.endpoint, default: 0] + 1
            calls[call.endpoint] = number
            try tell(call)
            let fitting = faults.filter { $0.endpoint == call.endpoint && $0.calls.contains(number) }
            return Arrival(number: number, faults: fitting.map(\.kind))
        }
    }

    func tell(_ line: some Encodable) throws {
        if let log { try Appending.line(line, to: log) }
    }
}
