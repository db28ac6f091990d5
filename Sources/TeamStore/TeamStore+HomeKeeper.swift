package import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: HomeKeeper {
    package func home() async throws(StoreFailure) -> HomeReading {
        // Whoever sends asks before each send.
        guard hints.isSending else { return try await read(HomeReading.find) }
        return try await told { try await joint.reads.homes.ask(()) }
    }

    package func settle(at place: Home.Place, on date: Date, by: String) async throws(StoreFailure) -> Bool {
        try await write { session in
            guard try session.place() == place else { return false }
            try session.insert(Home(place: place, at: date, by: by))
            return true
        }
    }

    package func isStandby() async throws(StoreFailure) -> Bool {
        try await read { try $0.run("SELECT pg_is_in_recovery() AS follows")[0].value("follows").isTrue }
    }
}

extension HomeReading {
    static func find(_ session: Session) throws -> HomeReading {
        // Whether the login may ask for the place has to be known before.
        try session.knowPlaceRights()
        return try HomeReading(session.run(together: questions(session.placeSelection())))
    }

    /// What is asked; `place` selects where the book is now.
    static func questions(_ place: String) -> [Question] {
        [Question("SELECT * FROM homes ORDER BY number DESC"), Question(place), Question(Durability.selection)]
    }

    /// Takes the answers to the questions.
    init(_ answers: [ServerRows]) throws {
        self.init(
            homes: try answers[0].stored(.homes).map(Home.init),
            here: Home.Place(answers[1][0]),
            durability: Durability(answers[2][0])
        )
    }
}

extension Session {
    /// Throws unless the book is where it belongs; asked in each transaction with an intent, since a session may outlive
    /// the promotion of its server.
    func requireHome(of book: String) throws {
        try requireHome(place(), of: book)
    }

    /// Makes the place at which the book is made, or brought up, its home.
    func insertHome() throws {
        try insert(Home(place: place(), at: Date(), by: nil))
    }

    /// Which server this is, and which database and tables in it; what the login may not ask is left out.
    func place() throws -> Home.Place { Home.Place(try run(placeSelection()).only) }

    func placeSelection() throws -> String {
        let rights = try placeRights ?? askPlaceRights()
        return Home.Place.selection(server: rights.server, timeline: rights.timeline)
    }

    /// Looks up which questions about the place the login may ask, if that is not known yet.
    func knowPlaceRights() throws { placeRights = try placeRights ?? askPlaceRights() }

    private func askPlaceRights() throws -> (server: Bool, timeline: Bool) {
        let row = try run(
            """
            SELECT has_function_privilege('pg_control_system()', 'EXECUTE') AS server,
                has_function_privilege('pg_current_wal_lsn()', 'EXECUTE')
                    AND has_function_privilege('pg_walfile_name(pg_lsn)', 'EXECUTE') AS timeline
            """
        )[0]
        return (row.value("server").isTrue, row.value("timeline").isTrue)
    }
}

extension Home.Place {
    /// What is asked; the timeline is that of the log that is being written.
    ///
    /// The control file still names the one before for a while after a promotion. A standby writes none.
    static func selection(server: Bool, timeline: Bool) -> String {
        """
        SELECT \(server ? "(SELECT system_identifier::text FROM pg_control_system())" : "NULL") AS server,
            CASE WHEN pg_is_in_recovery() THEN NULL
                ELSE \(timeline ? "left(pg_walfile_name(pg_current_wal_lsn()), 8)" : "NULL") END AS timeline,
            (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database,
            'account_sync.workspace'::regclass::oid::text AS tables
        """
    }

    /// Nothing is known without a row.
    init(_ row: ServerRow?) {
        func value(_ name: String) -> String { row?.value(name).string ?? "" }
        self.init([
            .server: value("server"), .timeline: value("timeline"), .database: value("database"),
            .tables: value("tables"),
        ])
    }
}

extension Durability {
    static let selection = """
        SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync,
            current_setting('synchronous_standby_names') AS standbys,
            current_setting('full_page_writes') AS full_page_writes,
            (SELECT count(*) FROM pg_stat_replication) AS receivers
        """

    init(_ row: ServerRow) {
        func setting(_ name: String) -> String { row.value(name).string ?? "" }
        self.init(
            synchronousCommit: setting("synchronous_commit"),
            synchronousStandbys: setting("standbys"),
            fsync: setting("fsync"),
            fullPageWrites: setting("full_page_writes"),
            standbys: row.value("receivers").integer.map(Int.init) ?? 0
        )
    }
}

extension ServerRows {
    /// The rows as those of a table of the book.
    func stored(_ table: StoredTable) -> [StoredRow] { all.map { StoredRow(table, $0) } }
}
