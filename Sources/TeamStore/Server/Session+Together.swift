import CPostgreSQL
import StoredForms

/// A statement with its values.
struct Question {
    var sql: String
    var values: [(any Storable)?]
    /// What its answer must be.
    var check: ((ServerRows) throws(SessionFailure) -> Void)?

    init(
        _ sql: String,
        _ values: [(any Storable)?] = [],
        check: ((ServerRows) throws(SessionFailure) -> Void)? = nil
    ) {
        (self.sql, self.values, self.check) = (sql, values, check)
    }
}

/// What saves a session ways to the server: statements that wait for others to go with, and answers that nobody waits for.
struct Way {
    /// What sets the session up, before anything else is asked.
    var first: [Question] = []
    /// How a transaction begins that only reads; it goes with what is asked first.
    var begin: [Question] = []
    /// Whether there is such a transaction.
    var isReading = false
    /// Whether anything was answered in it.
    var hasAnswered = false
    /// How many times the server will say that it is ready again, for what nobody waits for.
    var unheard = 0
    /// Whether libpq takes a statement before the one before it is answered.
    var isPipelined = false
    /// Statements that were sent and whose answers are taken later, and these once they are there.
    var asked: [Question] = []
    var answers: [ServerRows] = []
}

/// A network may take longer than the server: what does not depend on each other is asked at once (libpq 15, 34.5, "Pipeline
/// Mode").
extension Session {
    /// Begins a transaction that only reads, with whatever is asked first; `settings` hold in it.
    func beginReading(_ settings: String...) {
        way.begin = (["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"] + settings).map { Question($0) }
        (way.isReading, way.hasAnswered) = (true, false)
    }

    /// A setting for the transaction that reads; it goes with what is asked next.
    func setLocal(_ setting: String) throws(SessionFailure) {
        guard !way.begin.isEmpty else {
            try execute("SET LOCAL \(setting)")
            return
        }
        way.begin.append(Question("SET LOCAL \(setting)"))
    }

    /// Ends a transaction that only reads; there is nothing to wait for.
    func endReading(_ word: String = "COMMIT") {
        way.isReading = false
        let wasBegun = way.begin.isEmpty
        way.begin = []
        guard wasBegun, let connection else { return }
        guard way.isPipelined else {
            do { try execute(word, within: .seconds(5)) } catch { close() }
            return
        }
        // What was asked and is not wanted any more.
        if !way.asked.isEmpty { (way.asked, way.unheard) = ([], way.unheard + 1) }
        let sql = onStatement?(word) ?? word
        guard libpq.sendQueryParams(connection, sql, 0, nil, nil, nil, nil, 0) == 1,
            libpq.pipelineSync?(connection) == 1, libpq.flush(connection) >= 0
        else { return close() }
        way.unheard += 1
    }

    /// Executes statements one after the other, for one way to the server and back; returns what each of them selected.
    func run(
        together statements: [Question],
        within time: Duration = Session.patience
    ) throws(SessionFailure) -> [ServerRows] {
        let end = ContinuousClock.now + time
        if !statements.isEmpty { try settleOwn(until: end) }
        try hear(until: end)
        guard let connection else { throw .lost }
        guard libpq.enterPipelineMode != nil else { return try run(apart: statements, until: end) }
        let (first, begin) = (way.first, way.begin)
        // What cannot be sent is found before anything is.
        let texts = try (begin + statements)
            .map { (statement) throws(SessionFailure) in try Self.texts(statement.values) }
        (way.first, way.begin) = ([], [])
        try pipeline(connection)
        for (part, texts) in [(first, first.map { _ in [] }), (begin + statements, texts)] where !part.isEmpty {
            for (statement, texts) in zip(part, texts) {
                let sql = onStatement?(statement.sql) ?? statement.sql
                guard send(sql, texts, connection) == 1 else { throw lost() }
            }
            guard libpq.pipelineSync?(connection) == 1 else { throw lost() }
        }
        onWay?()
        try flush(connection, until: end)
        while way.unheard > 0 { try skip(connection, until: end) }
        // What sets the session up is refused for good.
        do throws(SessionFailure) {
            if !first.isEmpty { _ = try answers(to: first, connection, until: end) }
        } catch {
            close()
            throw error
        }
        guard !(begin + statements).isEmpty else { return [] }
        let answers = try answers(to: begin + statements, connection, until: end)
        way.hasAnswered = true
        return Array(answers.dropFirst(begin.count))
    }

    /// Sends statements, several only in a transaction that reads; `heard` returns what they selected, and the server
    /// executes them meanwhile.
    func ask(_ statements: Question...) throws(SessionFailure) {
        let end = ContinuousClock.now + Session.patience
        guard way.isReading else { return try askAlone(statements[0], until: end) }
        guard libpq.enterPipelineMode != nil, way.first.isEmpty, let connection else {
            way.answers = try run(together: statements)
            return
        }
        try hear(until: end)
        let asked = way.begin + statements
        let texts = try asked.map { (statement) throws(SessionFailure) in try Self.texts(statement.values) }
        way.begin = []
        try pipeline(connection)
        for (statement, texts) in zip(asked, texts) {
            guard send(onStatement?(statement.sql) ?? statement.sql, texts, connection) == 1 else { throw lost() }
        }
        guard libpq.pipelineSync?(connection) == 1 else { throw lost() }
        way.asked = asked
        try flush(connection, until: end)
    }

