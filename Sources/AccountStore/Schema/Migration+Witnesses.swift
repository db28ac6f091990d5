import GRDB

extension Migration {
    /// The order that verified a link, and when orders were last asked for; an id is found whichever registration of a
    /// vendor it is linked under.
    static let witnesses = Migration(version: 14) { database in
        try database.execute(
            sql: """
                ALTER TABLE links ADD COLUMN witness TEXT;
                ALTER TABLE links ADD COLUMN orders_asked REAL;
                CREATE INDEX links_unverified ON links(orders_asked, account, system)
                    WHERE state = 'synchronized' AND verified = 0;
                CREATE INDEX links_any_key ON links(external_key) WHERE state = 'synchronized';
                """
        )
    }
}
