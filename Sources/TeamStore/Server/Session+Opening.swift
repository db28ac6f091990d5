import CPostgreSQL
import Foundation
import Glibc
import StoredForms
import Synchronizing

extension Session {
    /// Connects; what sets the session up goes with what is asked first.
    ///
    /// `isReadOnly`: nothing can be written through it; `isRoutine`: the same few statements come again and again.
    static func open(
        _ address: BookAddress,
        isReadOnly: Bool,
        isRoutine: Bool,
        within time: Duration
    ) throws(SessionFailure) -> Session {
        guard let libpq = CPostgreSQL.libpq()?.pointee else { throw .opening(.noLibrary) }
        let end = ContinuousClock.now + time
        let connection = try start(libpq, address)
        do throws(SessionFailure) {
            try establish(libpq, connection, until: end)
        } catch {
            libpq.finish(connection)
            throw error
        }
        let session = Session(libpq, connection)
        session.pipeline.setup = [
            judgement(of: libpq.backendPID(connection)),
            Posted(setup: settings(isReadOnly: isReadOnly, isRoutine: isRoutine)),
        ]
        session.pipeline.plans.isWanted = isRoutine
        return session
    }

    /// What holds in the session; a pooler may refuse these as parameters of the start.
    private static func settings(isReadOnly: Bool, isRoutine: Bool) -> String {
        let settings: KeyValuePairs = [
            "search_path": "account_sync, pg_temp", "client_encoding": "UTF8", "TimeZone": "UTC",
            // A COMMIT that ends with a warning is not one to rely on, whatever the login or the database is set to say.
            "client_min_messages": "warning",
            "synchronous_commit": "on", "statement_timeout": "30s", "lock_timeout": "5s",
            "idle_in_transaction_session_timeout": "10s", "extra_float_digits": "1", "jit": "off",
            "standard_conforming_strings": "on", "row_security": "on",
            "default_transaction_isolation": "read committed",
            "default_transaction_read_only": isReadOnly ? "on" : "off",
            "tcp_keepalives_idle": "10", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3",
            "tcp_user_timeout": "20000", "account_sync.knows": "\(Schema.known)",
        ]
        let all = settings.map { ($0.key, $0.value) } + (isRoutine ? routine : [("plan_cache_mode", "auto")])
        return "SELECT " + all.map { "set_config('\($0)', '\($1)', false)" }.joined(separator: ", ")
    }

    /// For a few rows by their keys: planned once, and for an index.
    ///
    /// Otherwise whatever takes an array would be planned for each one, and a table of a few pages gone through as a whole. What a
    /// statement has just changed is joined as it comes: there may be ten thousand rows of it.
    private static let routine = [
        ("plan_cache_mode", "force_generic_plan"), ("enable_seqscan", "off"), ("enable_bitmapscan", "off"),
        ("random_page_cost", "1.1"),
    ]

    /// Begins to connect; over a network only with TLS to a server whose name is proved.
    private static func start(_ libpq: LibPQ, _ address: BookAddress) throws(SessionFailure) -> OpaquePointer {
        guard let first = begin(libpq, address, verifies: !address.isLocal && !address.isService) else {
            throw .opening(.unreachable(""))
        }
        guard address.isService else { return first }
        // Only libpq reads the file of services, so it tells where this one is.
        guard let options = libpq.conninfo(first) else { return first }
        defer { libpq.conninfoFree(options) }
        let values = BookAddress.values(options)
        let hosts = (values["hostaddr"] ?? values["host"] ?? "").split(separator: ",")
        guard !hosts.allSatisfy({ BookAddress.isLocal($0) }), values["sslmode"] != "verify-full" else { return first }
        libpq.finish(first)
        guard let second = begin(libpq, address, verifies: true) else { throw .opening(.unreachable("")) }
        return second
    }

    private static func begin(_ libpq: LibPQ, _ address: BookAddress, verifies: Bool) -> OpaquePointer? {
        // What stands before the address is a default; what stands behind it holds whatever the address says.
        var settings = [
            ("keepalives_idle", "5"), ("keepalives_interval", "2"), ("keepalives_count", "3"),
            ("tcp_user_timeout", "10000"), ("fallback_application_name", "account-sync"),
            ("dbname", address.connection),
        ]
        if verifies { settings.append(("sslmode", "verify-full")) }
        let keywords = settings.map { strdup($0.0) } + [nil]
        let values = settings.map { strdup($0.1) } + [nil]
        defer { for text in keywords + values { free(text) } }
        let connection = libpq.connectStartParams(
            keywords.map { UnsafePointer($0) },
            values.map { UnsafePointer($0) },
            1
        )
        // What the server says while it connects would be printed to standard error, over the screen.
        if let connection { _ = libpq.setNoticeReceiver(connection, { _, _ in }, nil) }
        return connection
    }

