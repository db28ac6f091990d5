import Foundation
package import PrivateCluster

extension Records {
    /// The contents of a book on a server, read by psql, without the store's code.
    package init(_ database: String, on cluster: PrivateCluster) throws {
        try self.init(database, at: cluster.folder)
    }

    /// The same at the server whose socket is in that folder.
    package init(_ database: String, at folder: String) throws {
        func sql(_ query: String) throws -> String { try PrivateCluster.sql(query, in: database, at: folder) }
        func rows<Row: Decodable>(_ query: String) throws -> [Row] {
            let text = try sql("SELECT coalesce(jsonb_agg(row), '[]') FROM (\(query)) AS row")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode([Row].self, from: Data(text.utf8))
        }
        links = try rows("SELECT * FROM account_sync.links ORDER BY account, system").map(\Link.row)
        attempts = try rows("SELECT * FROM account_sync.attempts ORDER BY attempt").map(\Attempt.row)
        log = try rows("SELECT * FROM account_sync.log ORDER BY number").map(\Line.row)
        accounts = try rows("SELECT id, code, kind, parent FROM account_sync.accounts ORDER BY id").map(\Account.row)
        let made: [Definition] = try rows(
            """
            SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE schemaname = 'account_sync' UNION ALL
            SELECT tgname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
            WHERE NOT tgisinternal AND tgenabled = 'O' AND relnamespace = 'account_sync'::regnamespace
            """
        )
        schema = Dictionary(made.map { ($0.name, $0.sql) }) { first, _ in first }
        lastNumber = Int(try sql("SELECT entries FROM account_sync.workspace")) ?? -1
        damage = []
    }

    private struct Link: Decodable {
        var account, system, state, changed: Text
        var generation: Int
        var externalId, origin, parent, attempt, owner: String?
        var unconfirmed: Bool

        var row: LinkRow {
            LinkRow(
                account: account.value,
                system: system.value,
                state: state.value,
                generation: generation,
                externalID: externalId,
                origin: origin,
                parent: parent,
                attempt: attempt,
                owner: owner,
                isUnconfirmed: unconfirmed
            )
        }
    }

    private struct Attempt: Decodable {
        var attempt, account, system, intent: String
        var generation: Int

        var row: AttemptRow {
            AttemptRow(attempt: attempt, account: account, system: system, intent: intent, generation: generation)
        }
    }

    private struct Line: Decodable {
        var number, generation: Int
        var event, account, system, state, detail, at, by: Text
        var attempt, externalId, finding: String?

        var row: LogRow {
            LogRow(
                number: number,
                event: event.value,
                account: account.value,
                system: system.value,
                state: state.value,
                detail: detail.value,
                at: at.value,
                by: by.value,
                generation: generation,
                attempt: attempt,
                externalID: externalId,
                finding: finding
            )
        }
    }

    private struct Account: Decodable {
        var id, code, kind: String
        var parent: String?

        var row: AccountRow { AccountRow(id: id, code: code, kind: kind, parent: parent) }
    }

    private struct Definition: Decodable {
        var name, sql: String
    }

    /// A text, or a number as a text.
    private struct Text: Decodable {
        var value: String

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            do { value = try container.decode(String.self) } catch { value = "\(try container.decode(Double.self))" }
        }
    }
}

/// Looks into a server's book as the head of a synchronize request reaches the vendor, over a connection of its own.
package final class ServerWitness: Sendable {
    private let session: Session
    /// Whether the sender must also hold its lease yet.
    private let asksLease: Bool

    package init(_ database: String, on cluster: PrivateCluster, asksLease: Bool = false) throws {
        session = try Session(database, on: cluster)
        self.asksLease = asksLease
    }

    package func objection(to request: Received) -> String? {
        guard let attempt = request.trackID else { return nil }
        let words = session.answer(
            """
            SELECT attempts.attempt IS NOT NULL, coalesce(state = 'sending', false),
                coalesce(ended IS NULL AND lease_until > clock_timestamp(), false)
            FROM (VALUES ('\(attempt.filter { $0.isHexDigit || $0 == "-" })')) AS asked (attempt)
            LEFT JOIN account_sync.attempts ON attempts.attempt = asked.attempt
            LEFT JOIN account_sync.links ON links.account = attempts.account AND links.attempt = attempts.attempt
            LEFT JOIN account_sync.workers ON workers.id = links.owner;
            """
        )
        switch words {
        case "t|t|t": return nil
        // A connection that is gone with its server says nothing about the request.
        case nil, "": return nil
        case let words? where words.hasPrefix("f"):
            return "the request \(attempt) was at the vendor and its intent was not committed"
        case let words?:
            return asksLease ? "the request \(attempt) was at the vendor and its sender had it no more: \(words)" : nil
        }
    }

    /// A psql that is asked one thing after another.
    private final class Session: Sendable {
        private let psql: Lines

        init(_ database: String, on cluster: PrivateCluster) throws {
            psql = try Lines([
                "psql", "-X", "-A", "-t", "-q", "-h", cluster.folder, "-U", "postgres", "-d", database,
            ])
        }

        /// The first line of the answer, empty if there is none; nil if it is gone.
        func answer(_ query: String) -> String? {
            psql.ask(query.replacing("\n", with: " ") + "\n\\echo end\n") { $0 == "end" }
        }
    }
}
