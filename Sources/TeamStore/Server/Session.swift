import CPostgreSQL
import FoundationEssentials
import Glibc
import StoredForms

/// One connection to the server; used on one queue, and closed for good by the first thing that goes wrong with it.
final class Session {
    let libpq: LibPQ
    private(set) var connection: OpaquePointer?
    /// What goes along with the next statements, and what is still to come of earlier ones.
    var way = Way()
    private let notices: Notices
    /// How many rows the transaction has changed.
    private(set) var changes = 0
    /// What is added to the log at the end of the transaction, since its numbers are without gaps.
    var entries: [NewEntry] = []

    private var isListening = false
    /// Whether the login may ask which server this is, and which timeline it writes; nil until that was looked up.
    var placeRights: (server: Bool, timeline: Bool)?
    /// Sees each statement before it is sent, and may replace it.
    var onStatement: ((String) -> String)?
    /// Called whenever an answer is waited for, once for each way to the server and back: for tests alone.
    var onWay: (() -> Void)?

    /// How long a statement may take; the server ends it by itself a little earlier.
    static let patience = Duration.seconds(35)

    init(_ libpq: LibPQ, _ connection: OpaquePointer) {
        (self.libpq, self.connection) = (libpq, connection)
        notices = Notices(libpq)
        // The default prints to standard error, over the screen.
        _ = libpq.setNoticeReceiver(
            connection,
            { context, result in
                guard let context, let result else { return }
                Unmanaged<Notices>.fromOpaque(context).takeUnretainedValue().note(result)
            },
            Unmanaged.passUnretained(notices).toOpaque()
        )
    }

    deinit { close() }

    var isOpen: Bool { connection != nil }

    func close() {
        if let connection { libpq.finish(connection) }
        connection = nil
        way = Way(hasAnswered: way.hasAnswered)
    }

    /// Executes one statement with its values.
    @discardableResult
    func run(
        _ sql: String,
        _ values: [(any Storable)?] = [],
        within time: Duration = Session.patience,
        counts: Bool = true
    ) throws(SessionFailure) -> ServerRows {
        if way.isReading { return try run(together: [Statement(sql, values)], within: time)[0] }
        let sql = onStatement?(sql) ?? sql
        let end = ContinuousClock.now + time
        let texts = try Self.texts(values)
        let result = try result(until: end) { send(sql, texts, $0) }
        let rows = ServerRows(result, libpq)
        if counts, let tag = libpq.cmdStatus(result), "IUD".utf8.contains(UInt8(bitPattern: tag.pointee)),
            let number = libpq.cmdTuples(result)
        {
            changes += Int(String(cString: number)) ?? 0
        }
        return rows
    }

    /// Executes several statements without values; returns the tag of the last one.
    @discardableResult
    func execute(_ sql: String, within time: Duration = Session.patience) throws(SessionFailure) -> String {
        if way.isReading { return try run(together: [Statement(sql)], within: time)[0].tag }
        let sql = onStatement?(sql) ?? sql
        let result = try result(until: ContinuousClock.now + time) { libpq.sendQuery($0, sql) }
        defer { libpq.clear(result) }
        return libpq.cmdStatus(result).map { String(cString: $0) } ?? ""
    }

    func begin(_ mode: String = "") throws(SessionFailure) {
        (changes, entries) = (0, [])
        try execute("BEGIN \(mode)")
    }

    /// Counts no longer what was undone.
    func forget(changesAfter count: Int) { changes = count }

    /// Ends the transaction; an answer with a warning proves nothing, as one that does not come.
    func commit() throws(SessionFailure) {
        notices.clear()
        let tag = try execute("COMMIT")
        guard notices.warnings.isEmpty else {
            close()
            throw .undecided
        }
        // What the server says of a transaction in which a statement had failed.
        guard tag == "COMMIT" else { throw .refused(.init(code: "25P02", words: "")) }
    }

    /// Undoes the transaction; a connection that cannot do even that is closed, with the same effect.
    func rollBack() {
        guard isOpen else { return }
        if way.isReading { return endReading("ROLLBACK") }
        do { try execute("ROLLBACK", within: .seconds(5)) } catch { close() }
    }

    /// Waits until somebody says that the book has changed; false if nobody did in that time.
    ///
    /// It is a hint: what is said while there is no connection is lost.
    func hearsOfChange(within time: Duration) throws(SessionFailure) -> Bool {
        if !isListening { try execute("LISTEN account_sync") }
        isListening = true
        guard let connection else { throw .lost }
        let end = ContinuousClock.now + time
        while true {
            var isHeard = false
            while let notification = libpq.notifies(connection) {
                libpq.freemem(notification)
                isHeard = true
            }
            if isHeard { return true }
            guard Self.poll(libpq.socket(connection), Int16(POLLIN), until: end) else { return false }
            guard libpq.consumeInput(connection) == 1 else { throw lost() }
        }
    }

    /// Values as libpq takes them.
    static func texts(_ values: [(any Storable)?]) throws(SessionFailure) -> [String?] {
        var texts: [String?] = []
        for value in values { texts.append(try text(value?.storedValue ?? .null)) }
        return texts
    }

    /// Hands a statement to libpq.
    func send(_ sql: String, _ texts: [String?], _ connection: OpaquePointer) -> Int32 {
        let pointers = texts.map { text in text.flatMap { strdup($0) } }
        defer { for pointer in pointers { free(pointer) } }
        let constants = pointers.map { UnsafePointer($0) }
        return libpq.sendQueryParams(connection, sql, Int32(texts.count), nil, constants, nil, nil, 0)
    }

    /// A value as libpq takes it; text with U+0000 would be cut off there.
    private static func text(_ value: StoredValue) throws(SessionFailure) -> String? {
        let text = value.text
        if let text, text.utf8.contains(0) { throw .refused(.init(code: "22021", words: "")) }
        return text
    }

    /// Sends rows to a table, in the text format of COPY.
    func copy(
        into table: String,
        _ bytes: [UInt8],
        within time: Duration = Session.patience
    ) throws(SessionFailure) {
        let sql = "COPY \(table) FROM STDIN"
        let end = ContinuousClock.now + time
        try settle(until: end)
        guard let connection else { throw .lost }
        guard libpq.sendQuery(connection, onStatement?(sql) ?? sql) == 1 else { throw lost() }
        try flush(connection, until: end)
        guard let first = try nextResult(connection, until: end) else { throw lost() }
        let status = libpq.resultStatus(first)
        let refusal = status == PGRES_COPY_IN ? nil : self.refusal(first)
        libpq.clear(first)
        if refusal == nil {
            guard Self.put(bytes, libpq, connection) == 1, libpq.putCopyEnd(connection, nil) == 1 else { throw lost() }
            try flush(connection, until: end)
        }
        libpq.clear(try lastResult(connection, refusal, until: end))
    }

    private static func put(_ bytes: [UInt8], _ libpq: LibPQ, _ connection: OpaquePointer) -> Int32 {
        bytes.withUnsafeBytes { buffer in
            libpq.putCopyData(connection, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
        }
    }

    /// Sends a statement and waits for all of its results; returns the last one.
    private func result(
        until end: ContinuousClock.Instant,
        _ send: (OpaquePointer) -> Int32
    ) throws(SessionFailure) -> OpaquePointer {
        try settle(until: end)
        guard let connection else { throw .lost }
        guard send(connection) == 1 else { throw lost() }
        onWay?()
        try flush(connection, until: end)
        return try lastResult(connection, until: end)
    }

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

    /// What the server says beside its answers.
    private final class Notices {
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
}
