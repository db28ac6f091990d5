import Accounts
import GRDB

extension Migration {
    /// External ids are compared folded, so two spellings of one are a conflict; each is kept as the vendor wrote it.
    ///
    /// The index is not unique: if an older version let two accounts be synchronized under spellings of one id, both
    /// are facts.
    static let externalKeys = Migration(version: 7) { database in
        try database.execute(
            sql: """
                ALTER TABLE links ADD COLUMN external_key TEXT;
                CREATE INDEX links_external_key ON links(claim_key, external_key) WHERE state = 'synchronized';
                UPDATE links SET external_key = external_id;
                """
        )
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT rowid, external_id FROM links WHERE external_id IS NOT NULL"
        )
        for row in rows {
            let (number, id): (Int64, String) = (row["rowid"], row["external_id"])
            let key = ExternalID(id).folded
            guard !key.utf8.elementsEqual(id.utf8) else { continue }
            try database.execute(sql: "UPDATE links SET external_key = ? WHERE rowid = ?", arguments: [key, number])
        }
    }
}
