import CPostgreSQL
import FoundationEssentials
import Glibc
import StoredForms

/// One connection to the server; used on one queue, and closed for good by the first thing that goes wrong with it.
///
/// What nobody waits for goes along with the next statement whose answer is wanted, in one message: a way to the server for
/// each statement would cost more than the statements (0043).
final class Session {
    let libpq: LibPQ
    private(set) var connection: OpaquePointer?
    /// What goes along with the next statements, and what is still to come of earlier ones.
    var way = Way()
    private let notices: Notices
    /// How many rows the transaction has changed, as far as the server has answered.
    private(set) var changes = 0
    /// What is added to the log at the end of the transaction, since its numbers are without gaps.
    var entries: [NewEntry] = []
    /// Whether something that changes rows was given to the session whose answer is not there yet.
    private var mayChange = false
    /// Whether the server has begun the transaction.
    private(set) var hasBegun = false

    /// What goes along with the next statement.
    private var waiting: [Posted] = []
    /// What was sent and is not answered yet, in its order.
    private var owed: [Owed] = []
    private var isForeseeing = false
    /// What was asked before it was needed.
    private var answers: [Statement: ServerRows] = [:]
    private var plans = Plans()

    private var isListening = false
    /// Whether the login may ask which server this is, and which timeline it writes; nil until that was looked up.
    var placeRights: (server: Bool, timeline: Bool)?
    /// Sees each statement before it is sent, and may replace it; then each is sent by itself, and waited for.
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
        (waiting, owed, answers) = ([], [], [:])
        way = Way(hasAnswered: way.hasAnswered)
    }

    // MARK: Statements

    /// Executes one statement with its values, behind what waits for it.
    @discardableResult
    func run(
        _ sql: String,
        _ values: [(any Storable)?] = [],
        within time: Duration = Session.patience,
        counts: Bool = true
    ) throws(SessionFailure) -> ServerRows {
        if way.isReading { return try run(together: [Question(sql, values)], within: time)[0] }
        let statement = try statement(sql, values, counts: counts)
        if isForeseeing {
            try post(later: Posted(statement, .foreseen), within: time)
            return ServerRows()
        }
        if waiting.contains(where: { $0.kind == .foreseen && $0.statement == statement }) {
            try settle(until: .now + time)
        }
        if let rows = answers.removeValue(forKey: statement) { return rows }
        return try send(Posted(statement), within: time)
    }

    /// Executes a statement along with the next one; what the server says of it is thrown there.
    ///
    /// What changes rows is taken to change some.
    func runLater(_ sql: String, _ values: [(any Storable)?] = [], counts: Bool = true) throws(SessionFailure) {
        if way.isReading {
            _ = try run(sql, values)
            return
        }
        mayChange = mayChange || counts
        try post(later: Posted(try statement(sql, values, counts: counts)))
    }

    /// Asks what will be asked next, all in one message; in `ask` nothing is found.
    ///
    /// Each answer is kept for whoever asks the same in the same transaction, once. What is asked in vain costs its time.
    func foresee(_ ask: () throws -> Void) throws {
        // Whoever foresees more asks all of this in any case.
        guard !isForeseeing, !way.isReading else { return }
        isForeseeing = true
        defer { isForeseeing = false }
        try ask()
    }

    /// Whether something was foreseen and is not asked yet.
    var hasAnswers: Bool { !answers.isEmpty || waiting.contains { $0.kind == .foreseen } }

    /// Executes several statements without values; returns the tag of the last one.
    @discardableResult
    func execute(_ sql: String, within time: Duration = Session.patience) throws(SessionFailure) -> String {
        if way.isReading { return try run(together: [Question(sql)], within: time)[0].tag }
        let sql = onStatement?(sql) ?? sql
        let end = ContinuousClock.now + time
        try settle(until: end)
        let result = try result(until: end) { libpq.sendQuery($0, sql) }
        defer { libpq.clear(result) }
        return libpq.cmdStatus(result).map { String(cString: $0) } ?? ""
    }

    private func statement(
        _ sql: String,
        _ values: [(any Storable)?],
        counts: Bool
    ) throws(SessionFailure) -> Statement {
        Statement(sql: onStatement?(sql) ?? sql, values: try Self.texts(values), counts: counts)
    }

    private func post(later posted: Posted, within time: Duration = Session.patience) throws(SessionFailure) {
        guard isOpen else { throw .lost }
        waiting.append(posted)
        if onStatement != nil { try settle(until: .now + time) }
    }

    private func send(_ posted: Posted, within time: Duration) throws(SessionFailure) -> ServerRows {
        let end = ContinuousClock.now + time
        waiting.append(posted)
        try post(until: end)
        guard let rows = try collect(until: end) else { throw lost() }
        return rows
    }

    // MARK: Transactions

    /// Whether the server has said anything in the transaction.
    var hasAnswered: Bool { hasBegun || way.hasAnswered }

    /// Begins a transaction; `later`: along with its first statement.
    func begin(_ mode: String = "", later: Bool = false) throws(SessionFailure) {
        (changes, entries, mayChange, hasBegun, waiting, answers) = (0, [], false, false, [], [:])
        let posted = Posted(try statement("BEGIN \(mode)", [], counts: false), .begin)
        if later { try post(later: posted) } else { _ = try send(posted, within: Self.patience) }
        guard plans.isDue() else { return }
        try runLater("DISCARD PLANS", counts: false)
    }

    /// Whether the transaction has something to count.
    var hasChanges: Bool { changes > 0 || mayChange || !entries.isEmpty }

    /// Counts no longer what was undone.
    func forget(changesAfter count: Int) { (changes, mayChange) = (count, false) }

    /// Ends the transaction, behind what waits for it in the same message; an answer with a warning proves nothing, as one
    /// that does not come.
    func commit() throws(SessionFailure) {
        guard hasBegun || waiting.count > 1 else { return drop() }
        notices.clear()
        let tag = try send(Posted(try statement("COMMIT", [], counts: false)), within: Self.patience).tag
        guard notices.warnings.isEmpty else {
            close()
            throw .undecided
        }
        // What the server says of a transaction in which a statement had failed.
        guard tag == "COMMIT" else { throw .refused(.init(code: "25P02", words: "")) }
    }

    /// Ends a transaction that has read; nobody waits for that.
    func finishReading() throws(SessionFailure) {
        guard hasBegun || waiting.count > 1 else { return drop() }
        try post(later: Posted(try statement("COMMIT", [], counts: false)))
        if !waiting.isEmpty { try post(until: .now + Self.patience) }
    }

    /// Forgets a transaction of which nothing was sent.
    private func drop() { (waiting, answers) = ([], [:]) }

    /// Undoes the transaction; a connection that cannot do even that is closed, with the same effect.
    func rollBack() {
        if way.isReading { return endReading("ROLLBACK") }
        let isUnsent = !hasBegun && owed.isEmpty && waiting.first?.kind == .begin
        drop()
        guard isOpen, !isUnsent else { return }
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

    /// Hands a statement to libpq; 1 if it takes it.
    func send(_ sql: String, _ texts: [String?], _ connection: OpaquePointer) -> Int32 {
        let statement = Statement(sql: sql, values: texts, counts: false)
        return statement.send { libpq.sendQueryParams(connection, sql, $0, nil, $1, nil, nil, 0) } ? 1 : 0
    }

    /// A value as libpq takes it; text with U+0000 would be cut off there.
    private static func text(_ value: StoredValue) throws(SessionFailure) -> String? {
        let text = value.text
        if let text, text.utf8.contains(0) { throw .refused(.init(code: "22021", words: "")) }
        return text
    }

    // MARK: Several statements in one message

    /// Sends what waits.
    private func post(until end: ContinuousClock.Instant) throws(SessionFailure) {
        if owed.isEmpty { try settleWay(until: end) }
        guard let connection else { throw .lost }
        if owed.isEmpty { guard libpq.enterPipelineMode(connection) == 1 else { throw lost() } }
        for posted in waiting {
            if let (name, isNew) = plans.name(of: posted.statement.sql) {
                if isNew {
                    guard libpq.sendPrepare(connection, name, posted.statement.sql, 0, nil) == 1 else { throw lost() }
                    owed.append(.preparation(of: posted.statement.sql))
                }
                guard posted.statement.send({ libpq.sendQueryPrepared(connection, name, $0, $1, nil, nil, 0) }) else {
                    throw lost()
                }
            } else {
                let sql = posted.statement.sql
                guard posted.statement.send({ libpq.sendQueryParams(connection, sql, $0, nil, $1, nil, nil, 0) }) else {
                    throw lost()
                }
            }
            owed.append(.answer(to: posted))
        }
        waiting = []
        guard libpq.pipelineSync(connection) == 1 else { throw lost() }
        owed.append(.end)
        try flush(connection, until: end)
    }

    /// Takes in all answers; returns the last one, or throws the first refusal.
    private func collect(until end: ContinuousClock.Instant) throws(SessionFailure) -> ServerRows? {
        guard let connection else { throw .lost }
        var last: ServerRows?
        var refusal: SessionFailure.Refusal?
        for owed in owed {
            guard let result = try nextResult(connection, until: end) else { throw failure(refusal) }
            let status = libpq.resultStatus(result)
            if status == PGRES_PIPELINE_SYNC {
                libpq.clear(result)
                guard case .end = owed else { throw failure(refusal) }
                continue
            }
            let rows = ServerRows(result, libpq)
            let isDone = [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(status)
            if !isDone, status != PGRES_PIPELINE_ABORTED { refusal = refusal ?? self.refusal(result) }
            switch owed {
            case .answer(let posted) where isDone:
                (last, hasBegun) = (rows, hasBegun || posted.kind == .begin)
                take(rows, of: posted)
            case .answer: last = nil
            case .preparation(let sql): if !isDone { plans.forget(sql) }
            case .end: throw failure(refusal)
            }
            // What stands between the answers of two statements.
            guard try nextResult(connection, until: end) == nil else { throw failure(refusal) }
        }
        owed = []
        guard libpq.exitPipelineMode(connection) == 1 else { throw failure(refusal) }
        guard let refusal else { return last }
        if refusal.endsSession { close() }
        throw .refused(refusal)
    }

    private func take(_ rows: ServerRows, of posted: Posted) {
        if posted.statement.counts { changes += rows.changed }
        if posted.kind == .foreseen { answers[posted.statement] = rows }
    }

    /// Why the connection is of no use any more.
    private func failure(_ refusal: SessionFailure.Refusal?) -> SessionFailure {
        let failure = lost()
        return refusal.flatMap { $0.endsSession ? .refused($0) : nil } ?? failure
    }

    /// Sends what waits, and takes in all that is owed.
    private func settle(until end: ContinuousClock.Instant) throws(SessionFailure) {
        try settleWay(until: end)
        try settleOwn(until: end)
    }

    /// The same without what a transaction that only reads has asked for.
    func settleOwn(until end: ContinuousClock.Instant) throws(SessionFailure) {
        if !waiting.isEmpty { try post(until: end) }
        if !owed.isEmpty { _ = try collect(until: end) }
    }

    /// Lets the server plan once what comes again and again.
    func plansOnce() throws(SessionFailure) {
        // Otherwise whatever takes an array would be planned for each one.
        try execute("SET plan_cache_mode = force_generic_plan")
        plans.isWanted = true
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
