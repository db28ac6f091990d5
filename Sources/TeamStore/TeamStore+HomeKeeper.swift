package import FoundationEssentials
import StoredForms
package import Synchronizing

extension TeamStore: HomeKeeper {
    package func home() async throws(StoreFailure) -> HomeReading {
        try await read(isRoutine: true) { session in
            try session.knowPlaceRights()
            try session.foresee {
                _ = try session.settings()
                _ = try session.homes()
                _ = try session.place()
            }
            let settings = try session.settings()
            func setting(_ name: String) -> String { settings?.value(name).string ?? "" }
            return HomeReading(
                homes: try session.homes(),
                here: try session.place(),
                durability: Durability(
                    synchronousCommit: setting("synchronous_commit"),
                    synchronousStandbys: setting("standbys"),
                    fsync: setting("fsync"),
                    fullPageWrites: setting("full_page_writes")
                )
            )
        }
    }

    package func settle(at place: Home.Place, on date: Date, by: String) async throws(StoreFailure) -> Bool {
        try await write { session in
            guard try session.place() == place else { return false }
            try session.insert(Home(place: place, at: date, by: by))
            return true
        }
    }
}

extension Session {
    fileprivate func settings() throws -> ServerRow? {
        try run(
            """
            SELECT current_setting('synchronous_commit') AS synchronous_commit, current_setting('fsync') AS fsync,
                current_setting('synchronous_standby_names') AS standbys,
                current_setting('full_page_writes') AS full_page_writes
            """
        )
        .only
    }

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
    ///
    /// The timeline is that of the log that is being written: the control file still names the one before for a while
    /// after a promotion. A standby writes none.
    func place() throws -> Home.Place {
        let rights = try placeRights ?? askPlaceRights()
        let row = try run(
            """
            SELECT \(rights.server ? "(SELECT system_identifier::text FROM pg_control_system())" : "NULL") AS server,
                CASE WHEN pg_is_in_recovery() THEN NULL
                    ELSE \(rights.timeline ? "left(pg_walfile_name(pg_current_wal_lsn()), 8)" : "NULL") END AS timeline,
                (SELECT oid::text FROM pg_database WHERE datname = current_database()) AS database,
                'account_sync.workspace'::regclass::oid::text AS tables
            """
        )
        .only
        func value(_ name: String) -> String { row?.value(name).string ?? "" }
        return Home.Place([
            .server: value("server"), .timeline: value("timeline"), .database: value("database"),
            .tables: value("tables"),
        ])
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
