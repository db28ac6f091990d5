import CPostgreSQL
import FoundationEssentials
import Glibc
import StoredForms
import Synchronizing

/// One connection to the server; used on one queue, and closed for good by the first thing that goes wrong with it.
///
/// What nobody waits for goes along with the next statement whose answer is wanted, in one message: a way to the server for
/// each statement would cost more than the statements (0043).
final class Session {
    let libpq: LibPQ
    private(set) var connection: OpaquePointer?
    let notices: Notices
    /// What goes to the server with the next message, and what it is still to say.
    var pipeline = Pipeline()

    /// How many rows the transaction has changed, as far as the server has answered.
    var changes = 0
    /// What is added to the log at the end of the transaction, since its numbers are without gaps.
    var entries: [NewEntry] = []
    /// What the lines say that are added for all that the transaction has put in doubt together, in place of entries.
    var owed: OwedLines?
    /// Items that end with the transaction.
    var ends: [EndsOfRun: [Int: RunRecord]] = [:]
    /// Whether something that changes rows was given to the session whose answer is not there yet.
    private var mayChange = false
    /// Whether the transaction only reads.
    private var isReading = false
    private var isForeseeing = false
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
        pipeline.forgetAll()
    }

    // MARK: Statements

    /// Executes one statement with its values, behind what waits for it.
    @discardableResult
    func run(
        _ sql: String,
        _ values: [(any Storable)?] = [],
        within time: Duration = Session.patience
    ) throws(SessionFailure) -> ServerRows {
        let statement = try statement(sql, values, counts: true)
        if isForeseeing {
            if pipeline.isNew(statement) { try post(later: Posted(statement, .foreseen), within: time) }
            return ServerRows()
        }
        if pipeline.foresees(statement) { try settle(until: .now + time) }
        if let rows = pipeline.takeAnswer(to: statement) { return rows }
        return try send(Posted(statement), within: time)
    }

    /// Executes a statement along with the next one; what the server says of it is thrown there.
    ///
    /// What changes rows is taken to change some.
    func runLater(_ sql: String, _ values: [(any Storable)?] = [], counts: Bool = true) throws(SessionFailure) {
        mayChange = mayChange || counts
        try post(later: Posted(try statement(sql, values, counts: counts)))
    }

    /// Begins to execute a statement that changes rows, and does not wait for its end; what the server says of it is thrown
    /// where something is waited for next.
    ///
    /// The rows that it returns are there once the transaction has ended.
    @discardableResult
    func runMeanwhile(_ sql: String, _ values: [(any Storable)?] = []) throws(SessionFailure) -> ReturnedRows {
        mayChange = true
        var posted = Posted(try statement(sql, values, counts: true))
        let returned = ReturnedRows()
        posted.returned = returned
        try post(later: posted)
        if !pipeline.waiting.isEmpty { try post(until: .now + Session.patience) }
        return returned
    }

    /// Executes statements one after the other, for one way to the server and back; returns what each of them selected.
    func run(together questions: [Question]) throws(SessionFailure) -> [ServerRows] {
        let end = ContinuousClock.now + Self.patience
        try put(questions)
        try settle(until: end)
        guard pipeline.heard.count >= questions.count else { throw lost() }
        defer { pipeline.heard.removeLast(questions.count) }
        return pipeline.heard.suffix(questions.count)
    }

    /// Sends statements; `heard` returns what they selected, and the server executes them meanwhile.
    func ask(_ questions: Question...) throws(SessionFailure) {
        try put(questions)
        try post(until: .now + Session.patience)
    }

    /// What the statements selected that were asked.
    func heard() throws(SessionFailure) -> [ServerRows] {
        try settle(until: .now + Session.patience)
        guard !pipeline.heard.isEmpty else { throw .lost }
        defer { pipeline.heard = [] }
        return pipeline.heard
    }

    private func put(_ questions: [Question]) throws(SessionFailure) {
        // What cannot be sent is found before anything is.
        let statements = try questions.map { (question) throws(SessionFailure) in
            try statement(question.sql, question.values, counts: false)
        }
        for statement in statements { try post(later: Posted(statement, .asked)) }
    }

    /// Asks what will be asked next, all in one message; in `ask` nothing is found.
    ///
    /// Each answer is kept for whoever asks the same in the same transaction, as often as that was foreseen. What is asked in
    /// vain costs its time.
    func foresee(_ ask: () throws -> Void) throws {
        // Whoever foresees more asks all of this in any case.
        guard !isForeseeing else { return }
        isForeseeing = true
        defer { isForeseeing = false }
        try ask()
    }

    /// Whether something was foreseen and is not asked yet.
    var hasAnswers: Bool { !pipeline.answers.isEmpty || pipeline.waiting.contains { $0.kind == .foreseen } }

    /// Executes several statements without values; returns the tag of the last one.
    @discardableResult
    func execute(_ sql: String, within time: Duration = Session.patience) throws(SessionFailure) -> String {
        let sql = onStatement?(sql) ?? sql
        let end = ContinuousClock.now + time
        try leavePipeline(until: end)
        guard let connection else { throw .lost }
        guard libpq.sendQuery(connection, sql) == 1 else { throw lost() }
        onWay?()
        try flush(connection, until: end)
        let result = try lastResult(connection, until: end)
        defer { libpq.clear(result) }
        return libpq.cmdStatus(result).map { String(cString: $0) } ?? ""
    }

    private func statement(
        _ sql: String,
        _ values: [(any Storable)?],
        counts: Bool
    ) throws(SessionFailure) -> Statement {
        var texts: [String?] = []
        for value in values { texts.append(try Self.text(value?.storedValue ?? .null)) }
        return Statement(sql: onStatement?(sql) ?? sql, values: texts, counts: counts)
    }

    /// A value as libpq takes it; text with U+0000 would be cut off there.
    private static func text(_ value: StoredValue) throws(SessionFailure) -> String? {
        let text = value.text
        if let text, text.utf8.contains(0) { throw .refused(.init(code: "22021", words: "")) }
        return text
    }

    private func post(later posted: Posted, within time: Duration = Session.patience) throws(SessionFailure) {
        guard isOpen else { throw .lost }
        pipeline.waiting.append(posted)
        if onStatement != nil { try settle(until: .now + time) }
    }

    private func send(_ posted: Posted, within time: Duration) throws(SessionFailure) -> ServerRows {
        let end = ContinuousClock.now + time
        pipeline.waiting.append(posted)
        try post(until: end)
        guard let rows = try collect(until: end) else { throw lost() }
        return rows
    }

    // MARK: Transactions

    /// Whether the server has said anything in the transaction.
    var hasAnswered: Bool { pipeline.transaction == .begun }

    /// Begins a transaction; `later`: along with its first statement.
    func begin(_ mode: String = "", later: Bool = false) throws(SessionFailure) {
        (changes, entries, owed, ends, mayChange, isReading) = (0, [], nil, [:], false, false)
        pipeline.forgetTransaction()
        let posted = Posted(try statement("BEGIN \(mode)", [], counts: false), .begin)
        if later { try post(later: posted) } else { _ = try send(posted, within: Self.patience) }
        guard pipeline.plans.isDue() else { return }
        try runLater("DISCARD PLANS", counts: false)
    }

    /// Begins a transaction that only reads, and sees one state of the book, along with its first statement.
    func beginReading() throws(SessionFailure) {
        try begin("ISOLATION LEVEL REPEATABLE READ READ ONLY", later: true)
        isReading = true
    }

    /// Whether the transaction has something to count.
    var hasChanges: Bool { changes > 0 || mayChange || !entries.isEmpty }

    /// Counts no longer what was undone.
    func forget(changesAfter count: Int) { (changes, mayChange) = (count, false) }

    /// Ends the transaction, behind what waits for it in the same message; an answer with a warning proves nothing, as one
    /// that does not come.
    func commit() throws(SessionFailure) {
        guard pipeline.isWorthEnding else { return pipeline.forgetTransaction() }
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
        guard pipeline.isWorthEnding else { return pipeline.forgetTransaction() }
        try post(later: Posted(try statement("COMMIT", [], counts: false)))
        if !pipeline.waiting.isEmpty { try post(until: .now + Self.patience) }
    }

    /// Undoes the transaction; a connection that cannot do even that is closed, with the same effect.
    func rollBack() {
        let wasSent = pipeline.transaction != .unsent
        pipeline.forgetTransaction()
        guard isOpen, wasSent else { return }
        do {
            // Who has written waits, so that a warning of this is none of the next commit.
            if isReading {
                try runLater("ROLLBACK", counts: false)
                if !pipeline.waiting.isEmpty { try post(until: .now + .seconds(5)) }
            } else {
                try execute("ROLLBACK", within: .seconds(5))
            }
        } catch {
            close()
        }
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

    /// Sends rows to a table, in the text format of COPY.
    func copy(into table: String, _ bytes: [UInt8]) throws(SessionFailure) {
        let sql = "COPY \(table) FROM STDIN"
        let end = ContinuousClock.now + Self.patience
        try leavePipeline(until: end)
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
}
