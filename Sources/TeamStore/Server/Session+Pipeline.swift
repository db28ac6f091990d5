import CPostgreSQL
import Glibc
import StoredForms

/// What goes to the server with the next message, and what was sent and is not answered yet (libpq 15, 34.5, "Pipeline
/// Mode").
struct Pipeline {
    enum Transaction {
        case unsent, sent
        /// The server has begun it.
        case begun
    }

    /// What sets the session up; it goes ahead of everything, in a part of its own: nothing later undoes it.
    var setup: [Posted] = []
    /// What goes along with the next statement.
    var waiting: [Posted] = []
    /// What was sent and is not answered yet, in its order.
    var owed: [Owed] = []
    /// What was asked before it was needed.
    var answers: [Statement: ServerRows] = [:]
    /// How often the same was asked beside the first time: it is sent once, and found so many times more.
    var repeats: [Statement: Int] = [:]
    /// What was asked and is not taken yet.
    var heard: [ServerRows] = []
    var transaction = Transaction.unsent
    var plans = Plans()
    /// Whether libpq takes a statement before the one before it is answered.
    var isEntered = false

    /// Whether a statement waits that is asked before it is needed.
    func foresees(_ statement: Statement) -> Bool {
        waiting.contains { $0.kind == .foreseen && $0.statement == statement }
    }

    /// Notes that something is asked before it is needed; false if it is on its way already.
    mutating func isNew(_ statement: Statement) -> Bool {
        guard answers[statement] != nil || foresees(statement) else { return true }
        repeats[statement, default: 0] += 1
        return false
    }

    /// The answer to something that was asked before, for each time that it was.
    mutating func takeAnswer(to statement: Statement) -> ServerRows? {
        guard let rows = answers[statement] else { return nil }
        if let left = repeats[statement] {
            repeats[statement] = left > 1 ? left - 1 : nil
        } else {
            answers[statement] = nil
        }
        return rows
    }

    /// Whether the server knows of the transaction, or has something to do in it.
    var isWorthEnding: Bool { transaction != .unsent || waiting.count > 1 }

    /// Forgets what waits, and what was asked in a transaction and is not wanted any more.
    mutating func forgetTransaction() {
        (waiting, answers, repeats, heard, transaction) = ([], [:], [:], [], .unsent)
        owed = owed.map(\.forgotten)
    }

    mutating func forgetAll() {
        self = Pipeline(transaction: transaction)
    }
}

extension Session {
    /// Whether the server has accepted the session, and has its settings.
    var isSetUp: Bool { pipeline.setup.isEmpty }

    /// Sends what waits, and takes in all that is owed.
    func settle(until end: ContinuousClock.Instant) throws(SessionFailure) {
        if !pipeline.waiting.isEmpty || !isSetUp { try post(until: end) }
        if !pipeline.owed.isEmpty { _ = try collect(until: end) }
    }

    /// The same, so that libpq takes a statement that nothing may go along with.
    func leavePipeline(until end: ContinuousClock.Instant) throws(SessionFailure) {
        try settle(until: end)
        guard pipeline.isEntered, let connection else { return }
        guard libpq.exitPipelineMode(connection) == 1 else { throw lost() }
        pipeline.isEntered = false
    }

    /// Sends what waits.
    func post(until end: ContinuousClock.Instant) throws(SessionFailure) {
        guard let connection else { throw .lost }
        if !pipeline.isEntered {
            guard libpq.enterPipelineMode(connection) == 1 else { throw lost() }
            pipeline.isEntered = true
        }
        for part in [pipeline.setup, pipeline.waiting] where !part.isEmpty {
            for posted in part { try hand(posted, to: connection) }
            guard libpq.pipelineSync(connection) == 1 else { throw lost() }
            pipeline.owed.append(.end)
        }
        (pipeline.setup, pipeline.waiting) = ([], [])
        try flush(connection, until: end)
    }

    private func hand(_ posted: Posted, to connection: OpaquePointer) throws(SessionFailure) {
        let (statement, sql) = (posted.statement, posted.statement.sql)
        if let (name, isNew) = pipeline.plans.name(of: sql) {
            if isNew {
                guard libpq.sendPrepare(connection, name, sql, 0, nil) == 1 else { throw lost() }
                pipeline.owed.append(.preparation(of: sql))
            }
            guard statement.send({ libpq.sendQueryPrepared(connection, name, $0, $1, nil, nil, 0) }) else {
                throw lost()
            }
        } else {
            guard statement.send({ libpq.sendQueryParams(connection, sql, $0, nil, $1, nil, nil, 0) }) else {
                throw lost()
            }
        }
        if posted.kind == .begin { pipeline.transaction = .sent }
        pipeline.owed.append(.answer(to: posted))
    }

    /// Takes in all answers; returns the last one, or throws the first refusal.
    func collect(until end: ContinuousClock.Instant) throws(SessionFailure) -> ServerRows? {
        guard let connection else { throw .lost }
        onWay?()
        var last: ServerRows?
        var refusal: SessionFailure.Refusal?
        while let owed = pipeline.owed.first {
            guard let result = try nextResult(connection, until: end) else { throw failure(refusal) }
            pipeline.owed.removeFirst()
            let status = libpq.resultStatus(result)
            if status == PGRES_PIPELINE_SYNC {
                libpq.clear(result)
                guard case .end = owed else { throw failure(refusal) }
                continue
            }
            let rows = ServerRows(result, libpq)
            let isDone = [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(status)
            let said = isDone || status == PGRES_PIPELINE_ABORTED ? nil : self.refusal(result)
            switch owed {
            case .answer(let posted):
                // What is refused of what sets the session up is refused for good.
                if posted.kind == .setup, let said {
                    close()
                    throw .refused(said)
                }
                last = isDone ? rows : nil
                if isDone { try take(rows, of: posted) }
                refusal = refusal ?? said
            case .forgotten: if let said, said.endsSession { refusal = refusal ?? said }
            case .preparation(let sql):
                if !isDone { pipeline.plans.forget(sql) }
                refusal = refusal ?? said
            case .end: throw failure(refusal)
            }
            // What stands between the answers of two statements.
            guard try nextResult(connection, until: end) == nil else { throw failure(refusal) }
        }
        guard let refusal else { return last }
        if refusal.endsSession { close() }
        throw .refused(refusal)
    }

    private func take(_ rows: ServerRows, of posted: Posted) throws(SessionFailure) {
        switch posted.kind {
        case .begin: pipeline.transaction = .begun
        case .foreseen: pipeline.answers[posted.statement] = rows
        case .asked: pipeline.heard.append(rows)
        case .setup:
            do throws(SessionFailure) {
                try posted.check?(rows)
            } catch {
                close()
                throw error
            }
        case .plain: break
        }
        posted.returned?.rows = rows
        if posted.statement.counts { changes += rows.changed }
    }

    /// Why the connection is of no use any more.
    private func failure(_ refusal: SessionFailure.Refusal?) -> SessionFailure {
        let failure = lost()
        return refusal.flatMap { $0.endsSession ? .refused($0) : nil } ?? failure
    }
}