    private func askAlone(_ statement: Question, until end: ContinuousClock.Instant) throws(SessionFailure) {
        let texts = try Self.texts(statement.values)
        try settleWay(until: end)
        try settleOwn(until: end)
        guard let connection, send(onStatement?(statement.sql) ?? statement.sql, texts, connection) == 1 else {
            throw lost()
        }
        way.asked = [statement]
        try flush(connection, until: end)
    }

    /// What the statements selected that were asked last.
    func heard() throws(SessionFailure) -> [ServerRows] {
        try hear(until: ContinuousClock.now + Session.patience)
        guard !way.answers.isEmpty else { throw .lost }
        defer { way.answers = [] }
        return way.answers
    }

    private func hear(until end: ContinuousClock.Instant) throws(SessionFailure) {
        guard !way.asked.isEmpty, let connection else { return }
        let asked = way.asked
        way.asked = []
        onWay?()
        guard way.isPipelined else {
            way.answers = [ServerRows(try lastResult(connection, until: end), libpq)]
            return
        }
        while way.unheard > 0 { try skip(connection, until: end) }
        way.answers = try answers(to: asked, connection, until: end)
        way.hasAnswered = true
    }

    /// Waits for whatever was sent or is to go first, so that the connection takes a statement as libpq does usually.
    func settleWay(until end: ContinuousClock.Instant) throws(SessionFailure) {
        if !way.first.isEmpty { _ = try run(together: [], within: end - ContinuousClock.now) }
        try hear(until: end)
        guard way.isPipelined, let connection else { return }
        try flush(connection, until: end)
        if way.unheard > 0 { onWay?() }
        while way.unheard > 0 { try skip(connection, until: end) }
        guard libpq.exitPipelineMode?(connection) == 1 else { throw lost() }
        way.isPipelined = false
    }

    private func pipeline(_ connection: OpaquePointer) throws(SessionFailure) {
        guard !way.isPipelined else { return }
        guard libpq.enterPipelineMode?(connection) == 1 else { throw lost() }
        way.isPipelined = true
    }

    /// The same where libpq knows of no pipelines.
    private func run(
        apart statements: [Question],
        until end: ContinuousClock.Instant
    ) throws(SessionFailure) -> [ServerRows] {
        let (ahead, isReading) = (way.first + way.begin, way.isReading)
        (way.first, way.begin, way.isReading) = ([], [], false)
        defer { way.isReading = isReading && isOpen }
        var answers: [ServerRows] = []
        for statement in ahead + statements {
            let rows = try run(statement.sql, statement.values, within: end - ContinuousClock.now, counts: false)
            do throws(SessionFailure) { try statement.check?(rows) } catch {
                close()
                throw error
            }
            answers.append(rows)
        }
        way.hasAnswered = true
        return Array(answers.dropFirst(ahead.count))
    }

    /// What each statement of a part selected; throws the first refusal, once the server is ready again.
    private func answers(
        to statements: [Question],
        _ connection: OpaquePointer,
        until end: ContinuousClock.Instant
    ) throws(SessionFailure) -> [ServerRows] {
        var answers: [ServerRows] = []
        var refusal: SessionFailure.Refusal?
        for statement in statements {
            while let result = try nextResult(connection, until: end) {
                let rows = ServerRows(result, libpq)
                switch libpq.resultStatus(result) {
                case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
                    try statement.check?(rows)
                    answers.append(rows)
                case PGRES_PIPELINE_ABORTED: break
                default: refusal = refusal ?? self.refusal(result)
                }
            }
            guard libpq.status(connection) != CONNECTION_BAD else { throw lost() }
        }
        try skip(connection, toNext: true, until: end)
        if let refusal {
            if refusal.endsSession { close() }
            throw .refused(refusal)
        }
        guard answers.count == statements.count else { throw lost() }
        return answers
    }

    /// Passes over results until the server is ready again.
    private func skip(
        _ connection: OpaquePointer,
        toNext isHeard: Bool = false,
        until end: ContinuousClock.Instant
    ) throws(SessionFailure) {
        while true {
            let result = try nextResult(connection, until: end)
            guard libpq.status(connection) != CONNECTION_BAD else {
                if let result { libpq.clear(result) }
                throw lost()
            }
            guard let result else { continue }
            let isReady = libpq.resultStatus(result) == PGRES_PIPELINE_SYNC
            libpq.clear(result)
            guard isReady else { continue }
            if !isHeard { way.unheard -= 1 }
            return
        }
    }
}
