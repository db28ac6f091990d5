import FoundationEssentials
import GRDB
import StoredForms
import Synchronizing

extension Migration {
    /// The places at which the workspace was at home; the last one counts, and is this file to begin with.
    static let homes = Migration(version: 18) { database in
        try database.execute(
            sql: """
                CREATE TABLE homes (
                    number INTEGER PRIMARY KEY,
                    place TEXT NOT NULL,
                    at REAL NOT NULL,
                    by TEXT
                ) STRICT;
                """
        )
        let path = try String.fetchOne(database, sql: "SELECT file FROM pragma_database_list WHERE name = 'main'")
        try database.insert(Home(place: FileIdentity.of(path ?? ""), at: Date(), by: nil))
    }
}
