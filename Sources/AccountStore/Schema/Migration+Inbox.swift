import GRDB

extension Migration {
    /// What needs somebody is found, counted and ordered by indexes, however many accounts there are.
    static let inbox = Migration(version: 10) { database in
        try database.execute(
            sql: """
                DROP INDEX links_state;
                CREATE INDEX links_since ON links(system, state, changed, account);
                CREATE INDEX accounts_fault ON accounts(code) WHERE fault IS NOT NULL;
                CREATE INDEX accounts_resellers ON accounts(id) WHERE kind = 'reseller';
                CREATE INDEX log_refusals ON log(system, number) WHERE event = 'outcome' AND state = 'refused';
                """
        )
    }
}
