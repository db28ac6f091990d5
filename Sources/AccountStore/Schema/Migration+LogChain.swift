import GRDB
import StoredForms
import Synchronizing

extension Migration {
    /// A chain of hashes runs over the log, over the lines too that were there before it.
    ///
    /// A program of the version before, open all the while, adds lines without a hash; the next line seals them.
    static let logChain = Migration(version: 16) { database in
        try database.execute(
            sql: "DROP TRIGGER log_stays; ALTER TABLE log ADD COLUMN hash TEXT NOT NULL DEFAULT ''"
        )
        var end = try LogHead.beginning(try database.first(.workspace))
        let update = try database.makeStatement(sql: "UPDATE log SET hash = ? WHERE number = ?")
        while true {
            let lines = try database.logLines(after: end.number, most: 1_000)
            if lines.isEmpty { break }
            for line in lines {
                end = LogHead(number: line.number, hash: LogChain.hash(line.number, line.parts, after: end.hash))
                try update.execute(arguments: [end.hash, end.number])
            }
        }
        try database.execute(
            sql: """
                CREATE TRIGGER log_stays BEFORE UPDATE ON log WHEN OLD.hash <> ''
                BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
                """
        )
    }
}
