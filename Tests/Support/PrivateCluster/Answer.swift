import CLibpq

/// What a server answers to SQL, in a session of its own.
///
/// By libpq and not by `psql`, which is a script in Perl on Debian: the tests ask thousands of times.
struct Answer {
    /// The rows of all statements as `psql -At` prints them: a line each, with bars between the columns.
    var rows: [String] = []
    /// What went wrong, with its code of five characters; a session that was not had has none.
    var failure: (code: String, words: String)?

    /// With settings for the session, such as `-c statement_timeout=1s`.
    init(to statement: String, in database: String, at folder: String, as login: String, with settings: String = "") {
        let connection = PQsetdbLogin(folder, nil, settings, nil, database, login, nil)
        defer { PQfinish(connection) }
        guard PQstatus(connection) == CONNECTION_OK else {
            failure = ("", String(cString: PQerrorMessage(connection)))
            return
        }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        PQsendQuery(connection, statement)
        while let result = PQgetResult(connection) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_TUPLES_OK:
                rows += (0..<PQntuples(result))
                    .map { row in
                        (0..<PQnfields(result)).map { String(cString: PQgetvalue(result, row, $0)) }
                            .joined(separator: "|")
                    }
            case PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: break
            default:
                let code = PQresultErrorField(result, Int32(UInt8(ascii: "C")))
                failure = (code.map { String(cString: $0) } ?? "", String(cString: PQresultErrorMessage(result)))
            }
        }
    }
}