    private static func establish(
        _ libpq: LibPQ,
        _ connection: OpaquePointer,
        until end: ContinuousClock.Instant
    ) throws(SessionFailure) {
        // So that an error has its code.
        _ = libpq.setErrorVerbosity(connection, PQERRORS_VERBOSE)
        guard libpq.status(connection) != CONNECTION_BAD else { throw .opening(fault(libpq, connection)) }
        var events = Int16(POLLOUT)
        while true {
            guard poll(libpq.socket(connection), events, until: end) else { throw .opening(.noAnswer) }
            switch libpq.connectPoll(connection) {
            case PGRES_POLLING_OK:
                _ = libpq.setErrorVerbosity(connection, PQERRORS_DEFAULT)
                guard libpq.setnonblocking(connection, 1) == 0 else { throw .lost }
                return
            case PGRES_POLLING_READING: events = Int16(POLLIN)
            case PGRES_POLLING_WRITING: events = Int16(POLLOUT)
            default: throw .opening(fault(libpq, connection))
            }
        }
    }

    /// Why no connection was made.
    private static func fault(_ libpq: LibPQ, _ connection: OpaquePointer) -> ServerFault {
        let message = libpq.errorMessage(connection).map { String(cString: $0) } ?? ""
        let line = message.split(separator: "\n").first.map(String.init) ?? ""
        if libpq.connectionNeedsPassword(connection) == 1 { return .noPassword }
        // Behind the severity stands a code, which has a digit in it.
        guard let match = line.firstMatch(of: #/:\s+((?=[A-Z]*[0-9])[0-9A-Z]{5}): (.*)/#) else {
            return fault(of: line.trimmingCharacters(in: .whitespaces))
        }
        let words = String(match.2)
        return switch String(match.1) {
        case "3D000": .noDatabase
        case "53300": .tooManyConnections
        case "57P03", "57P01", "57P02": .notReady
        case "28P01", "28000": .refused(words)
        case "42501": .forbidden(words)
        case let code: .code(code)
        }
    }

    /// What the library tells by its words alone: in English, since this program sets no language for messages.
    private static func fault(of words: String) -> ServerFault {
        if words.contains(#/definition of service |service file "/#) { return .noService(words) }
        if words.contains(#/does not match host name/#) { return .otherName(words) }
        if words.contains(#/server does not support SSL/#) { return .noTLS(words) }
        if words.contains(#/root certificate|certificate verify failed/#) { return .unproved(words) }
        return .unreachable(words)
    }

    /// Asks the server what it is, and refuses what would not keep our promise.
    private static func judgement(of process: Int32) -> Posted {
        Posted(
            setup: """
                SELECT version() AS version, current_setting('server_version_num')::int AS number,
                    current_setting('server_encoding') AS encoding, pg_backend_pid() AS process
                """
        ) { (rows) throws(SessionFailure) in
            guard rows.count == 1 else { throw .lost }
            try judge(rows[0], process: process)
        }
    }

    private static func judge(_ row: ServerRow, process: Int32) throws(SessionFailure) {
        let version = row.value("version").string ?? ""
        for (sign, name) in [("CockroachDB", "CockroachDB"), ("-YB-", "YugabyteDB"), ("DSQL", "Aurora DSQL")]
        where version.contains(sign) { throw .opening(.otherEngine(name)) }
        guard let number = row.value("number").integer, number >= Self.leastVersion * 10_000 else {
            let name = version.split(separator: " ").prefix(2).joined(separator: " ")
            throw .opening(.tooOld(version: name, least: Self.leastVersion))
        }
        guard row.value("encoding").string == "UTF8" else {
            throw .opening(.encoding(row.value("encoding").string ?? ""))
        }
        // A pooler tells another process at the start than the one that does the work.
        guard row.value("process").integer == Int64(process) else { throw .opening(.pooler) }
    }

    private static let leastVersion = 15
}
