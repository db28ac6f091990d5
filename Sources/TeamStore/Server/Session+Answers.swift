import CPostgreSQL
import Glibc

/// How a session waits for the server, and reads what it says.
extension Session {
    /// Waits until everything is sent.
    func flush(_ connection: OpaquePointer, until end: ContinuousClock.Instant) throws(SessionFailure) {
        while true {
            let left = libpq.flush(connection)
            guard left >= 0 else { throw lost() }
            if left == 0 { return }
            try wait(Int16(POLLIN) | Int16(POLLOUT), until: end)
            guard libpq.consumeInput(connection) == 1 else { throw lost() }
        }
    }

    func nextResult(
        _ connection: OpaquePointer,
        until end: ContinuousClock.Instant
    ) throws(SessionFailure) -> OpaquePointer? {
        while libpq.isBusy(connection) == 1 {
            try wait(Int16(POLLIN), until: end)
            guard libpq.consumeInput(connection) == 1 else { throw lost() }
        }
        return libpq.getResult(connection)
    }

    /// Waits for all results that are left, and returns the last one; throws the first refusal among them and before.
    func lastResult(
        _ connection: OpaquePointer,
        _ refusal: SessionFailure.Refusal? = nil,
        until end: ContinuousClock.Instant
    ) throws(SessionFailure) -> OpaquePointer {
        var last: OpaquePointer?
        var refusal = refusal
        var isWhole = false
        defer { if !isWhole, let last { libpq.clear(last) } }
        while let result = try nextResult(connection, until: end) {
            if let last { libpq.clear(last) }
            last = result
            if ![PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(libpq.resultStatus(result)) {
                refusal = refusal ?? self.refusal(result)
            }
        }
        guard libpq.status(connection) != CONNECTION_BAD else { throw lost() }
        if let refusal {
            if refusal.endsSession { close() }
            throw .refused(refusal)
        }
        guard let last else { throw lost() }
        isWhole = true
        return last
    }

    func lost() -> SessionFailure {
        close()
        return .lost
    }

    func refusal(_ result: OpaquePointer) -> SessionFailure.Refusal {
        func field(_ name: String) -> String? {
            libpq.resultErrorField(result, Int32(name.unicodeScalars.first?.value ?? 0)).map { String(cString: $0) }
        }
        // The fields' letters are those of the protocol (PG_DIAG_SQLSTATE and others). Without a code, libpq made it up.
        // Both a right that is missing and a row beyond a policy are 42501; where it was said tells them apart.
        let isBeyond = field("C") == "42501" && field("R") == "ExecWithCheckOptions"
        return .init(code: isBeyond ? "AS007" : field("C") ?? "08006", constraint: field("n"), words: field("M") ?? "")
    }

    /// Waits until the socket is ready; what was to be answered until then is unknown.
    private func wait(_ events: Int16, until end: ContinuousClock.Instant) throws(SessionFailure) {
        guard let connection else { throw .lost }
        guard Self.poll(libpq.socket(connection), events, until: end) else {
            close()
            throw .noAnswer
        }
    }

    /// Waits until a socket is ready; false once the time is over.
    static func poll(_ socket: Int32, _ events: Int16, until end: ContinuousClock.Instant) -> Bool {
        while true {
            let left = end - ContinuousClock.now
            guard left > .zero else { return false }
            var descriptor = pollfd(fd: socket, events: events, revents: 0)
            let (seconds, attoseconds) = left.components
            let milliseconds = seconds * 1_000 + attoseconds / 1_000_000_000_000_000 + 1
            let count = Glibc.poll(&descriptor, 1, Int32(clamping: milliseconds))
            if count > 0 { return true }
            if count < 0, errno != EINTR { return true }
        }
    }
}

/// What the server says beside its answers.
final class Notices {
    private let libpq: LibPQ
    private(set) var warnings: [String] = []

    init(_ libpq: LibPQ) { self.libpq = libpq }

    func clear() { warnings = [] }

    func note(_ result: OpaquePointer) {
        // PG_DIAG_SEVERITY_NONLOCALIZED and PG_DIAG_SQLSTATE.
        let severity = libpq.resultErrorField(result, Int32(UInt8(ascii: "V"))).map { String(cString: $0) }
        guard severity == "WARNING" else { return }
        warnings.append(libpq.resultErrorField(result, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? "")
    }
}
