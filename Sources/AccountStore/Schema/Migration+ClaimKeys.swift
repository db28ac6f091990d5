import Accounts
import GRDB

extension Migration {
    /// A claim holds across all spellings of one vendor: its key is made from the normal form of the URL.
    ///
    /// If that brings together two claims on one account, or two uses of one external id, the later one keeps its old
    /// key, since both are facts. Attempts keep their keys, which were right when the attempts were made. A
    /// registration that cannot be read is left alone.
    static let claimKeys = Migration(version: 5) { database in
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT name, json_extract(registration, '$.applicationID') AS application,
                    json_extract(registration, '$.endpoints.synchronize') AS url
                FROM systems WHERE CASE WHEN json_valid(registration)
                    THEN json_type(registration, '$.applicationID') = 'text'
                        AND json_type(registration, '$.endpoints.synchronize') = 'text' END
                """
        )
        for row in rows {
            let (name, application, url): (String, String, String) = (row["name"], row["application"], row["url"])
            let key = ProvisioningSystem.claimKey(applicationID: application, synchronize: url)
            try database.execute(sql: "UPDATE systems SET claim_key = ? WHERE name = ?", arguments: [key, name])
            try database.execute(
                sql: "UPDATE OR IGNORE links SET claim_key = ? WHERE system = ?",
                arguments: [key, name]
            )
        }
    }
}
